using Tandem.Pbx.Model;

namespace Tandem.Hub.History;

/// <summary>One who took part in a conversation.</summary>
internal sealed record HistoryParty
{
    /// <summary>The channel, where there was one.</summary>
    public string? Channel { get; init; }

    /// <summary>The domain; empty for the world outside.</summary>
    public required string Domain { get; init; }

    /// <summary>The user's integer in the domain.</summary>
    public int? UserId { get; init; }

    /// <summary>The part taken.</summary>
    public required ParticipantRole Role { get; init; }

    /// <summary>Name and number; empty where the reader may not see them.</summary>
    public Party Party { get; init; }

    /// <summary>When the party's channel was answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When it was hung up.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The name of the cause of that.</summary>
    public string? Cause { get; init; }

    /// <summary>The final figures of what the party's channel received; null where the source tells none.</summary>
    public MediaQuality? Media { get; init; }
}
