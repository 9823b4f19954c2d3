namespace Tandem.Pbx.State;

/// <summary>One revision: a set of things that happened together, and what kind of event they are. No reader ever sees half of
/// it.</summary>
public sealed class Change
{
    internal Change(Position position, ChangeKind kind, DateTimeOffset at, IReadOnlyList<EntityChange> entities, string? detail)
    {
        Position = position;
        Kind = kind;
        At = at;
        Entities = entities;
        Detail = detail;
    }

    /// <summary>The position that this change leads to.</summary>
    public Position Position { get; }

    /// <summary>The position that it follows.</summary>
    public Position Previous => new(Position.Epoch, Position.Revision - 1);

    /// <summary>What kind of event it is.</summary>
    public ChangeKind Kind { get; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; }

    /// <summary>
    /// The objects concerned, each once, in the order in which they were first touched. One whose images are equal was not altered but is
    /// what the event is about: the channel on which a digit was pressed.
    /// </summary>
    public IReadOnlyList<EntityChange> Entities { get; }

    /// <summary>More about the event: the digit pressed, the number transferred to.</summary>
    public string? Detail { get; }
}
