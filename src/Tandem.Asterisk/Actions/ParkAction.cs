namespace Tandem.Asterisk.Actions;

/// <summary>Parks a channel.</summary>
public sealed record ParkAction : IAmiAction
{
    /// <summary>The channel, by its name.</summary>
    public required string Channel { get; init; }

    /// <summary>Whom it goes back to when nobody retrieves it.</summary>
    public string? TimeoutChannel { get; init; }

    /// <summary>Who is told the space.</summary>
    public string? AnnounceChannel { get; init; }

    /// <summary>The lot; null for the channel's own.</summary>
    public string? ParkingLot { get; init; }

    /// <summary>After how long it goes back, in milliseconds; null for the lot's own.</summary>
    public int? TimeoutMilliseconds { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("Park")
    {
        { "Channel", Channel },
        { "TimeoutChannel", TimeoutChannel },
        { "AnnounceChannel", AnnounceChannel },
        { "Parkinglot", ParkingLot },
        { "Timeout", TimeoutMilliseconds },
    };
}
