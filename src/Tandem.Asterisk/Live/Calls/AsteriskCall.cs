using Tandem.Asterisk.Live.Directory;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live.Calls;

/// <summary>What people call a call: channels that belong together. It lives through transfers, parking and pick-up.</summary>
internal sealed class AsteriskCall(ObjectId id, DateTimeOffset startedAt)
{
    /// <summary>The id of its first channel, shown or not: Asterisk's Linkedid.</summary>
    public ObjectId Id => id;

    public DateTimeOffset StartedAt { get; set; } = startedAt;

    public DateTimeOffset? AnsweredAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>All channels of it that are there, the hidden ones too.</summary>
    public List<AsteriskChannel> Channels { get; } = [];

    /// <summary>Who takes or took part, in the order of joining.</summary>
    public List<AsteriskChannel> Members { get; } = [];

    /// <summary>Those that listen in from calls of their own.</summary>
    public List<AsteriskChannel> Supervisors { get; } = [];

    /// <summary>Channels that ended and whose end is not written yet.</summary>
    public List<AsteriskChannel> Ended { get; } = [];

    /// <summary>The ids of calls that it took in.</summary>
    public List<ObjectId> Aliases { get; } = [];

    public Party Calling { get; set; }

    public Party Called { get; set; }

    public AsteriskTrunk? Trunk { get; set; }

    public bool CameByTrunk { get; set; }

    public string? Queue { get; set; }

    public HangupCause? Cause { get; set; }

    public AsteriskCall? MergedInto { get; set; }

    public ObjectId? SplitFrom { get; set; }

    public ValueList<TimelineEntry> Timeline { get; set; } = [];

    /// <summary>It has been written.</summary>
    public bool IsShown { get; set; }

    /// <summary>It is to be written by the next commit.</summary>
    public bool IsDirty { get; set; }

    /// <summary>What has happened and is held back until it is known what it was part of.</summary>
    public ChangeKind? Pending { get; set; }

    public string? PendingDetail { get; set; }

    /// <summary>It waits among those that settle.</summary>
    public bool IsSettling { get; set; }

    public bool HasVisible
    {
        get
        {
            foreach (var channel in Channels)
            {
                if (!channel.IsHidden)
                {
                    return true;
                }
            }
            return false;
        }
    }

    public CallDirection Direction => Trunk is null ? CallDirection.Internal : CameByTrunk ? CallDirection.Inbound : CallDirection.Outbound;
}
