using Tandem.Sip.Digest;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Dialogs;

/// <summary>Changes of ours of a session that is there: re-INVITE (RFC 3261 14.1) and UPDATE (RFC 3311 5.1).</summary>
public sealed partial class InviteSession
{
    private const int LongestRetryAfter = 30;

    private OutgoingChange? _change;
    private byte[]? _changeAck;
    private uint _acknowledgedChange;
    private bool _remoteAllowsUpdate;

    /// <summary>Whether the peer takes UPDATE, as its Allow header says.</summary>
    public bool CanUpdate => _remoteAllowsUpdate;

    // No other change is under way, neither of ours nor of the peer, and no ACK or PRACK is owed.
    private bool CanChange => _change is not { IsPending: true } && _incomingChange is null && _pendingAnswer is null && !_mayAcknowledge;

    /// <summary>
    /// Offers a change of an established session. The outcome comes as <see cref="IInviteSessionHandler.OnReInviteAnswered"/>; a glare (491), an
    /// overlapping request (500 with Retry-After) and a challenge are tried again by itself (RFC 3261 14.1).
    /// </summary>
    /// <param name="sdp">The offer; empty leaves it to the peer, whose 2xx is then answered by <see cref="Acknowledge"/>.</param>
    /// <param name="configure">Adds headers of the caller's own.</param>
    /// <returns>False where the session is not established or another change is under way.</returns>
    public bool ReInvite(ReadOnlyMemory<byte> sdp, Action<SipMessage>? configure = null)
    {
        if (State != SessionState.Established || !CanChange)
        {
            return false;
        }
        BeginChange(new OutgoingChange(SipMethod.Invite, sdp, configure, isRefresh: false));
        return true;
    }

    /// <summary>
    /// Sends an UPDATE (RFC 3311): it needs no answer of a person, and may come before the call is answered, then for an offer only after the
    /// first offer and answer. The outcome comes as <see cref="IInviteSessionHandler.OnReInviteAnswered"/>.
    /// </summary>
    /// <param name="sdp">The offer; empty to change headers only, such as who the connected party is.</param>
    /// <param name="configure">Adds headers of the caller's own.</param>
    /// <returns>False where the peer takes no UPDATE, it is too early, or another change is under way.</returns>
    public bool Update(ReadOnlyMemory<byte> sdp = default, Action<SipMessage>? configure = null)
    {
        var mayOffer = sdp.IsEmpty || _isAgreed || State == SessionState.Established;
        if (State is not (SessionState.Early or SessionState.Established) || Dialog is null || !_remoteAllowsUpdate || !mayOffer || !CanChange)
        {
            return false;
        }
        BeginChange(new OutgoingChange(SipMethod.Update, sdp, configure, isRefresh: false));
        return true;
    }

    private void BeginChange(OutgoingChange change)
    {
        _change?.Retry?.Stop();
        _change = change;
        SendChange(change);
    }

    private void SendChange(OutgoingChange change)
    {
        var request = Dialog!.CreateRequest(change.Method);
        _agent.AddAllowAndSupported(request);
        ProposeTimer(request);
        change.Configure?.Invoke(request);
        SetDescription(request, change.Sdp);
        change.Request = request;
        Transmit(change);
    }

    // The same request with what its refusal asked for.
    private void SendAgain(OutgoingChange change)
    {
        var request = change.Request!;
        request.Remove(SipHeaderName.Via);
        request.Set(SipHeaderName.CSeq, $"{Dialog!.TakeSequence()} {change.Method}");
        Transmit(change);
    }

    private void Transmit(OutgoingChange change)
    {
        change.Attempts++;
        change.Transaction = _agent.Stack.Send(change.Request!, NextFlow(), this);
    }

    private void OnChangeResponse(OutgoingChange change, SipMessage response)
    {
        var status = response.StatusCode;
        if (status < 200)
        {
            return;
        }
        var sequence = change.Transaction!.Request.CSeq!.Value.Number;
        change.Transaction = null;
        if (status < 300)
        {
            OnChanged(change, response, sequence);
        }
        else if (State != SessionState.Ended && !TryChangeAgain(change, response))
        {
            if (status is 408 or 481 && State == SessionState.Established)
            {
                // RFC 3261 14.1, RFC 3311 5.3: the peer no longer knows the dialog.
                SendBye(null);
                End(new SessionEnd(SessionEndKind.Timeout, status, response));
            }
            else if (!change.IsRefresh)
            {
                Handler?.OnReInviteAnswered(this, response);
            }
        }
    }

    private void OnChanged(OutgoingChange change, SipMessage response, uint sequence)
    {
        Dialog!.RefreshTarget(response);
        TakeTimer(response);
        if (change.Method != SipMethod.Invite)
        {
            NotifyChanged(change, response);
            return;
        }
        if (change.Sdp.IsEmpty)
        {
            // The answer goes with the ACK: the user gives it first.
            NotifyChanged(change, response);
        }
        var ack = Dialog.CreateAck(sequence);
        SetDescription(ack, TakeAcknowledgement());
        _changeAck = _agent.Stack.SendAck(ack, NextFlow());
        _acknowledgedChange = sequence;
        if (!change.Sdp.IsEmpty)
        {
            NotifyChanged(change, response);
        }
    }

    private void NotifyChanged(OutgoingChange change, SipMessage response)
    {
        if (State != SessionState.Ended && !change.IsRefresh)
        {
            _mayAcknowledge = change.Sdp.IsEmpty;
            Handler?.OnReInviteAnswered(this, response);
            _mayAcknowledge = false;
        }
    }

    /// <summary>Sends a refused change once more where its refusal says that this helps.</summary>
    private bool TryChangeAgain(OutgoingChange change, SipMessage response)
    {
        if (change.Attempts >= OutgoingChange.MaxAttempts)
        {
            return false;
        }
        switch (response.StatusCode)
        {
            case 491:
                RetryAfter(change, _agent.GlareBackOff(ownsCallId: !IsIncoming));
                return true;
            case 500 when SipMessage.ReadSeconds(response.Get(SipHeaderName.RetryAfter)?.Split(' ', ';', '(')[0]) is { } seconds and <= LongestRetryAfter:
                RetryAfter(change, TimeSpan.FromSeconds(seconds));
                return true;
            case 401 or 407 when (!change.IsChallenged || response.IsStaleChallenge()) && Credentials?.TryAnswer(response, change.Request!) == true:
                change.IsChallenged = true;
                SendAgain(change);
                return true;
            case 422 when TryLengthen(change.Request!, response):
                SendAgain(change);
                return true;
            default:
                return false;
        }
    }

    private void RetryAfter(OutgoingChange change, TimeSpan delay)
    {
        change.Retry ??= new LoopTimer(_agent.Stack.Loop, () => OnRetry(change));
        change.Retry.Start(delay);
    }

    private void OnRetry(OutgoingChange change)
    {
        if (State == SessionState.Ended || change != _change)
        {
            return;
        }
        if (_incomingChange is null && _pendingAnswer is null)
        {
            SendChange(change);
        }
        else
        {
            // The peer's change goes first.
            RetryAfter(change, _agent.GlareBackOff(ownsCallId: !IsIncoming));
        }
    }

    private void ResendChangeAck(uint sequence, SipMessage response)
    {
        if (_changeAck is { } ack && _acknowledgedChange == sequence && response.StatusCode is >= 200 and < 300)
        {
            _agent.Stack.ResendAck(ack, NextFlow());
        }
    }
}
