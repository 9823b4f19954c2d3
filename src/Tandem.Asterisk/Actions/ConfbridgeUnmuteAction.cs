namespace Tandem.Asterisk.Actions;

/// <summary>Lets a participant of a conference speak again.</summary>
public sealed record ConfbridgeUnmuteAction : IAmiAction
{
    /// <summary>The conference.</summary>
    public required string Conference { get; init; }

    /// <summary>The participant's channel, or <c>all</c>.</summary>
    public required string Channel { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("ConfbridgeUnmute")
    {
        { "Conference", Conference },
        { "Channel", Channel },
    };
}
