using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Calls.Holding;

namespace Tandem.Switch.Calls;

public sealed partial class Call
{
    private const int MostDelays = 40;

    private static readonly TimeSpan ChangeDelay = TimeSpan.FromMilliseconds(250);

    private Queue<SessionChange>? _changes;
    private SessionChange? _change;
    private LoopTimer? _changeTimer;

    /// <summary>Offers the phone a change. One goes after the other; where the phone changes something itself, that goes first.</summary>
    /// <param name="change">The change.</param>
    /// <param name="isEarly">Whether it may be made before the call is answered.</param>
    private Task<CallOutcome> ChangeAsync(SessionChange change, bool isEarly = false)
    {
        if (IsEnded || !(IsAnswered || isEarly))
        {
            change.End(IsEnded ? CallOutcome.Ended : CallOutcome.NotConnected);
        }
        else
        {
            (_changes ??= []).Enqueue(change);
            SendNextChange();
        }
        return change.Outcome;
    }

    private void SendNextChange()
    {
        while (!IsEnded && _change is null && _changes is { Count: > 0 } && _changeTimer is not { IsRunning: true })
        {
            var next = _changes.Peek();
            if (next.Send())
            {
                _change = _changes.Dequeue();
            }
            else if (++next.Delays < MostDelays)
            {
                (_changeTimer ??= new LoopTimer(_manager.Loop, SendNextChange)).Start(ChangeDelay);
            }
            else
            {
                _changes.Dequeue().End(CallOutcome.Busy);
            }
        }
    }

    private void OnChangeAnswered(SipMessage response)
    {
        var change = _change;
        _change = null;
        change?.Answer(response);
        SendNextChange();
    }

    private void EndChanges()
    {
        _changeTimer?.Stop();
        _change?.End(CallOutcome.Ended);
        _change = null;
        while (_changes is { Count: > 0 })
        {
            _changes.Dequeue().End(CallOutcome.Ended);
        }
    }
}
