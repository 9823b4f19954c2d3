namespace Tandem.Pbx.State;

/// <summary>Settings of a <see cref="PbxState"/>.</summary>
public sealed record PbxStateOptions
{
    /// <summary>The default settings.</summary>
    public static PbxStateOptions Default { get; } = new();

    /// <summary>How many changes are kept for watchers that resume or lag; at least 1. Default 100,000.</summary>
    public int RetainedChanges { get; init; } = 100_000;

    /// <summary>How long changes are kept; above zero. Default 5 minutes.</summary>
    public TimeSpan RetainedFor { get; init; } = TimeSpan.FromMinutes(5);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(RetainedChanges, 1, nameof(RetainedChanges));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(RetainedFor, TimeSpan.Zero, nameof(RetainedFor));
    }
}
