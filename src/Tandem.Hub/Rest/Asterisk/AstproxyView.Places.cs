using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest.Asterisk;

internal sealed partial class AstproxyView
{
    /// <summary>The queues, by number.</summary>
    public IReadOnlyDictionary<string, AstproxyQueue> Queues() =>
        Own(state.Queues).OrderBy(queue => queue.Id.LocalId, StringComparer.Ordinal).ToDictionary(queue => queue.Id.LocalId, Queue);

    /// <summary>The parking slots, as they are dialled.</summary>
    public IReadOnlyDictionary<string, AstproxyParking> Parkings()
    {
        var parked = Own(state.ParkedCalls).ToLookup(call => call.Slot);
        return Own(state.ParkingLots)
            .SelectMany(lot => lot.Slots.Select(slot => new AstproxyParking(slot, slot, Seconds(lot.Timeout), parked[slot].FirstOrDefault(call => call.Lot == lot.Id) is { } call ? Caller(call) : AstproxyParkedCaller.None)))
            .DistinctBy(parking => parking.Parking)
            .OrderBy(parking => parking.Parking, StringComparer.Ordinal)
            .ToDictionary(parking => parking.Parking);
    }

    /// <summary>The conferences, by room.</summary>
    public IReadOnlyDictionary<string, AstproxyConference> Conferences() =>
        Own(state.Conferences).OrderBy(conference => conference.Id.LocalId, StringComparer.Ordinal).ToDictionary(conference => conference.Id.LocalId, Conference);

    private AstproxyQueue Queue(Queue queue) => new(
        queue.Id.LocalId,
        queue.Name,
        Own(state.QueueMembers).Where(member => member.Queue == queue.Id).OrderBy(member => member.Extension.LocalId, StringComparer.Ordinal)
            .ToDictionary(member => member.Extension.LocalId, Member),
        Own(state.WaitingCallers).Where(waiting => waiting.Queue == queue.Id).OrderBy(waiting => waiting.Position)
            .Select(Caller).DistinctBy(waiting => waiting.Channel).ToDictionary(waiting => waiting.Channel),
        Seconds(queue.AverageHoldTime),
        Seconds(queue.AverageTalkTime),
        queue.Completed,
        queue.Abandoned,
        Seconds(queue.ServiceLevelTime),
        queue.ServiceLevelPercent ?? 0);

    private static AstproxyQueueMember Member(QueueMember member) => new(
        member.Extension.LocalId,
        member.Name ?? "",
        member.Queue.LocalId,
        member.Type.ToString().ToLowerInvariant(),
        member.LoggedIn,
        member.Paused,
        member.CallsTaken,
        member.LastCallAt?.ToUnixTimeSeconds() ?? 0,
        member.PauseReason ?? "",
        member.PausedSince?.ToUnixTimeMilliseconds() ?? 0,
        0);

    private AstproxyWaitingCaller Caller(WaitingCaller waiting) => new(
        waiting.Channel.LocalId,
        Number(waiting.Party, IsMasked(isOut: false)),
        Name(waiting.Party, IsMasked(isOut: false)),
        waiting.Queue.LocalId,
        NameOf(waiting.Channel),
        waiting.Position,
        Math.Max(0, Seconds(now - waiting.JoinedAt)),
        waiting.JoinedAt.ToUnixTimeMilliseconds());

    // A parked call is masked as its conversation is: by the way that it goes for the one who waits, whom we called or who called us.
    private AstproxyParkedCaller Caller(ParkedCall call)
    {
        var channel = state.Channels.TryGet(call.Channel, out var found) ? found : null;
        var party = channel is null ? default : PartyOf(channel);
        var isMasked = channel is not null && IsMasked(channel.Direction == ChannelDirection.Outbound);
        var parker = Own(state.Extensions).FirstOrDefault(extension => extension.Number == call.Parker);
        return new AstproxyParkedCaller(
            call.Slot,
            channel?.Name ?? "",
            Number(party, isMasked),
            Name(party, isMasked),
            call.Parker ?? "",
            parker?.Name ?? "",
            call.ExpiresAt is { } at ? Math.Max(0, Seconds(at - now)) : 0);
    }

    private AstproxyConference Conference(Conference conference) => new(
        conference.Id.LocalId,
        Own(state.ConferenceParticipants).Where(participant => participant.Conference == conference.Id)
            .Select(participant => User(conference, participant)).DistinctBy(user => user.Id).OrderBy(user => user.Id, StringComparer.Ordinal).ToDictionary(user => user.Id));

    private AstproxyConferenceUser User(Conference conference, ConferenceParticipant participant)
    {
        var party = state.Channels.TryGet(participant.Channel, out var channel) ? PartyOf(channel) : default;
        var number = party.Number is { Length: > 0 } known ? known : participant.Channel.LocalId;
        return new AstproxyConferenceUser(number, party.Name ?? "", participant.Admin || number == conference.Id.LocalId, participant.Muted, "", "", number);
    }

    private string NameOf(ObjectId channel) => state.Channels.TryGet(channel, out var found) ? found.Name ?? "" : "";
}
