using Tandem.Media;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Sdp;

namespace Tandem.Phone.Calls;

public sealed partial class PhoneCall : IInviteSessionHandler
{
    private TaskCompletionSource<bool>? _change;
    private bool _awaitsAnswer;

    void IInviteSessionHandler.OnProgress(InviteSession session, SipMessage response)
    {
        State = PhoneCallState.Ringing;
        _ringing.TrySetResult();
    }

    void IInviteSessionHandler.OnAnswered(InviteSession session, SipMessage response)
    {
        TakeIdentity(response);
        if (TakeAnswer(response))
        {
            Talk();
        }
        else
        {
            session.Hangup();
        }
    }

    void IInviteSessionHandler.OnAcknowledged(InviteSession session, SipMessage ack)
    {
        if (_awaitsAnswer && !TakeAnswer(ack))
        {
            session.Hangup();
        }
    }

    void IInviteSessionHandler.OnUpdated(InviteSession session, SipMessage request) => TakeIdentity(request);

    void IInviteSessionHandler.OnReInvite(InviteSession session, SipMessage request)
    {
        TakeIdentity(request);
        if (request.Body.IsEmpty)
        {
            _awaitsAnswer = true;
            session.AcceptReInvite(_negotiation.Offer());
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
        change?.TrySetResult(response.StatusCode == 200 && TakeAnswer(response));
    }

    void IInviteSessionHandler.OnEnded(InviteSession session, SessionEnd end)
    {
        State = PhoneCallState.Ended;
        _media.Close();
        _phone.Forget(this);
        _ringing.TrySetCanceled();
        _answered.TrySetResult(end.StatusCode == 0 ? 487 : end.StatusCode);
        _change?.TrySetResult(false);
        _digits.Writer.TryComplete();
        _ended.TrySetResult(end);
    }

    private Task<bool> ReInviteAsync(SdpDirection direction) => _phone.Loop.RunAsync(() =>
    {
        if (_change is not null || !_session.ReInvite(_negotiation.Offer(direction)))
        {
            return Task.FromResult(false);
        }
        _change = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _change.Task;
    });

    private void TakeIdentity(SipMessage request) => Connected = request.GetAddresses(SipHeaderName.PAssertedIdentity).FirstOrDefault() ?? Connected;

    private void Talk()
    {
        State = PhoneCallState.Talking;
        _answered.TrySetResult(200);
    }

    private byte[]? TakeOffer(SipMessage message)
    {
        if (!SessionDescription.TryParse(message.Body.Span, out var offer).Ok || _negotiation.Answer(offer!, out var answer) is not { } agreement)
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
        _media.SetRemote(new MediaRemote
        {
            EndPoint = agreement.Remote,
            Codec = PhoneCodecs.ToCodec(agreement.Codec),
            PayloadType = agreement.Codec.PayloadType,
            RtcpMux = agreement.RtcpMux,
            RtcpEndPoint = agreement.RemoteRtcp,
            Srtp = PhoneCodecs.ToParameters(agreement),
            TelephoneEventPayloadType = agreement.TelephoneEventPayloadType,
        });
        _media.SetDirection(send: agreement.RemoteDirection.Receives(), receive: agreement.RemoteDirection.Sends());
    }
}
