using Tandem.Sip.Digest;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Dialogs;

public sealed partial class InviteSession : IClientTransactionUser
{
    private const int MaxChallenges = 2;

    private readonly DigestClient? _credentials;
    private ClientTransaction? _outgoing;
    private LoopTimer? _abandonment;
    private byte[]? _ack;
    private bool _cancelled;
    private int _challenges;
    private bool _provisional;
    private string? _cancelReason;

    internal InviteSession(SipUserAgent agent, OutgoingInvite invite, IInviteSessionHandler handler)
    {
        _agent = agent;
        Handler = handler;
        _localTag = SipStack.NewTag();
        _isBehindNat = invite.IsBehindNat;
        _credentials = invite.Credentials;
        Flow = invite.Flow;
        _contact = agent.ContactFor(Flow, invite.From.Uri.User);
        Invite = Build(invite);
    }

    internal void Start() => _outgoing = _agent.Stack.Send(Invite, Flow, this);

    /// <summary>Acknowledges the 2xx of an INVITE that carried no offer, with our answer. Within <see cref="IInviteSessionHandler.OnAnswered"/> only.</summary>
    /// <param name="sdp">Our answer.</param>
    public void Acknowledge(ReadOnlyMemory<byte> sdp)
    {
        if (_ack is null && Dialog is not null && State == SessionState.Established)
        {
            SendAck(Dialog, Invite.CSeq!.Value.Number, sdp, keep: true);
        }
    }

    void IClientTransactionUser.OnResponse(ClientTransaction transaction, SipMessage response)
    {
        if (transaction != _outgoing)
        {
            OnInDialogResponse(transaction, response);
        }
        else if (response.StatusCode < 200)
        {
            OnProvisional(response);
        }
        else if (response.StatusCode < 300)
        {
            OnSuccess(response);
        }
        else
        {
            OnRefused(response);
        }
    }

    void IClientTransactionUser.OnFailure(ClientTransaction transaction, TransactionFailure failure)
    {
        if (transaction != _outgoing)
        {
            OnInDialogFailure(transaction, failure);
            return;
        }
        StopAbandonment();
        End(failure == TransactionFailure.Timeout
            ? new SessionEnd(SessionEndKind.Timeout, 408, null)
            : new SessionEnd(SessionEndKind.TransportError, 503, null));
    }

    private SipMessage Build(OutgoingInvite invite)
    {
        var request = SipMessage.CreateRequest(SipMethod.Invite, invite.RequestUri);
        foreach (var route in invite.Routes)
        {
            request.Add(SipHeaderName.Route, route);
        }
        request.Add(SipHeaderName.MaxForwards, invite.MaxForwards.ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Add(SipHeaderName.From, $"{invite.From};tag={_localTag}");
        request.Add(SipHeaderName.To, invite.To.ToString());
        request.Add(SipHeaderName.CallId, invite.CallId ?? SipStack.NewCallId());
        request.Add(SipHeaderName.CSeq, "1 INVITE");
        _agent.AddContactAndAllow(request, _contact);
        foreach (var (name, value) in invite.Headers)
        {
            request.Add(name, value);
        }
        if (!invite.Sdp.IsEmpty)
        {
            request.SetBody(SipUserAgent.SdpContentType, invite.Sdp);
        }
        return request;
    }

    private void OnProvisional(SipMessage response)
    {
        _provisional = true;
        if (_cancelled)
        {
            SendCancel();
            return;
        }
        if (State is not (SessionState.Proceeding or SessionState.Early) || response.StatusCode == 100)
        {
            return;
        }
        if (response.To?.Tag is { Length: > 0 })
        {
            State = SessionState.Early;
            Adopt(Dialog.OfClient(Invite, response, _contact));
        }
        Handler?.OnProgress(this, response);
    }

    private void OnSuccess(SipMessage response)
    {
        var sequence = Invite.CSeq!.Value.Number;
        if (_ack is not null && Dialog is not null && response.To?.Tag == Dialog.Id.RemoteTag)
        {
            _agent.Stack.ResendAck(_ack, NextFlow());
            return;
        }
        if (_ack is not null || _cancelled || State is not (SessionState.Proceeding or SessionState.Early))
        {
            // A fork that lost, or an answer that crossed our CANCEL: it is a call for the peer, so it is ended as one.
            StopAbandonment();
            HangupStray(response);
            return;
        }
        Adopt(Dialog.OfClient(Invite, response, _contact));
        State = SessionState.Established;
        Handler?.OnAnswered(this, response);
        if (_ack is null)
        {
            SendAck(Dialog!, sequence, default, keep: true);
        }
        if (State == SessionState.Ended)
        {
            // Hung up from within OnAnswered: the BYE waited for the ACK.
            SendBye(_byeReason);
        }
    }

    private void OnRefused(SipMessage response)
    {
        StopAbandonment();
        if (!_cancelled && response.StatusCode is 401 or 407 && TryAuthenticate(response))
        {
            return;
        }
        End(new SessionEnd(SessionEndKind.Rejected, response.StatusCode, response));
    }

    private bool TryAuthenticate(SipMessage response)
    {
        if (_credentials is null || State == SessionState.Ended || _challenges == MaxChallenges || (_challenges > 0 && !response.IsStaleChallenge()))
        {
            return false;
        }
        if (!_credentials.TryAnswer(response, Invite))
        {
            return false;
        }
        // The transaction that is over keeps its own bytes: the same request goes on as its successor.
        _challenges++;
        Invite.Remove(SipHeaderName.Via);
        Invite.Set(SipHeaderName.CSeq, $"{Invite.CSeq!.Value.Number + 1} INVITE");
        _provisional = false;
        Start();
        return true;
    }

    private void SendAck(Dialog dialog, uint sequence, ReadOnlyMemory<byte> sdp, bool keep)
    {
        var ack = dialog.CreateAck(sequence);
        foreach (var name in (ReadOnlySpan<SipHeaderName>)[SipHeaderName.Authorization, SipHeaderName.ProxyAuthorization])
        {
            if (Invite.Get(name) is { } credentials)
            {
                ack.Add(name, credentials);
            }
        }
        if (!sdp.IsEmpty)
        {
            ack.SetBody(SipUserAgent.SdpContentType, sdp);
        }
        var bytes = _agent.Stack.SendAck(ack, NextFlow(dialog));
        if (keep)
        {
            _ack = bytes;
        }
    }

    private void HangupStray(SipMessage response)
    {
        var stray = Dialog.OfClient(Invite, response, _contact);
        SendAck(stray, Invite.CSeq!.Value.Number, default, keep: false);
        _agent.Stack.Send(stray.CreateRequest(SipMethod.Bye), NextFlow(stray), IgnoreOutcome.Instance);
    }

    private void CancelInvite(string? reason)
    {
        _cancelled = true;
        _cancelReason = reason;
        // RFC 3261 9.1: a CANCEL must wait for a provisional response; and 64*T1 after it the INVITE is given up.
        _abandonment = new LoopTimer(_agent.Stack.Loop, OnAbandoned);
        _abandonment.Start(_agent.Stack.Timers.TransactionTimeout);
        if (_provisional)
        {
            SendCancel();
        }
    }

    private void SendCancel() => _agent.Stack.SendCancel(_outgoing!, _cancelReason, IgnoreOutcome.Instance);

    private void OnAbandoned()
    {
        _outgoing?.Abandon();
        Forget();
    }

    private void StopAbandonment()
    {
        if (_abandonment is { IsRunning: true })
        {
            _abandonment.Stop();
            Forget();
        }
    }
}
