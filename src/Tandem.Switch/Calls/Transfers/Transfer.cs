using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Sip.Referrals;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Calls.Transfers;

/// <summary>
/// A leg on its way to a target: blind, or to one that still rings for a call of the transferor's own. It waits with music, then with ringback;
/// where the target cannot be reached, it comes back to the transferor if that is still there.
/// </summary>
/// <param name="manager">The exchange's calls.</param>
/// <param name="transferee">The leg that is transferred.</param>
/// <param name="transferors">The legs of who transfers: the one that talked with the transferee first, if it is there. They end when it is done.</param>
/// <param name="target">The number, as people are told it.</param>
/// <param name="referral">The REFER that asked for it; null where a program or a command did.</param>
/// <param name="kind">What the model calls it: transferred, or redirected.</param>
internal sealed class Transfer(
    CallManager manager, Call transferee, IReadOnlyList<Call> transferors, string target, IncomingReferral? referral, ChangeKind kind = ChangeKind.Transferred) : ITransfer
{
    private readonly TaskCompletionSource<TransferResult> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ringing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool _tookOver;

    /// <summary>How it came out.</summary>
    public Task<TransferResult> Outcome => _outcome.Task;

    /// <summary>Done when the target rings.</summary>
    public Task Ringing => _ringing.Task;

    public IEnumerable<Call> Legs => transferors.Prepend(transferee);

    private HangupCause Cause => transferors.Count > 1 ? HangupCause.AttendedTransfer : HangupCause.BlindTransfer;

    private bool IsOver => _outcome.Task.IsCompleted;

    /// <summary>Parts the legs, and sends the transferee to the target's number.</summary>
    public void Start(SipAccount? onBehalfOf)
    {
        Part();
        _ = manager.RouteAsync(transferee, target, onBehalfOf);
    }

    /// <summary>Parts the legs, and lets the transferee wait for the phones that ring for another leg already.</summary>
    /// <param name="caller">The other leg; one of the transferors.</param>
    public void TakeOver(Call caller)
    {
        Part();
        _tookOver = true;
        transferee.TakeRinging(caller);
        foreach (var ringing in transferee.Ringing!.Legs)
        {
            ringing.ShowCaller(transferee);
        }
        transferee.Ring();
    }

    public bool KeepsWaiting(Call leg) => leg == transferee && leg.Peer is null;

    public void OnRinging(Call leg)
    {
        if (leg == transferee)
        {
            referral?.Notify(180);
            _ringing.TrySetResult();
        }
    }

    public bool OnJoined(Call leg, Call other)
    {
        if (leg != transferee)
        {
            return false;
        }
        Finish(new TransferResult(CallOutcome.Done));
        leg.ForgetRinging();
        leg.TakeAway();
        manager.NoteJoined(leg, other, Left(), kind, target);
        Complete();
        leg.ShowConnected(other);
        if (_tookOver)
        {
            // Its phone rang with the name of who transferred.
            other.ShowConnected(leg);
        }
        return true;
    }

    public bool OnEntered(Call leg, string application)
    {
        if (leg != transferee)
        {
            return false;
        }
        Finish(new TransferResult(CallOutcome.Done));
        manager.Model.Transfer(leg, application, Left(), kind, target);
        Complete();
        return true;
    }

    public bool OnFailed(Call leg, HangupCause cause)
    {
        if (leg != transferee)
        {
            return false;
        }
        Finish(new TransferResult(CallOutcome.Refused, cause));
        leg.ForgetRinging();
        referral?.Notify(cause.SipStatus == 487 ? 480 : cause.SipStatus);
        if (transferors.FirstOrDefault(transferor => !transferor.IsEnded && transferor.IsAnswered && transferor.Peer is null) is { } transferor)
        {
            transferor.BridgeWith(leg);
            return true;
        }
        leg.NoteApart();
        if (leg.IsProgrammed)
        {
            // A program goes on with its leg; who transferred it talks with somebody else by now.
            manager.GoOn(leg);
        }
        return leg.IsProgrammed;
    }

    public bool OnLeft(Call leg) => false;

    public HangupCause OnEnding(Call leg, HangupCause cause)
    {
        if (leg != transferee)
        {
            // It need not wait for the end.
            leg.LeaveTransfer();
            return Cause;
        }
        if (!IsOver)
        {
            Finish(new TransferResult(CallOutcome.Ended, cause));
            referral?.Notify(487);
            foreach (var transferor in Left())
            {
                transferor.OnLeft(leg, isWire: false);
            }
        }
        return cause;
    }

    private void Part()
    {
        foreach (var leg in Legs)
        {
            leg.EnterTransfer(this);
        }
        referral?.Accept();
        transferee.Separate();
        manager.Model.Depart(transferee, transferors, target);
    }

    private List<Call> Left() => [.. transferors.Where(transferor => !transferor.IsEnded)];

    private void Finish(TransferResult result)
    {
        foreach (var leg in Legs)
        {
            leg.LeaveTransfer();
        }
        manager.NoteParted(transferee);
        _outcome.TrySetResult(result);
    }

    private void Complete()
    {
        referral?.Notify(200);
        transferee.Raise(CallEventKind.Transferred, target);
        foreach (var transferor in Left())
        {
            transferor.Ringing = null;
            transferor.End(Cause);
        }
    }
}
