namespace Tandem.Asterisk.Actions;

/// <summary>Removes a participant from a conference.</summary>
public sealed record ConfbridgeKickAction : IAmiAction
{
    /// <summary>The conference.</summary>
    public required string Conference { get; init; }

    /// <summary>The participant's channel, or <c>all</c>.</summary>
    public required string Channel { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("ConfbridgeKick")
    {
        { "Conference", Conference },
        { "Channel", Channel },
    };
}
