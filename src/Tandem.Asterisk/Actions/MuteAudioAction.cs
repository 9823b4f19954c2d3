namespace Tandem.Asterisk.Actions;

/// <summary>Mutes a channel, or ends that.</summary>
public sealed record MuteAudioAction : IAmiAction
{
    /// <summary>The channel, by its name.</summary>
    public required string Channel { get; init; }

    /// <summary>in for what it says, out for what it hears, or all.</summary>
    public required string Direction { get; init; }

    /// <summary>Whether it is muted.</summary>
    public required bool IsMuted { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("MuteAudio")
    {
        { "Channel", Channel },
        { "Direction", Direction },
        { "State", IsMuted ? "on" : "off" },
    };
}
