namespace Tandem.Asterisk.Actions;

/// <summary>Plays a digit to a channel.</summary>
public sealed record PlayDtmfAction : IAmiAction
{
    /// <summary>The channel, by its name.</summary>
    public required string Channel { get; init; }

    /// <summary>One of 0 to 9, *, #, A to D.</summary>
    public required string Digit { get; init; }

    /// <summary>How long, in milliseconds; null for Asterisk's own.</summary>
    public int? DurationMilliseconds { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("PlayDTMF")
    {
        { "Channel", Channel },
        { "Digit", Digit },
        { "Duration", DurationMilliseconds },
    };
}
