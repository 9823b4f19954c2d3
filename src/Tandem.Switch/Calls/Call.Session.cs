using Tandem.Pbx.Model;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Sdp;

namespace Tandem.Switch.Calls;

public sealed partial class Call : IInviteSessionHandler
{
    void IInviteSessionHandler.OnAcknowledged(InviteSession session, SipMessage ack)
    {
        if (!_awaitsAnswer)
        {
            return;
        }
        if (TakeAnswer(ack))
        {
            // A re-INVITE without offer holds and resumes too, by the answer in its ACK.
            UpdateHold();
        }
        else
        {
            End(HangupCause.IncompatibleDestination);
        }
    }

    void IInviteSessionHandler.OnReInvite(InviteSession session, SipMessage request)
    {
        if (request.Body.IsEmpty)
        {
            _awaitsAnswer = true;
            session.AcceptReInvite(_negotiation!.Offer());
        }
        else if (TakeOffer(request) is { } answer)
        {
            session.AcceptReInvite(answer);
            UpdateHold();
        }
        else
        {
            session.RejectReInvite(OfferRefusal.Of(request) ?? 488);
        }
    }

    void IInviteSessionHandler.OnReInviteAnswered(InviteSession session, SipMessage response)
    {
        // The exchange itself offers no changes yet.
    }

    void IInviteSessionHandler.OnEnded(InviteSession session, SessionEnd end)
    {
        NoteRedirection(end);
        End(ReasonHeader.CauseOf(end));
    }

    private void UpdateHold()
    {
        var held = _negotiation!.Agreement is { } agreement && !agreement.RemoteDirection.Receives();
        if (held != IsHeld)
        {
            IsHeld = held;
            Peer?.RestartMediaTimeout();
            _manager.Model.Hold(this, Peer, held);
            Raise(held ? CallEventKind.Held : CallEventKind.Resumed);
        }
    }
}
