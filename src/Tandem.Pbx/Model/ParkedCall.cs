namespace Tandem.Pbx.Model;

/// <summary>A call in a parking slot. Its local id is <c>lot/slot</c>.</summary>
public sealed record ParkedCall : Entity
{
    /// <inheritdoc/>
    public override EntityKind Kind => EntityKind.ParkedCall;

    /// <summary>The lot.</summary>
    public required ObjectId Lot { get; init; }

    /// <summary>The slot, as it is dialled.</summary>
    public required string Slot { get; init; }

    /// <summary>The parked channel.</summary>
    public required ObjectId Channel { get; init; }

    /// <summary>The number or name of who parked it, where known.</summary>
    public string? Parker { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset ParkedAt { get; init; }

    /// <summary>When it returns to its parker.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
