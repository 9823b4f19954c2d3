namespace Tandem.Pbx.Model;

/// <summary>A conference room.</summary>
public sealed record Conference : Entity
{
    /// <inheritdoc/>
    public override EntityKind Kind => EntityKind.Conference;

    /// <summary>Nobody else may join.</summary>
    public bool Locked { get; init; }

    /// <summary>Whether it is being recorded.</summary>
    public RecordingStatus Recording { get; init; }
}
