namespace Tandem.Asterisk.Actions;

/// <summary>Begins to record both sides of a channel.</summary>
public sealed record MixMonitorAction : IAmiAction
{
    /// <summary>The channel, by its name.</summary>
    public required string Channel { get; init; }

    /// <summary>The file; null for one that Asterisk names. Never what a user typed.</summary>
    public string? File { get; init; }

    /// <summary>The options of the application MixMonitor, such as <c>a</c> to append.</summary>
    public string? MixMonitorOptions { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("MixMonitor")
    {
        { "Channel", Channel },
        { "File", File },
        { "Options", MixMonitorOptions },
    };
}
