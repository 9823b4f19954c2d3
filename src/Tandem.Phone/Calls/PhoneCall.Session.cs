using System.Net;
using Tandem.Media;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Sdp;

namespace Tandem.Phone.Calls;

/// <content>What the other side says, and offers and answers.</content>
public sealed partial class PhoneCall : IInviteSessionHandler
{
    private readonly TaskCompletionSource _acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<bool>? _change;
    private SdpDirection _direction = SdpDirection.SendReceive;
    private SdpDirection _wantedDirection;
    private bool _awaitsAnswer;
    private bool _isMismatch;

    void IInviteSessionHandler.OnProgress(InviteSession session, SipMessage response)
    {
        State = PhoneCallState.Ringing;
        _ringing.TrySetResult(true);
    }

    void IInviteSessionHandler.OnAnswered(InviteSession session, SipMessage response)
    {
        TakeIdentity(response);
        if (TakeAnswer(response))
        {
            Talk();
            _acknowledged.TrySetResult();
        }
        else
        {
            _isMismatch = true;
            session.Hangup();
        }
    }

    void IInviteSessionHandler.OnAcknowledged(InviteSession session, SipMessage ack)
    {
        if (_awaitsAnswer && !TakeAnswer(ack))
        {
            session.Hangup();
        }
        _acknowledged.TrySetResult();
    }

    void IInviteSessionHandler.OnUpdated(InviteSession session, SipMessage request) => TakeIdentity(request);

    void IInviteSessionHandler.OnReInvite(InviteSession session, SipMessage request)
    {
        TakeIdentity(request);
        if (request.Body.IsEmpty)
        {
            _awaitsAnswer = true;
            session.AcceptReInvite(_negotiation.Offer(_direction));
        }
        else if (TakeOffer(request) is { } answer)
        {
            session.AcceptReInvite(answer);
        }
        else
        {
            session.RejectReInvite(488);
        }
    }

    void IInviteSessionHandler.OnReInviteAnswered(InviteSession session, SipMessage response)
    {
        var change = _change;
        _change = null;
        if (response.StatusCode != 200)
        {
            change?.TrySetResult(false);
            return;
        }
        _direction = _wantedDirection;
        change?.TrySetResult(TakeAnswer(response));
    }

    void IInviteSessionHandler.OnEnded(InviteSession session, SessionEnd end)
    {
        State = PhoneCallState.Ended;
        _media.Close();
        _phone.Forget(this);
        _ringing.TrySetResult(false);
        _answered.TrySetResult(_isMismatch ? 488 : end.StatusCode == 0 ? 487 : end.StatusCode);
        _change?.TrySetResult(false);
        _acknowledged.TrySetResult();
        _digits.Writer.TryComplete();
        _ended.TrySetResult(end);
    }

    private Task<bool> ReInviteAsync(SdpDirection direction) => OnLoopAsync(
        async () =>
        {
            if (State != PhoneCallState.Talking)
            {
                return false;
            }
            // RFC 3261 14.1: not before the ACK of the first INVITE.
            await _acknowledged.Task;
            if (State != PhoneCallState.Talking || _change is not null || !_session.ReInvite(_negotiation.Offer(direction)))
            {
                return false;
            }
            _wantedDirection = direction;
            _change = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            return await _change.Task;
        },
        closed: false);

    private void TakeIdentity(SipMessage request) => Connected = request.GetAddresses(SipHeaderName.PAssertedIdentity).FirstOrDefault() ?? Connected;

    private void Talk()
    {
        State = PhoneCallState.Talking;
        _ringing.TrySetResult(true);
        _answered.TrySetResult(200);
    }

    private byte[]? TakeOffer(SipMessage message)
    {
        if (!SessionDescription.TryParse(message.Body.Span, out var offer).Ok || _negotiation.Answer(offer!, out var answer, _direction) is not { } agreement)
        {
            return null;
        }
        Apply(agreement);
        return answer;
    }

    private bool TakeAnswer(SipMessage message)
    {
        _awaitsAnswer = false;
        if (!SessionDescription.TryParse(message.Body.Span, out var answer).Ok || _negotiation.Accept(answer!) is not { } agreement)
        {
            return false;
        }
        Apply(agreement);
        return true;
    }

    private void Apply(AudioAgreement agreement)
    {
        // An unspecified address is the hold of RFC 2543: the address before it stays.
        var isHeld = agreement.Remote.Address.Equals(IPAddress.Any) || agreement.Remote.Address.Equals(IPAddress.IPv6Any);
        if (!isHeld)
        {
            _media.SetRemote(new MediaRemote
            {
                EndPoint = agreement.Remote,
                Codec = PhoneCodecs.ToCodec(agreement.Codec),
                PayloadType = agreement.Codec.PayloadType,
                RtcpMux = agreement.RtcpMux,
                RtcpEndPoint = agreement.RemoteRtcp,
                Srtp = PhoneCodecs.ToParameters(agreement),
                TelephoneEventPayloadType = agreement.TelephoneEventPayloadType is >= 96 and <= 127 and var payloadType ? payloadType : null,
            });
        }
        _media.SetDirection(
            send: !isHeld && agreement.RemoteDirection.Receives() && _direction.Sends(),
            receive: agreement.RemoteDirection.Sends() && _direction.Receives());
    }
}
