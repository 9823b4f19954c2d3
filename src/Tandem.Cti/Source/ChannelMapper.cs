using Tandem.Cti.Channels;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Source;

/// <summary>Makes channels of the model of records of the feed.</summary>
internal sealed class ChannelMapper(string source, string domain)
{
    /// <summary>The domain of objects of which none is told.</summary>
    public string Domain => domain;

    /// <summary>The id of an object.</summary>
    /// <param name="localId">Its id in the exchange.</param>
    public ObjectId Id(string localId) => new(source, localId);

    /// <summary>The channel of a record.</summary>
    /// <param name="info">The record.</param>
    /// <param name="conversation">The conversation that it is part of.</param>
    public Channel Map(ChannelInfo info, ObjectId? conversation) => new()
    {
        Id = Id(info.Uuid),
        Domain = info.Domain ?? domain,
        Name = info.Name,
        Direction = info.Direction ?? ChannelDirection.Inbound,
        PeerLocation = info.PeerLocation,
        Calling = info.Calling,
        Called = info.Called,
        Connected = info.Connected,
        OfferedAt = info.OfferedAt,
        AnsweredAt = info.AnsweredAt,
        HungUpAt = info.HungUpAt,
        HangupCause = CauseOf(info.HangupCause),
        BridgedWith = [.. info.BridgedWith.Select(Id)],
        Conversation = conversation,
        User = info.User,
        Group = info.Group,
        Device = info.Device,
        State = Map(info.State),
        StateSince = info.State is { Timestamp: > 0 } state ? state.Since : info.OfferedAt,
        Target = info.Target,
        LastEvent = info.LastEvent.Name,
        Held = info.Held,
        Muted = info.Muted,
        Recording = info.Recording,
        Labels = info.Labels,
        Stale = info.Stale,
    };

    private static HangupCause? CauseOf(string? name)
    {
        const int requestTerminated = 487;
        const int normalUnspecified = 31;
        return name is null or "" ? null : HangupCause.FromName(name) ?? new HangupCause(name.ToLowerInvariant(), requestTerminated, normalUnspecified);
    }

    private ChannelState Map(CtiState? state) => state switch
    {
        CtiState.Calling calling => new ChannelState.Calling(calling.Target),
        CtiState.Ringing ringing => new ChannelState.Ringing(ringing.Target),
        CtiState.Bridged => new ChannelState.Bridged(),
        CtiState.Held => new ChannelState.Held(),
        CtiState.Queued queued => new ChannelState.Queued(Id(queued.Queue), queued.Position),
        CtiState.Voicemail voicemail => new ChannelState.Voicemail(voicemail.Target ?? new CallTarget(CallTargetType.Unknown)),
        CtiState.CheckingVoicemail checking => new ChannelState.CheckingVoicemail(checking.TargetName),
        CtiState.CallingSipTermination termination => new ChannelState.CallingSipTermination(termination.Url),
        CtiState.CallingExternal external => new ChannelState.CallingExternal(external.Address),
        CtiState.Ivr ivr => new ChannelState.Ivr(ivr.Id),
        CtiState.SystemOperation operation => new ChannelState.SystemOperation(operation.Operation),
        CtiState.Conference conference => new ChannelState.InConference(conference.Room),
        CtiState.Application application => new ChannelState.InApplication(application.Program),
        CtiState.Park park => new ChannelState.Parked(park.Lot ?? "", park.Slot),
        CtiState.Eavesdrop eavesdrop => new ChannelState.Eavesdrop(Id(eavesdrop.Uuid)),
        null => new ChannelState.Calling(),
        _ => new ChannelState.InApplication(state.Name),
    };
}
