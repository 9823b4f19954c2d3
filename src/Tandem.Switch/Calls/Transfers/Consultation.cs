using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Switch.Calls.Transfers;

/// <summary>
/// A leg that asks somebody, while the one that it talked with waits with music. It ends in a transfer when the asking leg hangs up, or is told
/// to complete it; and in the call as it was when the one asked does not answer, or leaves.
/// </summary>
/// <param name="manager">The exchange's calls.</param>
/// <param name="asking">The leg that asks.</param>
/// <param name="waiting">The leg that waits.</param>
/// <param name="target">The number asked.</param>
internal sealed class Consultation(CallManager manager, Call asking, Call waiting, string target) : ITransfer
{
    private bool _wasTold;

    public IEnumerable<Call> Legs => [asking, waiting];

    /// <summary>Parts the two, and calls the number in the name of the asking leg.</summary>
    public void Start()
    {
        asking.EnterTransfer(this);
        waiting.EnterTransfer(this);
        waiting.Separate();
        manager.Model.Consult(asking, waiting, target);
        _ = manager.RouteAsync(asking, target, asking.Account);
    }

    /// <summary>Whether a leg is the one asked.</summary>
    public bool Asks(Call leg) => leg == asking || leg == waiting || leg == asking.Peer;

    /// <summary>Connects the one that waits with the one asked, answered or still ringing; the asking leg leaves.</summary>
    /// <param name="isLeaving">Whether the asking leg is on its way out anyhow.</param>
    /// <returns>False where nobody was asked yet.</returns>
    public bool Complete(bool isLeaving = false)
    {
        if (waiting.IsEnded)
        {
            return false;
        }
        if (asking.Peer is { } asked)
        {
            Finish();
            asking.Separate();
            waiting.Join(asked);
            waiting.TakeAway();
            asked.TakeAway();
            manager.NoteJoined(waiting, asked, [asking], ChangeKind.Transferred, target);
            waiting.Raise(CallEventKind.Transferred, target);
            waiting.ShowConnected(asked);
            asked.ShowConnected(waiting);
        }
        else if (asking.Ringing is not null)
        {
            Finish();
            new Transfer(manager, waiting, [asking], target, referral: null).TakeOver(asking);
        }
        else
        {
            return false;
        }
        if (!isLeaving)
        {
            asking.End(HangupCause.AttendedTransfer);
        }
        return true;
    }

    public bool KeepsWaiting(Call leg) => leg == waiting && leg.Peer is null;

    public void OnRinging(Call leg)
    {
        // The asking leg hears it, as any caller.
    }

    public bool OnJoined(Call leg, Call other)
    {
        if (leg == asking)
        {
            _wasTold = true;
            asking.ShowConnected(other);
            if (waiting.IsEnded)
            {
                Finish();
            }
        }
        return false;
    }

    public bool OnEntered(Call leg, string application) => false;

    public bool OnFailed(Call leg, HangupCause cause) => leg == asking && Return();

    public bool OnLeft(Call leg) => leg == asking && Return();

    public HangupCause OnEnding(Call leg, HangupCause cause)
    {
        if (leg == asking)
        {
            if (Complete(isLeaving: true))
            {
                return HangupCause.AttendedTransfer;
            }
            Finish();
            if (!waiting.IsEnded)
            {
                waiting.OnLeft(leg, isWire: false);
            }
        }
        else if (asking.Peer is not null)
        {
            Finish();
        }
        return cause;
    }

    private bool Return()
    {
        Finish();
        if (waiting.IsEnded)
        {
            return false;
        }
        asking.BridgeWith(waiting);
        if (_wasTold)
        {
            asking.ShowConnected(waiting);
        }
        return true;
    }

    private void Finish()
    {
        asking.LeaveTransfer();
        waiting.LeaveTransfer();
        manager.NoteParted(asking);
    }
}
