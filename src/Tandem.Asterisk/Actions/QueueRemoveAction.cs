namespace Tandem.Asterisk.Actions;

/// <summary>Ends a membership of a queue.</summary>
public sealed record QueueRemoveAction : IAmiAction
{
    /// <summary>The queue.</summary>
    public required string Queue { get; init; }

    /// <summary>The member.</summary>
    public required string Interface { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("QueueRemove")
    {
        { "Queue", Queue },
        { "Interface", Interface },
    };
}
