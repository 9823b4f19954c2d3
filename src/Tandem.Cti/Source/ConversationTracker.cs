using Tandem.Cti.Channels;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Cti.Source;

/// <summary>
/// Makes conversations of the channels of a feed: by the call that a channel is said to be part of; where nothing is said, by the other channel that
/// it names. Within the edit of a state only.
/// </summary>
internal sealed class ConversationTracker(ChannelMapper mapper)
{
    private readonly Dictionary<ObjectId, ObjectId> _ofChannel = [];

    /// <summary>Forgets the channels that are gone, before a new beginning. What is known of the others stays.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="channels">The channels that are there.</param>
    public void Begin(PbxWriter writer, IEnumerable<ChannelInfo> channels)
    {
        foreach (var conversation in writer.All<Conversation>().Where(conversation => conversation.Stale))
        {
            writer.Upsert(conversation with { Stale = false });
        }

        // The oldest first, so that a conversation is named by the channel that began it.
        foreach (var info in channels.OrderBy(info => info.OfferTimestamp))
        {
            Join(writer, info);
        }
    }

    /// <summary>Finds the conversation of a channel, or begins it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="info">The channel.</param>
    public ObjectId Join(PbxWriter writer, ChannelInfo info)
    {
        var id = mapper.Id(info.Uuid);
        var told = info.CallId is { } call ? mapper.Id(call) : FindOther(info);
        var isKnown = _ofChannel.TryGetValue(id, out var known);
        if (isKnown && (told is null || told == known))
        {
            return known;
        }
        if (isKnown && info.CallId is null)
        {
            Merge(writer, known, told!.Value);
            return _ofChannel[id];
        }
        var conversation = told ?? id;
        _ofChannel[id] = conversation;
        if (isKnown)
        {
            Move(writer, id, known, conversation);
        }
        if (writer.Find<Conversation>(conversation) is not { EndedAt: null })
        {
            writer.Upsert(new Conversation
            {
                Id = conversation,
                Domain = info.Domain ?? mapper.Domain,
                Direction = DirectionOf(info),
                Calling = info.Calling,
                Called = info.Called,
                StartedAt = info.OfferedAt,
            });
        }
        return conversation;
    }

    /// <summary>Shows in a conversation what has become of one of its channels.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="info">The channel.</param>
    public void Update(PbxWriter writer, ObjectId conversation, ChannelInfo info)
    {
        var id = mapper.Id(info.Uuid);
        writer.Update<Conversation>(conversation, current =>
        {
            var participant = new Participant
            {
                Channel = id,
                Domain = info.Domain ?? mapper.Domain,
                Party = info.Direction == ChannelDirection.Outbound ? info.Called : info.Calling,
                User = info.User,
                Held = info.Held,
                Muted = info.Muted,
                Owner = current.Participants.Count == 0 || current.Participants[0].Channel == id,
            };
            var isIn = current.Participants.Any(item => item.Channel == id);
            var speaks = info.AnswerTimestamp is not null && info.State is not (null or CtiState.Calling or CtiState.Ringing);
            return current with
            {
                Participants = isIn ? current.Participants.Replace(item => item.Channel == id, _ => participant) : current.Participants.Add(participant),
                AnsweredAt = current.AnsweredAt ?? (speaks ? info.State!.Since : null),
            };
        });
    }

    /// <summary>A channel is gone; the last one ends its conversation.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="cause">Why.</param>
    public void Leave(PbxWriter writer, ObjectId channel, HangupCause? cause)
    {
        if (!_ofChannel.Remove(channel, out var conversation))
        {
            return;
        }
        var isLast = !_ofChannel.ContainsValue(conversation);
        writer.Update<Conversation>(conversation, current => current with
        {
            EndedAt = isLast ? writer.Now : null,
            HangupCause = current.HangupCause ?? cause,
        });
    }

    private static CallDirection DirectionOf(ChannelInfo info) => (info.PeerLocation, info.Direction) switch
    {
        (PeerLocation.External, ChannelDirection.Outbound) => CallDirection.Outbound,
        (PeerLocation.External, _) => CallDirection.Inbound,
        _ => CallDirection.Internal,
    };

    private ObjectId? FindOther(ChannelInfo info) =>
        info.OtherUuid is { } other && _ofChannel.TryGetValue(mapper.Id(other), out var conversation) ? conversation : null;

    /// <summary>A channel is said to be part of another conversation now; the last one to go leaves its own at an end.</summary>
    private void Move(PbxWriter writer, ObjectId channel, ObjectId from, ObjectId to)
    {
        var isLast = !_ofChannel.ContainsValue(from);
        writer.Update<Conversation>(from, current => isLast
            ? current with { EndedAt = writer.Now, HangupCause = HangupCause.Merged, MergedInto = to }
            : current with { Participants = current.Participants.RemoveAll(participant => participant.Channel == channel) });
    }

    /// <summary>The conversation that began first takes the other one in.</summary>
    private void Merge(PbxWriter writer, ObjectId one, ObjectId two)
    {
        var (first, second) = (writer.Find<Conversation>(one), writer.Find<Conversation>(two));
        var (kept, gone) = second is null || (first is not null && first.StartedAt <= second.StartedAt) ? (one, two) : (two, one);
        foreach (var (channel, conversation) in _ofChannel.ToArray())
        {
            if (conversation == gone)
            {
                _ofChannel[channel] = kept;
                writer.Update<Channel>(channel, current => current with { Conversation = kept });
            }
        }
        writer.Update<Conversation>(kept, current => current with
        {
            Participants = [.. current.Participants, .. writer.Find<Conversation>(gone)?.Participants ?? []],
        });
        writer.Update<Conversation>(gone, current => current with { EndedAt = writer.Now, HangupCause = HangupCause.Merged, MergedInto = kept });
    }
}
