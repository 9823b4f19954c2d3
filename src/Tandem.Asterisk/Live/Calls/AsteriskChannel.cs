using Tandem.Asterisk.Live.Directory;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live.Calls;

/// <summary>A channel as Asterisk has it now, by its Uniqueid. Its name may change under a masquerade; that is no key.</summary>
internal sealed class AsteriskChannel(string uniqueId, ObjectId id, string name, DeviceName device)
{
    /// <summary>Asterisk's number for a channel that is up.</summary>
    public const int Up = 6;

    /// <summary>Asterisk's number for a channel whose phone rings.</summary>
    public const int Ringing = 5;

    /// <summary>Asterisk's number for a channel that calls the exchange.</summary>
    public const int Ring = 4;

    public string UniqueId => uniqueId;

    public ObjectId Id => id;

    public string Name { get; set; } = name;

    public DeviceName Device { get; } = device;

    /// <summary>Not shown to anybody: a hop within Asterisk.</summary>
    public bool IsHidden { get; } = device.IsHidden || name.Contains('<');

    public int State { get; set; }

    public Party Caller { get; set; }

    public Party Connected { get; set; }

    public string? Exten { get; set; }

    /// <summary>Who called on it, as it began.</summary>
    public Party Calling { get; set; }

    /// <summary>Whom it is to reach, as it began.</summary>
    public Party Called { get; set; }

    public string? Application { get; set; }

    public string? ApplicationData { get; set; }

    public ChannelDirection Direction { get; set; } = ChannelDirection.Outbound;

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public DateTimeOffset? HungUpAt { get; set; }

    /// <summary>Why it will have ended or has ended, where that is known better than by the number in Hangup.</summary>
    public HangupCause? Cause { get; set; }

    /// <summary>The party hung up, not Asterisk.</summary>
    public bool PartyHungUp { get; set; }

    public AsteriskCall Call { get; set; } = null!;

    public AsteriskExtension? Extension { get; set; }

    public AsteriskTrunk? Trunk { get; set; }

    public AsteriskBridge? Bridge { get; set; }

    /// <summary>It has left its bridge; where it goes is not known yet, and nothing shown yet.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>The other half of a Local hop.</summary>
    public AsteriskChannel? OtherHalf { get; set; }

    public AsteriskChannel? DialedBy { get; set; }

    /// <summary>Those that it dials and that have not answered.</summary>
    public List<AsteriskChannel> Dials { get; } = [];

    /// <summary>Called by a command: the first leg of click-to-call.</summary>
    public bool IsOriginated { get; set; }

    /// <summary>One of those that it dialled has answered.</summary>
    public bool HasAnsweredDial { get; set; }

    /// <summary>The number given to Dial for this leg.</summary>
    public string? DialString { get; set; }

    /// <summary>Where a transfer sends it, until it gets there.</summary>
    public string? SentTo { get; set; }

    public bool Held { get; set; }

    public bool Muted { get; set; }

    public bool IsConferenceAdmin { get; set; }

    public RecordingStatus Recording { get; set; }

    /// <summary>Where its last recording is: a URL, or a path on the Asterisk.</summary>
    public string? RecordingFile { get; set; }

    public QueueWait? Wait { get; set; }

    public ParkingSpot? Parking { get; set; }

    /// <summary>Somebody takes it back from where it is parked.</summary>
    public bool IsRetrieved { get; set; }

    public AsteriskChannel? SpiesOn { get; set; }

    public string? LastEvent { get; set; }

    /// <summary>What was written of it last; null before the first time.</summary>
    public Channel? Shown { get; set; }

    /// <summary>It was written as a waiting caller.</summary>
    public bool IsShownWaiting { get; set; }

    /// <summary>The parked call that was written for it.</summary>
    public ObjectId? ShownParking { get; set; }

    /// <summary>The participant of a conference that was written for it.</summary>
    public ObjectId? ShownParticipant { get; set; }

    /// <summary>Its number in the order of creation, for what Uniqueid's text does not sort by.</summary>
    public long Order { get; set; }

    /// <summary>In how many snapshots on end it was missing.</summary>
    public int Misses { get; set; }

    /// <summary>The last snapshot that it was seen in, or the one under way when it began.</summary>
    public int Generation { get; set; }

    public bool IsUp => State == Up || AnsweredAt is not null;

    public string? Room => Bridge?.Room;

    /// <summary>One of its dials rings, maybe behind a Local hop.</summary>
    public bool HearsRinging
    {
        get
        {
            foreach (var dialed in Dials)
            {
                if (dialed.State == Ringing || dialed.OtherHalf is { HearsRinging: true })
                {
                    return true;
                }
            }
            return false;
        }
    }

    /// <summary>Who it is, as others see it.</summary>
    public Party Self
    {
        get
        {
            if (Extension is { } extension)
            {
                return new Party(Caller.Number == extension.Number ? Caller.Name ?? extension.Name : extension.Name, extension.Number);
            }
            return Caller.Number is null && DialString is not null && !IsHidden ? Caller with { Number = NumberIn(DialString) } : Caller;
        }
    }

    /// <summary>The conversations that some channels are part of, each once; channels not shown yet count for nothing.</summary>
    public static ValueList<ObjectId> ConversationsOf(List<AsteriskChannel> channels)
    {
        ValueList<ObjectId> conversations = [];
        foreach (var channel in channels)
        {
            if (channel.Shown is not null && !conversations.Contains(channel.Call.Id))
            {
                conversations = conversations.Add(channel.Call.Id);
            }
        }
        return conversations;
    }

    /// <summary>The channels that it hears, through Local hops.</summary>
    public List<AsteriskChannel> Partners()
    {
        var partners = new List<AsteriskChannel>();
        if (Bridge is { Joins: true })
        {
            Collect(Bridge, this, partners, depth: 0);
        }
        return partners;
    }

    // Local hops in a row are few; the limit keeps a loop from being followed for ever.
    private static void Collect(AsteriskBridge bridge, AsteriskChannel from, List<AsteriskChannel> partners, int depth)
    {
        foreach (var member in bridge.Members)
        {
            if (member == from)
            {
                continue;
            }
            if (!member.IsHidden)
            {
                if (!partners.Contains(member))
                {
                    partners.Add(member);
                }
            }
            else if (member.OtherHalf is { Bridge: { Joins: true } next } half && next != bridge && depth < 8)
            {
                Collect(next, half, partners, depth + 1);
            }
        }
    }

    private static string NumberIn(string dialString)
    {
        var end = dialString.AsSpan().IndexOfAny('@', '/');
        return end <= 0 ? dialString : dialString[..end];
    }
}
