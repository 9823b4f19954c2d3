using Tandem.Pbx.Model;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
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

    void IInviteSessionHandler.OnEnded(InviteSession session, SessionEnd end) => End(CauseOf(end));

    private static HangupCause CauseOf(SessionEnd end) => end.Kind switch
    {
        SessionEndKind.RemoteBye => HangupCause.NormalClearing,
        SessionEndKind.RemoteCancel => HangupCause.OriginatorCancel,
        SessionEndKind.Rejected => HangupCause.FromSipStatus(end.StatusCode),
        SessionEndKind.TransportError => HangupCause.DestinationOutOfOrder,
        SessionEndKind.Timeout or SessionEndKind.AckTimeout or SessionEndKind.SessionExpired => HangupCause.RequestTimeout,
        _ => HangupCause.NormalClearing,
    };

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
