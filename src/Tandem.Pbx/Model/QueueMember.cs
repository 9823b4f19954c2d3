namespace Tandem.Pbx.Model;

/// <summary>An agent in a queue. Its local id is <c>queue/extension</c>.</summary>
public sealed record QueueMember : Entity
{
    /// <inheritdoc/>
    public override EntityKind Kind => EntityKind.QueueMember;

    /// <summary>The queue.</summary>
    public required ObjectId Queue { get; init; }

    /// <summary>The extension that is called.</summary>
    public required ObjectId Extension { get; init; }

    /// <summary>The agent's name.</summary>
    public string? Name { get; init; }

    /// <summary>How the agent came to be a member.</summary>
    public QueueMemberType Type { get; init; }

    /// <summary>Logged in, and so called.</summary>
    public bool LoggedIn { get; init; }

    /// <summary>Not called for the time being.</summary>
    public bool Paused { get; init; }

    /// <summary>Why paused.</summary>
    public string? PauseReason { get; init; }

    /// <summary>Since when paused.</summary>
    public DateTimeOffset? PausedSince { get; init; }

    /// <summary>Members with a lower penalty are called first; 0 or more.</summary>
    public int Penalty { get; init; }

    /// <summary>Calls taken.</summary>
    public int CallsTaken { get; init; }

    /// <summary>When the last of them ended.</summary>
    public DateTimeOffset? LastCallAt { get; init; }
}
