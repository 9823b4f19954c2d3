namespace Tandem.Asterisk.Actions;

/// <summary>Cancels an attended transfer that is not completed (Asterisk 16).</summary>
public sealed record CancelAttendedTransferAction : IAmiAction
{
    /// <summary>The channel, by its name.</summary>
    public required string Channel { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("CancelAtxfer")
    {
        { "Channel", Channel },
    };
}
