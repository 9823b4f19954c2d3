using Tandem.Asterisk.Live.Calls;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live;

/// <summary>What a channel is doing, and whom it is to reach.</summary>
internal sealed partial class LiveModel
{
    private ChannelState StateOf(AsteriskChannel channel, List<AsteriskChannel> partners)
    {
        if (channel.SpiesOn is { } spied)
        {
            return new ChannelState.Eavesdrop(spied.Id);
        }
        if (channel.Parking is { } spot)
        {
            return new ChannelState.Parked(spot.Lot, spot.Slot);
        }
        if (channel.Room is { } room)
        {
            return new ChannelState.InConference(room);
        }
        if (partners.Count > 0)
        {
            return partners.TrueForAll(partner => partner.Held) ? new ChannelState.Held() : new ChannelState.Bridged();
        }
        if (!channel.IsUp)
        {
            return UnansweredStateOf(channel);
        }
        if (channel.Wait is { } wait)
        {
            return new ChannelState.Queued(Id(wait.Queue), wait.Position);
        }
        if (channel.Dials.Count > 0)
        {
            return channel.HearsRinging ? new ChannelState.Ringing(TargetOf(channel)) : new ChannelState.Calling(TargetOf(channel));
        }
        if (DialplanApplications.StateIn(channel.Application, channel.ApplicationData, channel.Exten) is { } place)
        {
            return place;
        }
        if (channel.SentTo is { } sentTo)
        {
            return new ChannelState.Calling(TargetFor(sentTo));
        }

        // Between two steps it is what it was, until it is known to be elsewhere.
        return channel.Shown?.State switch
        {
            null => new ChannelState.Calling(TargetOf(channel)),
            ChannelState.Bridged or ChannelState.Held when !channel.IsLeaving && channel.Bridge is null && channel.Cause is null => new ChannelState.InApplication("dialplan"),
            ChannelState.Queued when channel.HasAnsweredDial => new ChannelState.Calling(TargetOf(channel)),
            ChannelState.Parked or ChannelState.Queued or ChannelState.InConference or ChannelState.Eavesdrop => new ChannelState.InApplication("dialplan"),
            { } state => state,
        };
    }

    private ChannelState UnansweredStateOf(AsteriskChannel channel)
    {
        if (channel.Direction == ChannelDirection.Inbound)
        {
            var rings = channel.HearsRinging || (channel.HasAnsweredDial && channel.Shown?.State is ChannelState.Ringing);
            return rings ? new ChannelState.Ringing(TargetOf(channel)) : new ChannelState.Calling(TargetOf(channel));
        }
        if (channel.State == AsteriskChannel.Ringing)
        {
            return new ChannelState.Ringing(TargetOf(channel));
        }
        return channel.Trunk is not null && channel.Self.Number is { } number
            ? new ChannelState.CallingExternal(number)
            : new ChannelState.Calling(TargetOf(channel));
    }

    private CallTarget? TargetOf(AsteriskChannel channel)
    {
        if (channel.SentTo is { } sentTo)
        {
            return TargetFor(sentTo);
        }
        if (channel.Direction == ChannelDirection.Outbound && !channel.IsOriginated)
        {
            return channel.Extension is { } extension
                ? new CallTarget(CallTargetType.Extension, extension.Number, extension.Name, extension.Number)
                : new CallTarget(channel.Trunk is null ? CallTargetType.Unknown : CallTargetType.External, Address: channel.Self.Number);
        }
        var called = channel.Called.Number ?? (channel.IsOriginated ? channel.Call.Called.Number : null);
        return called is null ? null : TargetFor(called);
    }

    private CallTarget TargetFor(string number) =>
        _extensions.TryGetValue(number, out var extension) ? new CallTarget(CallTargetType.Extension, number, extension.Name, number)
        : _queues.ContainsKey(number) ? new CallTarget(CallTargetType.Queue, number, number, number)
        : new CallTarget(CallTargetType.Unknown, Address: number);
}
