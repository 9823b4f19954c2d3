using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Sip.Dialogs;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Calls;

/// <summary>A call that rings at one phone is answered at another; a call at one phone is taken over by another.</summary>
internal sealed partial class CallManager
{
    /// <summary>Answers, by a leg that dialled the code for it, what rings at an extension.</summary>
    private void PickUp(Call picker, string number)
    {
        var ringing = _calls.Values.FirstOrDefault(leg => leg is { IsOutbound: true, IsAnswered: false, IsEnded: false } && leg.Account?.Number == number
            && picker.Account is not null && leg.Home == picker.Home && CallerOf(leg) is { } caller && caller != picker);
        if (ringing is null)
        {
            picker.End(picker.Account is null ? HangupCause.Forbidden : HangupCause.CallDoesNotExist);
        }
        else if (!PickUp(picker, ringing))
        {
            picker.End(HangupCause.IncompatibleDestination);
        }
    }

    /// <summary>Rings an extension's own phones, and connects the first that answers with who calls a phone that rings elsewhere.</summary>
    /// <returns>The outcome, once a phone of the extension has answered; or why not.</returns>
    public Task<CallOutcome> PickUpAsync(SipAccount account, Call ringing) =>
        ringing.IsEnded || ringing.IsAnswered || CallerOf(ringing) is not { } caller
            ? Task.FromResult(ringing.IsEnded ? CallOutcome.Ended : CallOutcome.NotConnected)
            : RingAsync(account, caller.Own, caller, ringing, leg =>
                ringing is { IsEnded: false, IsAnswered: false } && PickUp(leg, ringing) ? CallOutcome.Done : CallOutcome.Ended);

    /// <summary>An INVITE takes the place of a call of ours (RFC 3891), where its caller may.</summary>
    private void Replace(Call call, InviteSession replaced)
    {
        if (replaced.Handler is not Call { IsEnded: false } other)
        {
            call.Refuse(481);
        }
        else if (call.Account is null || call.Home != other.Home)
        {
            call.Refuse(603);
        }
        else if (!other.IsAnswered)
        {
            if (CallerOf(other) is null || !PickUp(call, other))
            {
                call.Refuse(481);
            }
        }
        else if (other.Account?.Number != call.Account.Number || other.IsInTransfer || other.Peer is not { IsInTransfer: false } peer)
        {
            // Nobody takes over a call of somebody else's.
            call.Refuse(603);
        }
        else
        {
            TakeOver(call, other, peer);
        }
    }

    private bool PickUp(Call picker, Call ringing)
    {
        var caller = CallerOf(ringing)!;
        if (picker.PrepareMedia() is not null || !caller.AlignWith(picker) || !caller.Answer())
        {
            return false;
        }
        // The losers first: to accept an INVITE with Replaces ends what it replaces.
        var fork = caller.Ringing!;
        caller.Ringing = null;
        fork.Withdraw();
        if (!picker.AnswerFor(caller))
        {
            caller.Fail(HangupCause.NormalClearing);
            return false;
        }
        picker.TakeAway();
        var left = caller.LeavePeer();
        caller.Join(picker);
        if (!caller.TryCompleteTransfer(picker))
        {
            NotePickedUp(caller, picker, left, ringing.Own.Number);
        }
        caller.Raise(CallEventKind.Bridged);
        picker.Raise(CallEventKind.Bridged);
        caller.ShowConnected(picker);
        left?.OnLeft(caller, isWire: false);
        return true;
    }

    private void TakeOver(Call call, Call replaced, Call peer)
    {
        if (call.PrepareMedia() is not null || !peer.AlignWith(call))
        {
            call.Refuse(488);
            return;
        }
        replaced.Part(peer);
        replaced.End(HangupCause.PickedOff);
        if (!call.AnswerFor(peer))
        {
            peer.OnLeft(replaced, isWire: false);
            return;
        }
        peer.Join(call);
        NotePickedUp(peer, call, left: null, call.Own.Number);
        peer.Raise(CallEventKind.Bridged);
        call.Raise(CallEventKind.Bridged);
    }

    /// <summary>For whom a phone rings: the leg whose fork it is in; null where that is nobody who could be connected.</summary>
    private Call? CallerOf(Call ringing) => ringing.Fork is { } fork
        ? _calls.Values.FirstOrDefault(caller => caller.Ringing == fork && !caller.IsEnded)
        : null;
}
