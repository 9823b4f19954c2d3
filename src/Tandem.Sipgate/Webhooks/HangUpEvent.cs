namespace Tandem.Sipgate.Webhooks;

/// <summary>A call ended (<c>hangup</c>).</summary>
public sealed record HangUpEvent : CallEvent
{
    /// <summary>Why.</summary>
    public WebhookHangUpCause Cause { get; init; }

    /// <summary>Why, in sipgate's word; empty where none was told.</summary>
    public required string CauseText { get; init; }

    /// <summary>The number that had answered; empty where nobody did.</summary>
    public required string AnsweringNumber { get; init; }
}
