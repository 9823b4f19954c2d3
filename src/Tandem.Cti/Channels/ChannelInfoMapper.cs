using Tandem.Pbx.Model;

namespace Tandem.Cti.Channels;

/// <summary>Makes records of the feed of objects of the model.</summary>
internal static class ChannelInfoMapper
{
    /// <summary>The record of a channel.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="lastEvent">What happened to it last.</param>
    public static ChannelInfo Map(Channel channel, ChannelEvent lastEvent) => new()
    {
        Uuid = channel.Id.ToString(),
        Direction = channel.Direction,
        PeerLocation = channel.PeerLocation,
        Calling = channel.Calling,
        Called = channel.Called,
        Connected = channel.Connected,
        OfferTimestamp = CtiTimestamp.Of(channel.OfferedAt),
        AnswerTimestamp = Timestamp(channel.AnsweredAt),
        HangupTimestamp = Timestamp(channel.HungUpAt),
        OtherUuid = channel.BridgedWith.Count == 0 ? null : channel.BridgedWith[0].ToString(),
        BridgedWith = channel.BridgedWith.Count == 0 ? ValueList<string>.Empty : [.. channel.BridgedWith.Select(id => id.ToString())],
        User = channel.User,
        Group = channel.Group,
        Device = channel.Device,
        State = Map(channel.State, CtiTimestamp.Of(channel.StateSince)),
        Target = channel.Target,
        LastEvent = lastEvent,
        HangupCause = channel.HangupCause?.Name.ToUpperInvariant(),
        CallId = channel.Conversation?.ToString(),
        Domain = channel.Domain,
        Name = channel.Name,
        Held = channel.Held,
        Muted = channel.Muted,
        Recording = channel.Recording,
        Labels = channel.Labels,
        Stale = channel.Stale,
    };

    private static long? Timestamp(DateTimeOffset? instant) => instant is { } value ? CtiTimestamp.Of(value) : null;

    private static CtiState Map(ChannelState state, long since) => state switch
    {
        ChannelState.Calling calling => new CtiState.Calling(since, calling.Target),
        ChannelState.Ringing ringing => new CtiState.Ringing(since, ringing.Target),
        ChannelState.Bridged => new CtiState.Bridged(since),
        ChannelState.Held => new CtiState.Held(since),
        ChannelState.Queued queued => new CtiState.Queued(since, queued.QueueId.ToString(), queued.Position),
        ChannelState.Ivr ivr => new CtiState.Ivr(since, ivr.Id),
        ChannelState.Voicemail voicemail => new CtiState.Voicemail(since, voicemail.Target),
        ChannelState.CheckingVoicemail checking => new CtiState.CheckingVoicemail(since, checking.Mailbox),
        ChannelState.InConference conference => new CtiState.Conference(since, conference.Room),
        ChannelState.Parked parked => new CtiState.Park(since, parked.Slot, parked.Lot),
        ChannelState.CallingExternal external => new CtiState.CallingExternal(since, external.Address),
        ChannelState.CallingSipTermination termination => new CtiState.CallingSipTermination(since, termination.Url),
        ChannelState.SystemOperation operation => new CtiState.SystemOperation(since, operation.Operation),
        ChannelState.InApplication application => new CtiState.Application(since, application.Application),
        ChannelState.Eavesdrop eavesdrop => new CtiState.Eavesdrop(since, eavesdrop.Channel.ToString()),
        _ => new CtiState.Other(since, state.Name, []),
    };
}
