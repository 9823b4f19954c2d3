namespace Tandem.Pbx.Model;

/// <summary>A caller who waits in a queue. Its local id is that of the channel.</summary>
public sealed record WaitingCaller : Entity
{
    /// <inheritdoc/>
    public override EntityKind Kind => EntityKind.WaitingCaller;

    /// <summary>The queue.</summary>
    public required ObjectId Queue { get; init; }

    /// <summary>The caller's channel.</summary>
    public required ObjectId Channel { get; init; }

    /// <summary>Who waits.</summary>
    public Party Party { get; init; }

    /// <summary>The place in the queue, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset JoinedAt { get; init; }
}
