namespace Tandem.Pbx.Model;

/// <summary>One who takes part in a conversation: by a channel, or by an address where the source shows no channel.</summary>
public sealed record Participant
{
    /// <summary>The channel, where there is one.</summary>
    public ObjectId? Channel { get; init; }

    /// <summary>Name and number.</summary>
    public Party Party { get; init; }

    /// <summary>The domain of the participant; empty for the world outside.</summary>
    public required string Domain { get; init; }

    /// <summary>The user, where it is one.</summary>
    public DirectoryReference? User { get; init; }

    /// <summary>The part taken.</summary>
    public ParticipantRole Role { get; init; }

    /// <summary>Not heard by the others.</summary>
    public bool Muted { get; init; }

    /// <summary>Has put the call on hold.</summary>
    public bool Held { get; init; }

    /// <summary>May end the conversation for all.</summary>
    public bool Owner { get; init; }
}
