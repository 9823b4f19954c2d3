namespace Tandem.MediaLoad;

/// <summary>What the engine process used up to an instant.</summary>
internal sealed record EngineUsage
{
    public required double CpuSeconds { get; init; }

    public required double WallSeconds { get; init; }

    public required long ResidentBytes { get; init; }

    public required long AllocatedBytes { get; init; }

    public required long PacketsIn { get; init; }

    public required long PacketsOut { get; init; }

    public required long Ticks { get; init; }

    /// <summary>Ticks more than 5 ms late.</summary>
    public required long LateTicks { get; init; }
}
