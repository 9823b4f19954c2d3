using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Dialogs;

/// <summary>Reliable provisional responses, both roles (RFC 3262).</summary>
public sealed partial class InviteSession
{
    private ReliableResponses? _reliable;
    private SipMessage? _deferredAnswer;
    private bool _reliabilityChosen;

    // Offer and answer are exchanged, and both sides know it: from then on an UPDATE may offer anew (RFC 3311 5.1).
    private bool _isAgreed;

    private bool _isSure;

    /// <summary>
    /// Whether an UPDATE without an offer may be sent before the call is answered: the peer takes UPDATE, and by a reliable provisional response
    /// both sides know the early dialog (RFC 3311 5.1, RFC 3262).
    /// </summary>
    public bool CanUpdateEarly => State == SessionState.Early && _remoteAllowsUpdate && _isSure && Dialog is not null;

    private void SendEarly(SipMessage response)
    {
        if (!_reliabilityChosen)
        {
            _reliabilityChosen = true;
            if (Invite.HasValue(SipHeaderName.Require, "100rel"u8)
                || (_agent.ReliableProvisionals && Invite.HasValue(SipHeaderName.Supported, "100rel"u8)))
            {
                _reliable = new ReliableResponses(_agent.Stack, _incoming!, OnPrackMissing);
            }
        }
        if (_reliable is not null)
        {
            _reliable.Send(response);
        }
        else
        {
            _incoming!.Respond(response);
        }
    }

    private void OnPrackMissing()
    {
        // RFC 3262 3: the peer hears what we send no more than we hear it.
        _deferredAnswer = null;
        RespondFailure(504, reason: null, configure: null);
        End(new SessionEnd(SessionEndKind.AckTimeout, 504, null));
    }

    private void OnPrack(ServerTransaction transaction)
    {
        var prack = transaction.Request;
        if (RAck.Of(prack) is not { } acknowledged || _reliable?.Acknowledge(acknowledged) is not { } response)
        {
            transaction.RespondOnce(prack.CreateResponse(481, null, _localTag));
            return;
        }
        _isSure = true;
        var isOffered = !Invite.Body.IsEmpty || _isAgreed;
        _isAgreed |= !response.Body.IsEmpty && (isOffered || !prack.Body.IsEmpty);
        if (isOffered && !prack.Body.IsEmpty)
        {
            BeginIncomingChange(transaction);
        }
        else
        {
            transaction.Respond(200, toTag: _localTag);
            if (!prack.Body.IsEmpty)
            {
                Handler?.OnAcknowledged(this, prack);
            }
        }
        ContinueAfterPrack();
    }

    private void ContinueAfterPrack()
    {
        if (State == SessionState.Ended)
        {
            return;
        }
        if (_deferredAnswer is { } answer && !_reliable!.HoldsAnswer)
        {
            _deferredAnswer = null;
            SendAnswer(answer);
        }
        else
        {
            _reliable!.SendNext();
        }
    }

    /// <summary>Whether a provisional response is new; a reliable one that is a retransmission or out of its order is not (RFC 3262 4).</summary>
    private static bool IsNew(Dialog dialog, uint sequence)
    {
        if (dialog.LastReliable is { } last && sequence != last + 1)
        {
            return false;
        }
        dialog.LastReliable = sequence;
        return true;
    }

    private static uint? ReliableSequence(SipMessage response) =>
        response.HasValue(SipHeaderName.Require, "100rel"u8) ? SipMessage.ReadSeconds(response.Get(SipHeaderName.RSeq)) : null;

    private void SendPrack(Dialog dialog, SipMessage response, uint sequence, ReadOnlyMemory<byte> answer)
    {
        var prack = dialog.CreateRequest(SipMethod.Prack);
        prack.Add(SipHeaderName.RAck, new RAck(sequence, Invite.CSeq!.Value.Number, SipMethod.Invite).ToString());
        if (!answer.IsEmpty)
        {
            prack.SetBody(SipUserAgent.SdpContentType, answer);
        }
        _isSure = true;
        _isAgreed |= !response.Body.IsEmpty && (!Invite.Body.IsEmpty || !answer.IsEmpty);
        _agent.Stack.Send(prack, NextFlow(dialog), IgnoreOutcome.Instance);
    }
}
