namespace Tandem.Asterisk.Actions;

/// <summary>Ends recordings of a channel.</summary>
public sealed record StopMixMonitorAction : IAmiAction
{
    /// <summary>The channel, by its name.</summary>
    public required string Channel { get; init; }

    /// <summary>Which one; null for all.</summary>
    public string? MixMonitorId { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("StopMixMonitor")
    {
        { "Channel", Channel },
        { "MixMonitorID", MixMonitorId },
    };
}
