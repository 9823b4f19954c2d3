namespace Tandem.Sipgate.Webhooks;

/// <summary>A user of the account, as webhooks name one.</summary>
/// <param name="Name">The name; <c>voicemail</c> where a voice mailbox answered.</param>
/// <param name="Id">The id within the account: <c>w0</c>. Empty where none was told.</param>
/// <param name="FullId">The id with that of the account before it: <c>1234567w0</c>. Empty where none was told.</param>
public sealed record WebhookUser(string Name, string Id, string FullId)
{
    /// <summary>Whether it is a voice mailbox.</summary>
    public bool IsVoicemail => Name == "voicemail";
}
