namespace Tandem.Pbx.Model;

/// <summary>An object of the model: immutable, named by <see cref="Id"/>, owned by a source and a domain. Holds instants, never counters
/// of seconds.</summary>
public abstract record Entity
{
    private protected Entity()
    {
    }

    /// <summary>The name of the object, unique together with <see cref="Kind"/>.</summary>
    public required ObjectId Id { get; init; }

    /// <summary>The name of the source that owns the object.</summary>
    public string Source => Id.Source;

    /// <summary>The domain (tenant) that the object belongs to; empty where it belongs to none.</summary>
    public required string Domain { get; init; }

    /// <summary>The source has lost its connection: this is what was last known.</summary>
    public bool Stale { get; init; }

    /// <summary>The kind of the object.</summary>
    public abstract EntityKind Kind { get; }
}
