namespace Tandem.Asterisk.Actions;

/// <summary>Pauses or resumes the recording of a channel: what is muted is recorded as silence.</summary>
public sealed record MixMonitorMuteAction : IAmiAction
{
    /// <summary>The channel, by its name.</summary>
    public required string Channel { get; init; }

    /// <summary>read, write or both.</summary>
    public required string Direction { get; init; }

    /// <summary>Whether it is muted.</summary>
    public required bool IsMuted { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("MixMonitorMute")
    {
        { "Channel", Channel },
        { "Direction", Direction },
        { "State", IsMuted ? 1 : 0 },
    };
}
