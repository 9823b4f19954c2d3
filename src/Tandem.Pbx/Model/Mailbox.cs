namespace Tandem.Pbx.Model;

/// <summary>A voice mailbox.</summary>
public sealed record Mailbox : Entity
{
    /// <inheritdoc/>
    public override EntityKind Kind => EntityKind.Mailbox;

    /// <summary>Messages not yet heard.</summary>
    public int New { get; init; }

    /// <summary>Messages heard and kept.</summary>
    public int Saved { get; init; }

    /// <summary>Messages not yet heard and marked urgent.</summary>
    public int Urgent { get; init; }
}
