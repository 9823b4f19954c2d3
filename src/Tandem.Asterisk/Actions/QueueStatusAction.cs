namespace Tandem.Asterisk.Actions;

/// <summary>Lists queues with members and callers: QueueParams, QueueMember and QueueEntry.</summary>
public sealed record QueueStatusAction : IAmiAction
{
    /// <summary>One queue; null for all.</summary>
    public string? Queue { get; init; }

    /// <summary>One member; null for all.</summary>
    public string? Member { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("QueueStatus")
    {
        { "Queue", Queue },
        { "Member", Member },
    };
}
