namespace Tandem.Hub.History;

/// <summary>A row of the table <c>conversation_parties</c>.</summary>
internal sealed class PartyRow
{
    public string ConversationId { get; set; } = "";

    public string Party { get; set; } = "";

    public string? Channel { get; set; }

    public string Domain { get; set; } = "";

    public int? UserId { get; set; }

    public string Role { get; set; } = "";

    public string? Name { get; set; }

    public string? Number { get; set; }

    public long? AnsweredAt { get; set; }

    public long? EndedAt { get; set; }

    public string? Cause { get; set; }

    public long? PacketsReceived { get; set; }

    public long? PacketsLost { get; set; }

    public long? Jitter { get; set; }

    public double? OpinionScore { get; set; }
}
