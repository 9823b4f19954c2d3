namespace Tandem.Sipgate.Webhooks;

/// <summary>A call begins (<c>newCall</c>): the answer to it says where it goes, and whether answer and end are told as well.</summary>
public sealed record NewCallEvent : CallEvent
{
    /// <summary>Whose phones ring, or who calls; empty where none was told.</summary>
    public IReadOnlyList<WebhookUser> Users { get; init; } = [];
}
