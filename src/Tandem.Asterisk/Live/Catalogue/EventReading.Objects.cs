using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live.Catalogue;

internal sealed partial class EventReading
{
    private void ReadSettings(EntityChange change)
    {
        if (change.After is not Extension extension)
        {
            return;
        }
        Touch(_extensions, extension.Id);
        if (change.Before is not Extension before)
        {
            return;
        }
        var number = extension.Number;
        if (before.DoNotDisturb != extension.DoNotDisturb)
        {
            _events.Add(new LiveEvent.DoNotDisturbChanged(_at, number, extension.DoNotDisturb));
        }
        TellForward(
            number, before.ForwardAlways, extension.ForwardAlways, to => new LiveEvent.ForwardAlwaysChanged(_at, number, to), box => new LiveEvent.VoicemailAlwaysChanged(_at, number, box));
        TellForward(
            number, before.ForwardBusy, extension.ForwardBusy, to => new LiveEvent.ForwardBusyChanged(_at, number, to), box => new LiveEvent.VoicemailBusyChanged(_at, number, box));
        TellForward(
            number,
            before.ForwardUnavailable,
            extension.ForwardUnavailable,
            to => new LiveEvent.ForwardUnavailableChanged(_at, number, to),
            box => new LiveEvent.VoicemailUnavailableChanged(_at, number, box));
    }

    // From a number to voicemail, the one goes off and the other on.
    private void TellForward(string extension, ForwardTarget? before, ForwardTarget? after, Func<string?, LiveEvent> toNumber, Func<string?, LiveEvent> toVoicemail)
    {
        var (oldNumber, oldBox) = Split(before, extension);
        var (number, box) = Split(after, extension);
        if (oldNumber != number)
        {
            _events.Add(toNumber(number));
        }
        if (oldBox != box)
        {
            _events.Add(toVoicemail(box));
        }
    }

    private (string? Number, string? Mailbox) Split(ForwardTarget? target, string extension) =>
        target is null ? default : families().MailboxOf(target, extension) is { } box ? (null, box) : (target.Number, null);

    private void ReadPlace(EntityChange change)
    {
        switch (change.After ?? change.Before)
        {
            case Trunk trunk:
                Touch(_trunks, trunk.Id);
                break;
            case Queue queue:
                Touch(_queues, queue.Id);
                break;
            case WaitingCaller waiting:
                Touch(_queues, waiting.Queue);
                break;
            case QueueMember member:
                _events.Add(new LiveEvent.QueueMemberChanged(_at, member, change.IsRemoval));
                break;
            case ParkedCall parked:
                _events.Add(new LiveEvent.ParkingChanged(_at, parked.Lot, parked.Slot, change.IsRemoval ? null : parked));
                break;
            case Conference conference when change.IsRemoval:
                _events.Add(new LiveEvent.ConferenceEnded(_at, conference.Id));
                break;
            case Conference conference:
                Touch(_conferences, conference.Id);
                break;
            case ConferenceParticipant participant:
                Touch(_conferences, participant.Conference);
                break;
            case Mailbox mailbox when !change.IsRemoval && change.Before is Mailbox before:
                _events.Add(mailbox.New > before.New ? new LiveEvent.VoicemailReceived(_at, mailbox) : new LiveEvent.VoicemailChanged(_at, mailbox));
                break;
            case Mailbox { New: > 0 } mailbox when !change.IsRemoval:
                _events.Add(new LiveEvent.VoicemailReceived(_at, mailbox));
                break;
        }
    }
}
