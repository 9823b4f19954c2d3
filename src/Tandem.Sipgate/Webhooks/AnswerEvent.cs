namespace Tandem.Sipgate.Webhooks;

/// <summary>A call was answered (<c>answer</c>); by a voice mailbox where <see cref="WebhookUser.IsVoicemail"/> says so.</summary>
public sealed record AnswerEvent : CallEvent
{
    /// <summary>Who answered; null with outgoing calls.</summary>
    public WebhookUser? User { get; init; }

    /// <summary>The number that answered, which may be another than the called one; empty where none was told.</summary>
    public required string AnsweringNumber { get; init; }
}
