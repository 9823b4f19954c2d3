namespace Tandem.Asterisk.Actions;

/// <summary>Writes a line into the log of queues.</summary>
public sealed record QueueLogAction : IAmiAction
{
    /// <summary>The queue.</summary>
    public required string Queue { get; init; }

    /// <summary>What happened.</summary>
    public required string EventName { get; init; }

    /// <summary>The call that it is about.</summary>
    public string? UniqueId { get; init; }

    /// <summary>The member that it is about.</summary>
    public string? Interface { get; init; }

    /// <summary>More about it.</summary>
    public string? Text { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("QueueLog")
    {
        { "Queue", Queue },
        { "Event", EventName },
        { "Uniqueid", UniqueId },
        { "Interface", Interface },
        { "Message", Text },
    };
}
