using System.Globalization;
using Tandem.Sip.Bodies;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Referrals;

/// <summary>A REFER of ours within a call, and what the peer tells of it (RFC 3515). Belongs to the loop's thread.</summary>
public sealed class OutgoingReferral : IClientTransactionUser
{
    private readonly IReferralHandler _handler;
    private readonly Action<OutgoingReferral> _forget;
    private readonly Func<SipMessage, uint?> _answerChallenge;
    private string _id;
    private int _lastStatus = 408;
    private bool _isChallenged;
    private bool _isEnded;

    /// <param name="referTo">Whom to call.</param>
    /// <param name="sequence">The number of the REFER.</param>
    /// <param name="handler">Hears what becomes of it.</param>
    /// <param name="forget">Told when no notification can come any more.</param>
    /// <param name="answerChallenge">Sends the REFER again with credentials; gives its new number, or null where there are none.</param>
    internal OutgoingReferral(
        NameAddress referTo, uint sequence, IReferralHandler handler, Action<OutgoingReferral> forget, Func<SipMessage, uint?> answerChallenge)
    {
        ReferTo = referTo;
        _answerChallenge = answerChallenge;
        _id = sequence.ToString(CultureInfo.InvariantCulture);
        _handler = handler;
        _forget = forget;
    }

    /// <summary>Whom the peer is to call.</summary>
    public NameAddress ReferTo { get; }

    internal bool Owns(EventType eventType) =>
        string.Equals(eventType.Package, "refer", StringComparison.OrdinalIgnoreCase) && (eventType.Id is null || eventType.Id == _id);

    internal void OnNotify(SipMessage notify)
    {
        var isFragment = SipFragment.TryParse(notify.Body.Span, out var fragment);
        if (isFragment)
        {
            _lastStatus = fragment.StatusCode;
        }
        if (SubscriptionState.Of(notify) is { Status: SubscriptionStatus.Terminated })
        {
            _forget(this);
            End();
        }
        else if (_lastStatus >= 200 && isFragment)
        {
            // The notification that ends the subscription may still come by itself.
            End();
        }
        else if (isFragment && !_isEnded)
        {
            _handler.OnProgress(this, _lastStatus);
        }
    }

    internal void End()
    {
        if (!_isEnded)
        {
            _isEnded = true;
            _handler.OnEnded(this, _lastStatus);
        }
    }

    void IClientTransactionUser.OnResponse(ClientTransaction transaction, SipMessage response)
    {
        if (response.StatusCode is 401 or 407 && !_isChallenged && _answerChallenge(response) is { } sequence)
        {
            _isChallenged = true;
            _id = sequence.ToString(CultureInfo.InvariantCulture);
        }
        else if (response.StatusCode >= 300)
        {
            _lastStatus = response.StatusCode;
            _forget(this);
            End();
        }
    }

    void IClientTransactionUser.OnFailure(ClientTransaction transaction, TransactionFailure failure)
    {
        _forget(this);
        End();
    }
}
