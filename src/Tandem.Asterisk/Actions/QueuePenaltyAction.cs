namespace Tandem.Asterisk.Actions;

/// <summary>Sets the penalty of a member of queues.</summary>
public sealed record QueuePenaltyAction : IAmiAction
{
    /// <summary>The queue; null for all that it is in.</summary>
    public string? Queue { get; init; }

    /// <summary>The member.</summary>
    public required string Interface { get; init; }

    /// <summary>Its penalty, 0 or more.</summary>
    public required int Penalty { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("QueuePenalty")
    {
        { "Queue", Queue },
        { "Interface", Interface },
        { "Penalty", Penalty },
    };
}
