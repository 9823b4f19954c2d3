using Tandem.Pbx.Model;

namespace Tandem.Cti.Channels;

/// <summary>The messages that wait in a mailbox: the protocol's <c>mwi_info</c>.</summary>
public sealed record MwiInfo
{
    /// <summary>Whether a user's or a group's.</summary>
    public CallTargetType TargetType { get; init; } = CallTargetType.User;

    /// <summary>The user's or group's id, where known.</summary>
    public int? TargetId { get; init; }

    /// <summary>The user's or group's name; the mailbox's where there is none.</summary>
    public string? TargetName { get; init; }

    /// <summary>Messages not yet heard.</summary>
    public int NewCount { get; init; }

    /// <summary>Messages heard and kept.</summary>
    public int SavedCount { get; init; }

    /// <summary>Since when, in microseconds since 1970; null where it was so before anybody looked.</summary>
    public long? Timestamp { get; init; }
}
