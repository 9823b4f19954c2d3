namespace Tandem.Pbx.Model;

/// <summary>A line to another exchange or provider.</summary>
public sealed record Trunk : Entity
{
    /// <inheritdoc/>
    public override EntityKind Kind => EntityKind.Trunk;

    /// <summary>The trunk's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the other side can be reached.</summary>
    public TrunkStatus Status { get; init; }

    /// <summary>How our registration there stands.</summary>
    public TrunkRegistration Registration { get; init; }

    /// <summary>The other side's address.</summary>
    public string? Address { get; init; }

    /// <summary>The source's own name for how it is reached (an Asterisk's channel driver: <c>PJSIP</c>), where known.</summary>
    public string? Technology { get; init; }

    /// <summary>How many calls it carries at most; <see langword="null"/> means no limit.</summary>
    public int? MaxChannels { get; init; }

    /// <summary>The conversations that it carries.</summary>
    public ValueList<ObjectId> Conversations { get; init; } = [];
}
