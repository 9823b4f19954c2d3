namespace Tandem.Sipgate.Webhooks;

/// <summary>Keys were pressed after a <see cref="WebhookResponse.Gather(GatherOptions)"/>, or its time ran out (<c>dtmf</c>).</summary>
public sealed record DataEvent : WebhookEvent
{
    /// <summary>The keys; empty where none were pressed in time.</summary>
    public required string Dtmf { get; init; }
}
