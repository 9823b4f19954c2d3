using System.Net;
using Tandem.Media;
using Tandem.Media.Codecs;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Referrals;
using Tandem.Sip.Sdp;

namespace Tandem.Load.Soak;

/// <summary>One call of a phone that does what chance says.</summary>
internal sealed class SoakCall : IInviteSessionHandler, IReferralHandler
{
    private readonly SoakPhones _phones;
    private readonly LoopTimer _next;
    private readonly AudioOfferAnswer _negotiation;
    private InviteSession _session = null!;
    private bool _awaitsAnswer;
    private bool _isAnswered;
    private SdpDirection _direction = SdpDirection.SendReceive;

    /// <param name="phones">All phones.</param>
    public SoakCall(SoakPhones phones)
    {
        _phones = phones;
        _next = new LoopTimer(phones.Loop, Act);
        var codec = AudioCodec.Pcma;
        _negotiation = new AudioOfferAnswer([new MediaFormat(codec.DefaultPayloadType(), codec.EncodingName(), codec.ClockRate(), codec.DescribedChannels())], new IPEndPoint(IPAddress.Loopback, 9));
    }

    public bool IsAnswered => _isAnswered;

    public byte[] Offer() => _negotiation.Offer();

    /// <summary>A call of ours: it may be given up before it is answered.</summary>
    public void Call(InviteSession session)
    {
        _session = session;
        if (_phones.Chance(15))
        {
            After(0, 1_500);
        }
    }

    /// <summary>A call to us: it is refused, answered soon, or left to ring.</summary>
    public void Ring(InviteSession session)
    {
        _session = session;
        session.Handler = this;
        if (_phones.Chance(8))
        {
            session.Reject(486);
            return;
        }
        session.SendProvisional(180);
        if (_phones.IsCalm)
        {
            Act();
        }
        else
        {
            After(0, 1_500);
        }
    }

    public void Hangup() => _session.Hangup();

    void IInviteSessionHandler.OnProgress(InviteSession session, SipMessage response)
    {
    }

    void IInviteSessionHandler.OnAnswered(InviteSession session, SipMessage response)
    {
        TakeAnswer(response);
        _phones.Tally.Answer();
        Talk();
    }

    void IInviteSessionHandler.OnAcknowledged(InviteSession session, SipMessage ack)
    {
        if (_awaitsAnswer)
        {
            TakeAnswer(ack);
        }
    }

    void IInviteSessionHandler.OnReInvite(InviteSession session, SipMessage request)
    {
        if (request.Body.IsEmpty)
        {
            _awaitsAnswer = true;
            session.AcceptReInvite(_negotiation.Offer(_direction));
        }
        else if (Answer(request) is { } answer)
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
        if (response.StatusCode == 200)
        {
            TakeAnswer(response);
            _phones.Tally.Held++;
        }
    }

    void IInviteSessionHandler.OnEnded(InviteSession session, SessionEnd end)
    {
        _next.Stop();
        _phones.Forget(this);
        if (!_isAnswered && !session.IsIncoming)
        {
            _phones.Tally.Refuse(end.StatusCode);
        }
    }

    void IReferralHandler.OnProgress(OutgoingReferral referral, int statusCode)
    {
    }

    void IReferralHandler.OnEnded(OutgoingReferral referral, int statusCode)
    {
        if (statusCode == 200)
        {
            _phones.Tally.Transferred++;
        }
    }

    private void Talk()
    {
        _isAnswered = true;
        if (!_phones.IsCalm)
        {
            After(200, 4_000);
        }
    }

    private void Act()
    {
        if (_session.State != SessionState.Established)
        {
            if (!_session.IsIncoming)
            {
                _session.Hangup();
            }
            else if (Answer(_session.Invite) is { } answer)
            {
                _session.Accept(answer);
                Talk();
            }
            else
            {
                _session.Reject(488);
            }
        }
        else if (_direction == SdpDirection.SendOnly || _phones.Chance(25))
        {
            var direction = _direction == SdpDirection.SendOnly ? SdpDirection.SendReceive : SdpDirection.SendOnly;
            if (_session.ReInvite(_negotiation.Offer(direction)))
            {
                _direction = direction;
            }
            After(200, 2_000);
        }
        else if (_session.IsIncoming && _phones.Chance(20) && _session.Refer(new NameAddress(_phones.AnyCallee()), this) is not null)
        {
            // Who transfers waits for the exchange to hang up, but not for ever.
            After(4_000, 6_000);
        }
        else
        {
            _session.Hangup();
        }
    }

    private void After(int least, int most) => _next.Start(TimeSpan.FromMilliseconds(_phones.Random.Next(least, most)));

    private byte[]? Answer(SipMessage message) =>
        SessionDescription.TryParse(message.Body.Span, out var offer).Ok && _negotiation.Answer(offer!, out var answer, _direction) is not null ? answer : null;

    private void TakeAnswer(SipMessage message)
    {
        _awaitsAnswer = false;
        if (SessionDescription.TryParse(message.Body.Span, out var answer).Ok)
        {
            _negotiation.Accept(answer!);
        }
    }
}
