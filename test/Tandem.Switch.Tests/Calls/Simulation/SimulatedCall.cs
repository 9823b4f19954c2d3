using System.Net;
using Tandem.Media;
using Tandem.Media.Codecs;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Sdp;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Tests.Calls.Simulation;

/// <summary>One call as its phone sees it.</summary>
internal sealed class SimulatedCall : IInviteSessionHandler
{
    // Nobody hears anything here: the exchange's audio goes to a port where nobody is.
    private readonly AudioOfferAnswer _negotiation = new([AudioCodec.Pcma.ToFormat()], new IPEndPoint(IPAddress.Loopback, 9));
    private bool _awaitsAnswer;
    private SdpDirection _wanted = SdpDirection.SendReceive;
    private SdpDirection _asked = SdpDirection.SendReceive;

    public required SimulatedPhone Phone { get; init; }

    public required string Name { get; init; }

    public InviteSession Session { get; private set; } = null!;

    public bool IsIncoming => Session.IsIncoming;

    public bool IsUp => Session.State != SessionState.Ended;

    public bool IsAnswered => Session.State == SessionState.Established;

    public string CallId { get; private set; } = "";

    /// <summary>Whom the exchange last said that the phone talks with.</summary>
    public string? Connected { get; private set; }

    /// <summary>Whether the phone does not want to hear the other side, or was told not to.</summary>
    public bool IsHolding => _negotiation.Agreement is { } agreement && !(_wanted.Receives() && agreement.RemoteDirection.Sends());

    /// <summary>Where the phone's audio goes.</summary>
    public IPEndPoint? Audio => _negotiation.Agreement?.Remote;

    public SimulatedCall Attach(InviteSession session)
    {
        Session = session;
        CallId = session.Invite.CallId!;
        session.Handler = this;
        TakeIdentity(session.Invite);
        return this;
    }

    public byte[] Offer() => _negotiation.Offer();

    public void Ring(bool early)
    {
        if (early && !Session.Invite.Body.IsEmpty && Answered(Session.Invite) is { } answer)
        {
            Session.SendProvisional(183, answer);
        }
        else
        {
            Session.SendProvisional(180);
        }
    }

    public void Answer()
    {
        if (Session.Invite.Body.IsEmpty)
        {
            _awaitsAnswer = true;
            Session.Accept(_negotiation.Offer());
        }
        else if (Answered(Session.Invite) is { } answer)
        {
            Session.Accept(answer);
        }
    }

    public bool Hold(bool held)
    {
        var direction = held ? SdpDirection.SendOnly : SdpDirection.SendReceive;
        if (!Session.ReInvite(_negotiation.Offer(direction)))
        {
            return false;
        }
        _asked = direction;
        return true;
    }

    void IInviteSessionHandler.OnProgress(InviteSession session, SipMessage response)
    {
    }

    void IInviteSessionHandler.OnAnswered(InviteSession session, SipMessage response)
    {
        TakeIdentity(response);
        if (session.Invite.Body.IsEmpty)
        {
            session.Acknowledge(Answered(response) ?? default(ReadOnlyMemory<byte>));
        }
        else
        {
            Accept(response);
        }
    }

    void IInviteSessionHandler.OnAcknowledged(InviteSession session, SipMessage ack)
    {
        if (_awaitsAnswer)
        {
            _awaitsAnswer = false;
            Accept(ack);
        }
    }

    void IInviteSessionHandler.OnUpdated(InviteSession session, SipMessage request) => TakeIdentity(request);

    void IInviteSessionHandler.OnReInvite(InviteSession session, SipMessage request)
    {
        TakeIdentity(request);
        if (request.Body.IsEmpty)
        {
            _awaitsAnswer = true;
            session.AcceptReInvite(_negotiation.Offer(_wanted));
        }
        else if (Answered(request) is { } answer)
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
            Accept(response);
            _wanted = _asked;
        }
    }

    void IInviteSessionHandler.OnEnded(InviteSession session, SessionEnd end)
    {
    }

    private void TakeIdentity(SipMessage message) =>
        Connected = message.GetAddresses(SipHeaderName.PAssertedIdentity).FirstOrDefault()?.Uri.User ?? Connected;

    private byte[]? Answered(SipMessage message) =>
        SessionDescription.TryParse(message.Body.Span, out var offer).Ok && _negotiation.Answer(offer!, out var answer, _wanted) is not null ? answer : null;

    private void Accept(SipMessage message)
    {
        if (SessionDescription.TryParse(message.Body.Span, out var answer).Ok)
        {
            _negotiation.Accept(answer!);
        }
    }
}
