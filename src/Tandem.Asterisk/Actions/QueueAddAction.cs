namespace Tandem.Asterisk.Actions;

/// <summary>Makes a device a member of a queue.</summary>
public sealed record QueueAddAction : IAmiAction
{
    /// <summary>The queue.</summary>
    public required string Queue { get; init; }

    /// <summary>What is dialled to reach it.</summary>
    public required string Interface { get; init; }

    /// <summary>Its name.</summary>
    public string? MemberName { get; init; }

    /// <summary>The device whose state counts; null for the interface.</summary>
    public string? StateInterface { get; init; }

    /// <summary>Its penalty, 0 or more.</summary>
    public int? Penalty { get; init; }

    /// <summary>Whether it begins paused.</summary>
    public bool? IsPaused { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("QueueAdd")
    {
        { "Queue", Queue },
        { "Interface", Interface },
        { "MemberName", MemberName },
        { "StateInterface", StateInterface },
        { "Penalty", Penalty },
        { "Paused", IsPaused },
    };
}
