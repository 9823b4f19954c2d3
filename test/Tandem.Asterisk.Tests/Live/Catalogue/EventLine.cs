using Tandem.Asterisk.Live.Catalogue;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Tests.Live.Catalogue;

/// <summary>An event in a line, as a person would tell it.</summary>
internal static class EventLine
{
    public static string Of(LiveEvent happened) => $"{happened.Name} {Detail(happened)}".TrimEnd();

    private static string Detail(LiveEvent happened) => happened switch
    {
        LiveEvent.ExtensionChanged { Extension: var extension } => $"{extension.Number} {extension.Status} in {extension.Conversations.Count}",
        LiveEvent.DoNotDisturbChanged changed => $"{changed.Extension} {(changed.Enabled ? "on" : "off")}",
        LiveEvent.ForwardAlwaysChanged changed => $"{changed.Extension} {changed.To ?? "off"}",
        LiveEvent.ForwardBusyChanged changed => $"{changed.Extension} {changed.To ?? "off"}",
        LiveEvent.ForwardUnavailableChanged changed => $"{changed.Extension} {changed.To ?? "off"}",
        LiveEvent.VoicemailAlwaysChanged changed => $"{changed.Extension} {changed.Mailbox ?? "off"}",
        LiveEvent.VoicemailBusyChanged changed => $"{changed.Extension} {changed.Mailbox ?? "off"}",
        LiveEvent.VoicemailUnavailableChanged changed => $"{changed.Extension} {changed.Mailbox ?? "off"}",
        LiveEvent.Dialing dialing => $"{dialing.Extension} from {dialing.Caller.Number}{(dialing.CallerInConference ? " in a conference" : "")} to {dialing.Called} by {Board.Short(dialing.Channel)}",
        LiveEvent.Connected connected => $"{connected.Source.Number} {Board.Short(connected.SourceChannel)} with {connected.Destination.Number} {Board.Short(connected.DestinationChannel)} "
            + $"{connected.Direction} in {Board.Short(connected.Conversation!.Value)}{(connected.Trunk is { } trunk ? $" by {trunk.LocalId}" : "")}",
        LiveEvent.HungUp hungUp => $"{hungUp.Extension} {hungUp.Cause} from {hungUp.Caller.Number} to {hungUp.Called} at {Board.Short(hungUp.Channel)}",
        LiveEvent.CalledIn calledIn => $"{calledIn.Caller} at {calledIn.Channel?.LocalId} {calledIn.Value}".TrimEnd(),
        LiveEvent.TrunkChanged { Trunk: var trunk } => $"{trunk.Name} {trunk.Status} {trunk.Registration} in {trunk.Conversations.Count}",
        LiveEvent.QueueChanged changed => $"{changed.Queue.Name} {changed.Queue.Completed}/{changed.Queue.Abandoned} waiting {changed.Waiting.Count}",
        LiveEvent.QueueMemberChanged { Member: var member } changed =>
            $"{member.Id.LocalId} {(changed.IsRemoved ? "removed" : member.Paused ? $"paused {member.PauseReason}" : "free")} taken {member.CallsTaken}",
        LiveEvent.ParkingChanged changed => $"{changed.Slot} {(changed.Call is { } call ? Board.Short(call.Channel) : "free")}",
        LiveEvent.ConferenceChanged changed => $"{changed.Conference.Id.LocalId} with {string.Join(' ', changed.Participants.Select(Participant))}".TrimEnd(),
        LiveEvent.ConferenceEnded ended => ended.Conference.LocalId,
        LiveEvent.VoicemailReceived { Mailbox: var mailbox } => $"{mailbox.Id.LocalId} {mailbox.New}/{mailbox.Saved}",
        LiveEvent.VoicemailChanged { Mailbox: var mailbox } => $"{mailbox.Id.LocalId} {mailbox.New}/{mailbox.Saved}",
        LiveEvent.CallDetailRecorded { Record: var record } => $"{record.Source} to {record.Destination} {record.Disposition} {record.BillableSeconds} s",
        _ => "",
    };

    private static string Participant(ConferenceParticipant participant) => Board.Short(participant.Channel) + (participant.Muted ? " muted" : "");
}
