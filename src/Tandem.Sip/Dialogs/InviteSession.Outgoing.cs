using Tandem.Sip.Digest;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Dialogs;

public sealed partial class InviteSession : IClientTransactionUser
{
    private const int MaxChallenges = 2;
    private const int MaxLengthenings = 3;

    private ClientTransaction? _outgoing;
    private LoopTimer? _abandonment;
    private AnsweredInvite? _answered;
    private bool _cancelled;
    private int _challenges;
    private int _lengthenings;
    private bool _provisional;
    private string? _cancelReason;
    private ReadOnlyMemory<byte> _acknowledgement;
    private bool _mayAcknowledge;

    internal InviteSession(SipUserAgent agent, OutgoingInvite invite, IInviteSessionHandler handler)
    {
        _agent = agent;
        Handler = handler;
        _localTag = SipStack.NewTag();
        _isBehindNat = invite.IsBehindNat;
        Credentials = invite.Credentials;
        Flow = invite.Flow;
        _contact = agent.ContactFor(Flow, invite.From.Uri.User);
        if (invite.ContactParameter is { } parameter)
        {
            _contact = _contact.Insert(_contact.IndexOf('>', StringComparison.Ordinal), $";{parameter}");
        }
        Invite = Build(invite);
    }

    internal void Start() => _outgoing = _agent.Stack.Send(Invite, Flow, this);

    /// <summary>
    /// Gives our answer to an offer that came in a response, to go with its ACK or PRACK. Within <see cref="IInviteSessionHandler.OnProgress"/>,
    /// <see cref="IInviteSessionHandler.OnAnswered"/> and <see cref="IInviteSessionHandler.OnReInviteAnswered"/> only.
    /// </summary>
    /// <param name="sdp">Our answer.</param>
    public void Acknowledge(ReadOnlyMemory<byte> sdp)
    {
        if (_mayAcknowledge)
        {
            _acknowledgement = sdp;
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
        ProposeTimer(request);
        foreach (var (name, value) in invite.Headers)
        {
            request.Add(name, value);
        }
        SetDescription(request, invite.Sdp);
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
        if (response.To?.Tag is not { Length: > 0 })
        {
            Handler?.OnProgress(this, response);
            return;
        }
        if (!TakesBranchOf(response))
        {
            return;
        }
        var dialog = AdoptFork(response);
        NoteAllow(response);
        if (ReliableSequence(response) is not { } sequence)
        {
            State = SessionState.Early;
            Handler?.OnProgress(this, response);
        }
        else if (IsNew(dialog, sequence))
        {
            State = SessionState.Early;
            _mayAcknowledge = Invite.Body.IsEmpty && !_isAgreed;
            Handler?.OnProgress(this, response);
            _mayAcknowledge = false;
            SendPrack(dialog, response, sequence, TakeAcknowledgement());
        }
    }

    private ReadOnlyMemory<byte> TakeAcknowledgement()
    {
        var answer = _acknowledgement;
        _acknowledgement = default;
        return answer;
    }

    private void NoteAllow(SipMessage response)
    {
        if (response.Contains(SipHeaderName.Allow))
        {
            _remoteAllowsUpdate = response.HasValue(SipHeaderName.Allow, "UPDATE"u8);
            _remoteAllowsInfo = response.HasValue(SipHeaderName.Allow, "INFO"u8);
        }
    }

    private void OnSuccess(SipMessage response)
    {
        if (!TakesBranchOf(response))
        {
            return;
        }
        if (_cancelled || State is not (SessionState.Proceeding or SessionState.Early))
        {
            // An answer that crossed our CANCEL: it is a call for the peer, so it is ended as one.
            StopAbandonment();
            HandOver().OnResponse(_outgoing!, response);
            return;
        }
        var dialog = AdoptFork(response);
        dialog.Confirm(response);
        ForgetForks();
        NoteAllow(response);
        State = SessionState.Established;
        if (Invite.Body.IsEmpty && !_isAgreed)
        {
            OnOffered(dialog, response);
            return;
        }
        // The ACK goes before whatever the user sends.
        SendAck(dialog);
        TakeTimer(response);
        Handler?.OnAnswered(this, response);
    }

    // The answer to the peer's offer goes with the ACK: the user gives it first.
    private void OnOffered(Dialog dialog, SipMessage response)
    {
        _mayAcknowledge = true;
        Handler?.OnAnswered(this, response);
        _mayAcknowledge = false;
        SendAck(dialog);
        TakeTimer(response);
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
        if (!_cancelled && State != SessionState.Ended && _lengthenings < MaxLengthenings && TryLengthen(Invite, response))
        {
            _lengthenings++;
            StartAgain();
            return;
        }
        End(new SessionEnd(SessionEndKind.Rejected, response.StatusCode, response));
    }

    private bool TryAuthenticate(SipMessage response)
    {
        if (Credentials is null || State == SessionState.Ended || _challenges == MaxChallenges || (_challenges > 0 && !response.IsStaleChallenge()))
        {
            return false;
        }
        if (!Credentials.TryAnswer(response, Invite))
        {
            return false;
        }
        // The transaction that is over keeps its own bytes: the same request goes on as its successor.
        _challenges++;
        StartAgain();
        return true;
    }

    private void StartAgain()
    {
        Invite.Remove(SipHeaderName.Via);
        Invite.Set(SipHeaderName.CSeq, $"{Invite.CSeq!.Value.Number + 1} INVITE");
        _provisional = false;
        // The early dialogs, if there were any, ended with the refusal (RFC 3261 12.3).
        Forget();
        _forks = null;
        Dialog = null;
        Start();
    }

    private void SendAck(Dialog dialog)
    {
        var sdp = TakeAcknowledgement();
        if (!sdp.IsEmpty)
        {
            _localSdp = sdp;
        }
        _answered = HandOver();
        _answered.Acknowledge(dialog, sdp);
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
