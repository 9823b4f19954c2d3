namespace Tandem.Pbx.Model;

/// <summary>A place where calls wait to be retrieved by anybody.</summary>
public sealed record ParkingLot : Entity
{
    /// <inheritdoc/>
    public override EntityKind Kind => EntityKind.ParkingLot;

    /// <summary>The lot's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its slots, as they are dialled.</summary>
    public ValueList<string> Slots { get; init; } = [];

    /// <summary>How long a call is parked before it returns to its parker; <see langword="null"/> means for ever.</summary>
    public TimeSpan? Timeout { get; init; }
}
