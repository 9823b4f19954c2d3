namespace Tandem.Pbx.Model;

/// <summary>A channel in a conference room. Its local id is <c>room/channel</c>. Who is talking is telemetry, not state.</summary>
public sealed record ConferenceParticipant : Entity
{
    /// <inheritdoc/>
    public override EntityKind Kind => EntityKind.ConferenceParticipant;

    /// <summary>The room.</summary>
    public required ObjectId Conference { get; init; }

    /// <summary>The channel.</summary>
    public required ObjectId Channel { get; init; }

    /// <summary>May mute, remove and lock.</summary>
    public bool Admin { get; init; }

    /// <summary>Not heard by the others.</summary>
    public bool Muted { get; init; }
}
