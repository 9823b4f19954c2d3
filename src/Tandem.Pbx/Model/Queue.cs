namespace Tandem.Pbx.Model;

/// <summary>A queue in which callers wait for an agent.</summary>
public sealed record Queue : Entity
{
    /// <inheritdoc/>
    public override EntityKind Kind => EntityKind.Queue;

    /// <summary>The queue's name.</summary>
    public required string Name { get; init; }

    /// <summary>How it chooses the next agent, in the source's words (<c>ringall</c>, <c>leastrecent</c>).</summary>
    public string? Strategy { get; init; }

    /// <summary>Calls answered by an agent.</summary>
    public int Completed { get; init; }

    /// <summary>Callers who gave up.</summary>
    public int Abandoned { get; init; }

    /// <summary>The time within which a call ought to be answered.</summary>
    public TimeSpan? ServiceLevelTime { get; init; }

    /// <summary>The share of calls answered within that time, 0 to 100 per cent.</summary>
    public double? ServiceLevelPercent { get; init; }

    /// <summary>How long callers wait on average.</summary>
    public TimeSpan? AverageHoldTime { get; init; }

    /// <summary>How long callers talk on average.</summary>
    public TimeSpan? AverageTalkTime { get; init; }
}
