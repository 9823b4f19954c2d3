namespace Tandem.Sipgate.Webhooks;

/// <summary>What webhooks on the course of a call have in common.</summary>
/// <remarks>Numbers are in E.164 with <c>+</c>, though sipgate sends them without; what is no number, as <c>anonymous</c>, is as it came.</remarks>
public abstract record CallEvent : WebhookEvent
{
    private protected CallEvent()
    {
    }

    /// <summary>The word for a caller who withholds the number.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>Which way the call goes.</summary>
    public WebhookCallDirection Direction { get; init; }

    /// <summary>Who calls: a number, or <see cref="Anonymous"/>; empty where none was told.</summary>
    public required string From { get; init; }

    /// <summary>Who is called; empty where none was told.</summary>
    public required string To { get; init; }

    /// <summary>Who forwarded or transferred the call; null where nobody did.</summary>
    public string? Diversion { get; init; }

    /// <summary>sipgate's own id of the call, which stays when <see cref="WebhookEvent.CallId"/> changes; null where none was told.</summary>
    public string? Xcid { get; init; }
}
