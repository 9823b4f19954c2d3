using Tandem.Pbx.Model;
using Tandem.Sip.Loop;
using Tandem.Switch.Calls.Dialling;

namespace Tandem.Switch.Calls;

/// <summary>
/// Several phones that ring for one call: the first answer wins, and the others are cancelled without waiting for them (RFC 3261 16.7
/// in spirit, as a back-to-back user agent). Belongs to the signalling loop.
/// </summary>
internal sealed class Fork
{
    private readonly List<Call> _legs = [];
    private readonly TaskCompletionSource<HangupCause?> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SignalLoop _loop;
    private readonly Dial _dial;
    private readonly LoopTimer _timeout;
    private List<LoopTimer>? _delays;
    private List<Call>? _early;
    private HangupCause? _failure;
    private TimeSpan _ringTime;
    private int _coming;

    /// <param name="loop">The signalling loop.</param>
    /// <param name="dial">Whose phones they are.</param>
    /// <param name="targets">How many targets there are, each of which ends in <see cref="OnTargetStarted"/>.</param>
    public Fork(SignalLoop loop, Dial dial, int targets)
    {
        _loop = loop;
        _dial = dial;
        _coming = targets;
        _timeout = new LoopTimer(loop, () => Fail(HangupCause.NoAnswer));
    }

    /// <summary>Null once a phone answered; else why none did.</summary>
    public Task<HangupCause?> Outcome => _outcome.Task;

    /// <summary>Whether it is decided who gets the call.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The leg that answered.</summary>
    public Call? Winner { get; private set; }

    /// <summary>The leg that is heard before any has answered: of several, the one that began last.</summary>
    public Call? Heard => _early is { Count: > 0 } early ? early[^1] : null;

    /// <summary>The legs that ring, and the one that has answered.</summary>
    public IReadOnlyList<Call> Legs => _legs;

    /// <summary>The leg for which they ring; null for none.</summary>
    public Call? For => _dial.Caller ?? _dial.Joined;

    /// <summary>Whether the winner has the call: from then on the fork is no concern of its end.</summary>
    public bool IsConnected { get; set; }

    /// <summary>For whom the phones ring; null for a program.</summary>
    public Call? Caller => _dial.Caller;

    /// <summary>Lets the phones ring for so long.</summary>
    public void Start(TimeSpan ringTime)
    {
        _ringTime = ringTime;
        _timeout.Start(ringTime);
    }

    /// <summary>Begins something later, unless it is decided before.</summary>
    public void After(TimeSpan delay, Action work)
    {
        var timer = new LoopTimer(_loop, work);
        (_delays ??= []).Add(timer);
        timer.Start(delay);
    }

    /// <summary>Adds a leg whose INVITE is sent; one that could not be called has ended already.</summary>
    public void Add(Call leg)
    {
        if (!leg.IsEnded)
        {
            _legs.Add(leg);
        }
    }

    /// <summary>The legs of a target are all there, or there are none.</summary>
    /// <param name="failure">Why it has none.</param>
    public void OnTargetStarted(HangupCause? failure)
    {
        _coming--;
        if (failure is not null)
        {
            _failure = Worse(_failure, failure);
        }
        FailIfNobodyIsLeft();
    }

    public void OnRinging(Call leg)
    {
        if (!IsOver)
        {
            _dial.OnRinging(leg, isHeard: Heard is not null);
        }
    }

    /// <summary>
    /// A phone is heard before it answers. The one that begins last has the caller's ear, as what is new is more likely meant for it, until it fails or
    /// a phone answers; then who was heard before is heard again.
    /// </summary>
    public void OnEarlyMedia(Call leg)
    {
        if (IsOver || (_early?.Contains(leg) == true && Heard != leg) || !_dial.OnEarlyMedia(leg) || Heard == leg)
        {
            return;
        }
        (_early ??= []).Add(leg);
        _timeout.Start(_dial.EarlyMediaTimeout);
    }

    public void OnAnswered(Call leg)
    {
        if (IsOver)
        {
            // Two phones answered at once; the other one was quicker.
            leg.End(HangupCause.LoseRace);
            return;
        }
        Decide();
        Winner = leg;
        _dial.OnAnswered(this, leg);
        EndAll(except: leg, HangupCause.LoseRace);
        _outcome.TrySetResult(null);
    }

    public void OnEnded(Call leg, HangupCause cause)
    {
        _legs.Remove(leg);
        var isReplaced = _dial.OnLegEnded(this, leg, cause);
        if (IsOver || isReplaced)
        {
            return;
        }
        StopHearing(leg);
        _failure = Worse(_failure, cause);
        if (cause.SipStatus >= 600 || _dial.IsFollowed(leg))
        {
            // A 6xx speaks for all phones of the party (RFC 3261 21.6), and so does who sends the caller elsewhere.
            EndAll(except: leg, cause, leg.Destination?.Target);
        }
        FailIfNobodyIsLeft();
    }

    private void StopHearing(Call leg)
    {
        var wasHeard = Heard == leg;
        _early?.Remove(leg);
        if (!wasHeard)
        {
            return;
        }
        if (Heard is { } former)
        {
            _dial.OnEarlyMedia(former);
            return;
        }
        _dial.OnEarlyMediaEnded();
        _timeout.Start(_ringTime);
    }

    /// <summary>Stops the ringing, because the caller is gone.</summary>
    public void Abort(HangupCause cause)
    {
        if (IsOver && !IsConnected)
        {
            Winner?.End(cause);
        }
        Fail(cause);
    }

    private void FailIfNobodyIsLeft()
    {
        if (_legs.Count == 0 && _coming == 0)
        {
            Fail(_failure ?? HangupCause.ServiceUnavailable);
        }
    }

    /// <summary>Stops the ringing, because the call is answered elsewhere or sent elsewhere: nobody failed.</summary>
    public void Withdraw() => Fail(HangupCause.PickedOff);

    private void Fail(HangupCause cause)
    {
        if (IsOver)
        {
            return;
        }
        Decide();
        EndAll(except: null, cause);
        _outcome.TrySetResult(cause);
    }

    private void Decide()
    {
        IsOver = true;
        _timeout.Stop();
        _delays?.ForEach(timer => timer.Stop());
    }

    private void EndAll(Call? except, HangupCause cause, DialTarget? target = null)
    {
        foreach (var leg in _legs.ToArray())
        {
            if (leg != except && (target is null || leg.Destination?.Target == target))
            {
                leg.End(cause);
            }
        }
    }

    // What the caller is told when phones fail in different ways: the answer of a person before that of a machine.
    private static HangupCause Worse(HangupCause? known, HangupCause cause) => known is null || Rank(cause) > Rank(known) ? cause : known;

    private static int Rank(HangupCause cause) => cause.SipStatus switch
    {
        >= 600 => 4,
        486 => 3,
        480 => 2,
        487 => 0,
        _ => 1,
    };
}
