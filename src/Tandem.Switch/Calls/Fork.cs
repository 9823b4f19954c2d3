using Tandem.Pbx.Model;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Loop;

namespace Tandem.Switch.Calls;

/// <summary>
/// Several phones that ring for one call: the first answer wins, and the others are cancelled without waiting for them (RFC 3261 16.7
/// in spirit, as a back-to-back user agent). Belongs to the signalling loop.
/// </summary>
internal sealed class Fork
{
    private const string ElsewhereReason = "SIP;cause=200;text=\"Call completed elsewhere\"";

    private readonly List<Call> _legs = [];
    private readonly TaskCompletionSource<HangupCause?> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LoopTimer _timeout;
    private readonly Action<Call> _ringing;
    private readonly Action<Call> _answered;
    private HangupCause? _failure;
    private bool _isOver;

    /// <param name="loop">The signalling loop.</param>
    /// <param name="ringing">A phone rings.</param>
    /// <param name="answered">The first phone answered; the others are not cancelled yet.</param>
    public Fork(SignalLoop loop, Action<Call> ringing, Action<Call> answered)
    {
        _ringing = ringing;
        _answered = answered;
        _timeout = new LoopTimer(loop, () => Fail(HangupCause.NoAnswer));
    }

    /// <summary>Null once a phone answered; else why none did.</summary>
    public Task<HangupCause?> Outcome => _outcome.Task;

    /// <summary>Lets the phones ring for so long.</summary>
    /// <param name="legs">The legs, their INVITEs sent; a leg that could not be called has ended already.</param>
    /// <param name="timeout">How long.</param>
    public void Start(IReadOnlyList<Call> legs, TimeSpan timeout)
    {
        _legs.AddRange(legs.Where(leg => !leg.IsEnded));
        if (_legs.Count == 0)
        {
            Fail(HangupCause.ServiceUnavailable);
            return;
        }
        _timeout.Start(timeout);
    }

    public void OnRinging(Call leg)
    {
        if (!_isOver)
        {
            _ringing(leg);
        }
    }

    public void OnAnswered(Call leg)
    {
        if (_isOver)
        {
            // Two phones answered at once; the other one was quicker.
            leg.End(HangupCause.LoseRace, ElsewhereReason);
            return;
        }
        _isOver = true;
        _timeout.Stop();
        _answered(leg);
        EndAll(except: leg, HangupCause.LoseRace, ElsewhereReason);
        _outcome.TrySetResult(null);
    }

    public void OnEnded(Call leg, HangupCause cause)
    {
        _legs.Remove(leg);
        if (_isOver)
        {
            return;
        }
        _failure = Worse(_failure, cause);
        if (_legs.Count == 0 || cause.SipStatus >= 600)
        {
            // A 6xx speaks for all phones of the party (RFC 3261 21.6).
            Fail(_failure);
        }
    }

    /// <summary>Stops the ringing, because the caller is gone.</summary>
    public void Abort(HangupCause cause) => Fail(cause);

    /// <summary>Stops the ringing, because the call is answered elsewhere or sent elsewhere: nobody failed.</summary>
    public void Withdraw()
    {
        if (_isOver)
        {
            return;
        }
        _isOver = true;
        _timeout.Stop();
        EndAll(except: null, HangupCause.PickedOff, ElsewhereReason);
        _outcome.TrySetResult(null);
    }

    private void Fail(HangupCause cause)
    {
        if (_isOver)
        {
            return;
        }
        _isOver = true;
        _timeout.Stop();
        EndAll(except: null, cause, reason: null);
        _outcome.TrySetResult(cause);
    }

    private void EndAll(Call? except, HangupCause cause, string? reason)
    {
        foreach (var leg in _legs.ToArray())
        {
            if (leg != except)
            {
                leg.End(cause, reason);
            }
        }
    }

    // What the caller is told when phones fail in different ways: the answer of a person before that of a machine.
    private static HangupCause Worse(HangupCause? known, HangupCause cause) => known is null || Rank(cause) > Rank(known) ? cause : known;

    private static int Rank(HangupCause cause) => cause.SipStatus switch
    {
        >= 600 => 3,
        486 => 2,
        480 => 1,
        _ => 0,
    };
}
