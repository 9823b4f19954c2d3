namespace Tandem.Sipgate.Webhooks;

/// <summary>An event of a kind that this library does not know.</summary>
public sealed record UnknownEvent : WebhookEvent
{
    /// <summary>Its kind, as sipgate calls it.</summary>
    public required string Kind { get; init; }
}
