namespace Tandem.Pbx.Outbox;

/// <summary>What an entry of the outbox tells.</summary>
public enum OutboxEntryKind
{
    /// <summary>A conversation started.</summary>
    Started,

    /// <summary>Something that is worth keeping changed: it was answered, somebody joined or left, it is recorded.</summary>
    Changed,

    /// <summary>It ended; the entry has its final channels.</summary>
    Ended,
}
