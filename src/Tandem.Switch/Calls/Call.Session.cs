using Tandem.Pbx.Model;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Referrals;
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
            session.AcceptReInvite(_negotiation!.Offer(_localDirection));
        }
        else if (TakeOffer(request) is { } answer)
        {
            // What its user does at the phone counts for more than what it was made to do.
            _localDirection = SdpDirection.SendReceive;
            session.AcceptReInvite(answer);
            UpdateHold();
        }
        else
        {
            session.RejectReInvite(OfferRefusal.Of(request) ?? 488);
        }
    }

    void IInviteSessionHandler.OnReInviteAnswered(InviteSession session, SipMessage response) => OnChangeAnswered(response);

    bool IInviteSessionHandler.OnRefer(InviteSession session, IncomingReferral referral)
    {
        _manager.Refer(this, referral);
        return true;
    }

    void IInviteSessionHandler.OnEnded(InviteSession session, SessionEnd end)
    {
        NoteRedirection(end);
        End(ReasonHeader.CauseOf(end), isWire: true);
    }
}
