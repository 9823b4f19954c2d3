namespace Tandem.Asterisk.Actions;

/// <summary>Pauses a member of queues, or ends that.</summary>
public sealed record QueuePauseAction : IAmiAction
{
    /// <summary>The queue; null for all that it is in.</summary>
    public string? Queue { get; init; }

    /// <summary>The member.</summary>
    public required string Interface { get; init; }

    /// <summary>Whether it is paused.</summary>
    public required bool IsPaused { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("QueuePause")
    {
        { "Queue", Queue },
        { "Interface", Interface },
        { "Paused", IsPaused },
        { "Reason", Reason },
    };
}
