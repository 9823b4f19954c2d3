namespace Tandem.Hub.History;

/// <summary>A row of the table <c>conversations</c>.</summary>
internal sealed class ConversationRow
{
    public string Id { get; set; } = "";

    public string Domain { get; set; } = "";

    public string Direction { get; set; } = "";

    public string? CallingName { get; set; }

    public string? CallingNumber { get; set; }

    public string? CalledName { get; set; }

    public string? CalledNumber { get; set; }

    public string? Queue { get; set; }

    public string? Trunk { get; set; }

    public int Recorded { get; set; }

    public long StartedAt { get; set; }

    public long? AnsweredAt { get; set; }

    public long? EndedAt { get; set; }

    public string? Cause { get; set; }

    public string? MergedInto { get; set; }

    public string? SplitFrom { get; set; }

    public string Timeline { get; set; } = "[]";
}
