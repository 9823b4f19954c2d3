namespace Tandem.Asterisk.Actions;

/// <summary>Mutes a participant of a conference.</summary>
public sealed record ConfbridgeMuteAction : IAmiAction
{
    /// <summary>The conference.</summary>
    public required string Conference { get; init; }

    /// <summary>The participant's channel, or <c>all</c>.</summary>
    public required string Channel { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("ConfbridgeMute")
    {
        { "Conference", Conference },
        { "Channel", Channel },
    };
}
