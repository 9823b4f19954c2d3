using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live.Catalogue;

internal sealed partial class EventReading
{
    private void ReadCall(EntityChange change)
    {
        switch (change.After ?? change.Before)
        {
            case Channel channel when change.IsRemoval:
                TellHangUp(channel);
                Touch(_extensions, ExtensionOf(channel));
                break;
            case Channel channel:
                if (change.Before is null)
                {
                    TellDialing(channel);
                }
                TellConnections(channel, (Channel?)change.Before);
                Touch(_extensions, ExtensionOf(channel));
                break;
            case Conversation conversation when !change.IsRemoval:
                foreach (var participant in conversation.Participants)
                {
                    Touch(_extensions, participant.Channel is { } id && _channels.TryGetValue(id, out var leg) ? ExtensionOf(leg) : null);
                }
                Touch(_trunks, conversation.Trunk);
                break;
        }
    }

    private void TellDialing(Channel channel)
    {
        if (channel is not { Direction: ChannelDirection.Outbound, AnsweredAt: null } || NumberOf(channel) is not { } number)
        {
            return;
        }
        var conversation = Find<Conversation>(EntityKind.Conversation, channel.Conversation);
        var caller = Known(channel.Calling) ?? Known(channel.Connected) ?? conversation?.Calling ?? default;
        var isInConference = caller.Number is { } calling
            && _channels.Values.Any(other => other.State is ChannelState.InConference && other.Id != channel.Id && NumberOf(other) == calling);
        _events.Add(new LiveEvent.Dialing(_at, number, caller, conversation?.Called.Number, channel.Id, channel.Conversation, isInConference));
    }

    private void TellConnections(Channel channel, Channel? before)
    {
        if (channel.State is ChannelState.InConference)
        {
            return;
        }
        foreach (var id in channel.BridgedWith)
        {
            if (before?.BridgedWith.Contains(id) == true || !_channels.TryGetValue(id, out var other))
            {
                continue;
            }
            var (source, destination) = IsSource(channel, other) ? (channel, other) : (other, channel);
            var isTold = _events.OfType<LiveEvent.Connected>().Any(told => told.SourceChannel == source.Id && told.DestinationChannel == destination.Id);
            if (!isTold)
            {
                var conversation = Find<Conversation>(EntityKind.Conversation, channel.Conversation);
                _events.Add(new LiveEvent.Connected(
                    _at, PartyOf(source), PartyOf(destination), conversation?.Direction ?? CallDirection.Internal, source.Id, destination.Id, channel.Conversation, conversation?.Trunk));
            }
        }
    }

    private void TellHangUp(Channel channel)
    {
        if (NumberOf(channel) is not { } number)
        {
            return;
        }
        var conversation = Find<Conversation>(EntityKind.Conversation, channel.Conversation);
        _events.Add(new LiveEvent.HungUp(
            _at,
            number,
            channel.HangupCause ?? HangupCause.NormalClearing,
            conversation?.Calling ?? channel.Calling,
            conversation?.Called.Number ?? channel.Called.Number,
            channel.Id,
            channel.Conversation));
    }

    /// <summary>Whether the first of two legs called the other: it came in, or it came first.</summary>
    private static bool IsSource(Channel one, Channel other) =>
        one.Direction != other.Direction ? one.Direction == ChannelDirection.Inbound
        : one.OfferedAt != other.OfferedAt ? one.OfferedAt < other.OfferedAt
        : string.CompareOrdinal(one.Id.LocalId, other.Id.LocalId) < 0;

    private static Party PartyOf(Channel channel) => channel.Direction == ChannelDirection.Inbound ? channel.Calling : channel.Called;

    private static Party? Known(Party party) => party == default ? null : party;

    private static string? NumberOf(Channel channel) => channel.PeerLocation == PeerLocation.Internal ? channel.Device?.Name : null;

    private static ObjectId? ExtensionOf(Channel channel) => NumberOf(channel) is { } number ? new ObjectId(channel.Source, number) : null;
}
