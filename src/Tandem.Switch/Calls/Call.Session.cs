using Tandem.Pbx.Model;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Referrals;
using Tandem.Sip.Sdp;

namespace Tandem.Switch.Calls;

public sealed partial class Call : IInviteSessionHandler
{
    private bool _phoneRings;

    /// <summary>The phones that this leg rings together with; null for a leg that called us.</summary>
    internal Fork? Fork { get; set; }

    void IInviteSessionHandler.OnProgress(InviteSession session, SipMessage response)
    {
        if (response.StatusCode is 180 or 182 or 183 && !_phoneRings)
        {
            _phoneRings = true;
            Raise(CallEventKind.Ringing);
            Fork?.OnRinging(this);
        }
    }

    void IInviteSessionHandler.OnAnswered(InviteSession session, SipMessage response)
    {
        if (!TakeAnswer(response))
        {
            End(HangupCause.IncompatibleDestination);
            return;
        }
        IsAnswered = true;
        _manager.OnAnswered(this);
        Fork?.OnAnswered(this);
    }

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

    void IInviteSessionHandler.OnEnded(InviteSession session, SessionEnd end) => End(CauseOf(end), isWire: true);

    private static HangupCause CauseOf(SessionEnd end) => end.Kind switch
    {
        SessionEndKind.RemoteBye => HangupCause.NormalClearing,
        SessionEndKind.RemoteCancel => HangupCause.OriginatorCancel,
        SessionEndKind.Rejected => HangupCause.FromSipStatus(end.StatusCode),
        SessionEndKind.TransportError => HangupCause.DestinationOutOfOrder,
        SessionEndKind.Timeout or SessionEndKind.AckTimeout or SessionEndKind.SessionExpired => HangupCause.RequestTimeout,
        _ => HangupCause.NormalClearing,
    };
}
