using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Referrals;
using Tandem.Sip.Transport;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Calls.Holding;
using Tandem.Switch.Calls.Transfers;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Calls;

internal sealed partial class CallManager
{
    /// <summary>What parties on hold hear.</summary>
    public MusicOnHold MusicOnHold => _options.MusicOnHold;

    /// <summary>Which headers tell phones whom they talk with.</summary>
    public IdentityHeaders IdentityHeaders => _options.IdentityHeaders;

    /// <summary>A party as the phone of a flow may call it back.</summary>
    /// <param name="party">The party.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="host">By what host the phone reaches the party; null for the exchange's own address.</param>
    public NameAddress IdentityOf(Party party, SipFlow flow, string? host) => Presentation.AddressOf(party, _agent.Stack.AddressFor(flow), host);

    /// <summary>A phone asks for a transfer (REFER): refuses what it may not, and does the rest.</summary>
    public async void Refer(Call transferor, IncomingReferral referral)
    {
        try
        {
            var refusal = await RefusalOfAsync(transferor, referral);
            if (refusal is not null)
            {
                refusal(referral);
            }
            else if (referral.Replaces is { } replaces)
            {
                await ReferToCallAsync(transferor, referral, replaces);
            }
            else if (Transfer(transferor, referral.ReferTo.Uri.ToString(), referral).Outcome is not CallOutcome.Done and var outcome)
            {
                referral.Reject(StatusOf(outcome));
            }
        }
        catch (Exception exception)
        {
            _refusals.OnCallFailed(exception, referral.ReferTo.Uri.User, transferor.Session.Flow.Remote);
            referral.Reject(500);
        }
    }

    /// <summary>Sends the leg that another one talks with to a number.</summary>
    /// <returns>The transfer under way; or why there is none.</returns>
    public (CallOutcome Outcome, Transfer? Transfer) Transfer(Call transferor, string number, IncomingReferral? referral)
    {
        if (ObstacleTo(transferor) is { } obstacle)
        {
            return (obstacle, null);
        }
        var transferee = transferor.Peer!;
        number = Write(transferor, number);
        if (number == transferor.Own.Number || (number == transferee.Own.Number && transferee.Home == transferor.Home))
        {
            // Nobody can talk with himself, and who transfers a call to himself has it.
            return (CallOutcome.Refused, null);
        }
        return (CallOutcome.Done, Start(transferee, [transferor], number, referral, transferor.Account));
    }

    /// <summary>Sends a leg itself elsewhere; who it talks with is left.</summary>
    /// <returns>The transfer under way, where the leg is answered; or why there is none.</returns>
    public (CallOutcome Outcome, Transfer? Transfer) Redirect(Call call, string number)
    {
        if (call.IsEnded || call.IsInTransfer || call.Peer is { IsInTransfer: true })
        {
            return (call.IsEnded ? CallOutcome.Ended : CallOutcome.Busy, null);
        }
        number = Write(call, number);
        if (number == call.Own.Number)
        {
            return (CallOutcome.Refused, null);
        }
        if (call.IsAnswered)
        {
            return (CallOutcome.Done, Start(call, call.Peer is { } peer ? [peer] : [], number, referral: null, call.Account, ChangeKind.Redirected));
        }
        if (call.IsOutbound)
        {
            return (CallOutcome.NotConnected, null);
        }
        call.Ringing?.Withdraw();
        call.Ringing = null;
        call.TakeAway();
        Model.Redirect(call, number);
        _ = RouteAsync(call, number, call.Account);
        return (CallOutcome.Done, null);
    }

    /// <summary>Lets the leg that another one talks with wait, and connects that one with a number.</summary>
    public CallOutcome Consult(Call asking, string number)
    {
        if (ObstacleTo(asking) is { } obstacle)
        {
            return obstacle;
        }
        number = Write(asking, number);
        if (number == asking.Own.Number)
        {
            return CallOutcome.Refused;
        }
        new Consultation(this, asking, asking.Peer!, number).Start();
        return CallOutcome.Done;
    }

    /// <summary>Joins the other sides of two legs of one party, who then leaves.</summary>
    public async Task<TransferResult> TransferAsync(Call first, Call second, IncomingReferral? referral)
    {
        if (first == second || first.IsEnded || second.IsEnded)
        {
            return new TransferResult(first.IsEnded || second.IsEnded ? CallOutcome.Ended : CallOutcome.NotConnected);
        }
        if (first.IsInTransfer || second.IsInTransfer || first.Peer is { IsInTransfer: true } || second.Peer is { IsInTransfer: true })
        {
            return new TransferResult(CallOutcome.Busy);
        }
        switch (first.Peer, second.Peer)
        {
            case ({ } one, { } other) when one == second || other == first:
                return new TransferResult(CallOutcome.NotConnected);
            case ({ } one, { } other):
                return Join(first, second, one, other, referral);
            case ({ } one, null) when second.Ringing is not null:
                var waiting = new Transfer(this, one, [first, second], second.Called.Number ?? "", referral);
                waiting.TakeOver(second);
                return await waiting.Outcome;
            case ({ } one, null) when second is { IsOutbound: false, Called.Number: { } number }:
                return await Start(one, [first, second], number, referral, first.Account).Outcome;
            case (null, { } other) when first is { IsOutbound: false, Called.Number: { } number }:
                return await Start(other, [second, first], number, referral, first.Account).Outcome;
            default:
                return new TransferResult(CallOutcome.NotConnected);
        }
    }

    private TransferResult Join(Call first, Call second, Call one, Call other, IncomingReferral? referral)
    {
        if (!one.AlignWith(other))
        {
            return new TransferResult(CallOutcome.Refused, HangupCause.IncompatibleDestination);
        }
        referral?.Accept();
        first.Separate();
        second.Separate();
        one.Join(other);
        one.TakeAway();
        other.TakeAway();
        NoteJoined(one, other, [first, second], ChangeKind.Transferred, other.Own.Number);
        referral?.Notify(200);
        foreach (var leg in (Call[])[one, other])
        {
            leg.Raise(CallEventKind.Transferred, leg.Peer!.Own.Number);
            leg.ShowConnected(leg.Peer!);
        }
        first.End(HangupCause.AttendedTransfer);
        second.End(HangupCause.AttendedTransfer);
        return new TransferResult(CallOutcome.Done);
    }

    private Transfer Start(
        Call transferee, IReadOnlyList<Call> transferors, string number, IncomingReferral? referral, SipAccount? onBehalfOf, ChangeKind kind = ChangeKind.Transferred)
    {
        transferee.ReferralHeaders = referral?.ReferredBy is { } referrer ? [("Referred-By", referrer.ToString())] : [];
        var transfer = new Transfer(this, transferee, transferors, number, referral, kind);
        transfer.Start(onBehalfOf);
        return transfer;
    }

    private async Task ReferToCallAsync(Call transferor, IncomingReferral referral, Sip.Headers.Replaces replaces)
    {
        if ((_agent.Find(replaces.Dialog)?.Handler as Call) is not { IsEnded: false } consultation)
        {
            // The one asked has hung up meanwhile.
            referral.Reject(481);
        }
        else if (consultation.Home != transferor.Home || consultation.Account?.Number != transferor.Account!.Number)
        {
            referral.Reject(403);
        }
        else if (await TransferAsync(transferor, consultation, referral) is { IsDone: false } result)
        {
            referral.Reject(StatusOf(result.Outcome));
        }
    }

    /// <summary>How a REFER is refused before anything is done for it; null where it is not.</summary>
    private async Task<Action<IncomingReferral>?> RefusalOfAsync(Call transferor, IncomingReferral referral)
    {
        if (transferor.Account is not { } account)
        {
            return Status(403);
        }
        if (_options.ReferNeedsAuthentication)
        {
            var (outcome, shown) = await _authenticator.AuthenticateAsync(
                referral.Request, transferor.Session.Flow.Remote, SipHeaderName.ProxyAuthorization, CancellationToken.None);
            if (outcome is AuthenticationOutcome.Refused or AuthenticationOutcome.Locked || (shown is not null && _domains.KeyOf(shown) != _domains.KeyOf(account)))
            {
                return Status(403);
            }
            if (outcome != AuthenticationOutcome.Accepted)
            {
                return refused => refused.Reject(407, response => _authenticator.Challenge(response, outcome));
            }
        }
        var uri = referral.ReferTo.Uri;
        return !uri.IsSip || string.IsNullOrEmpty(uri.User) || uri.Host.Length == 0 ? Status(400)
            : referral.Method != SipMethod.Invite ? Status(501)
            : referral.Replaces is null && !MayBeReached(uri, transferor) ? Status(403)
            : null;

        static Action<IncomingReferral> Status(int status) => refused => refused.Reject(status);
    }

    // An address of this exchange, or of a host that is open to the leg's domain; whether its user may dial it is asked at the door.
    private bool MayBeReached(SipUri uri, Call call) =>
        Understand(call.Session.Flow, call.NameOfUs, uri, call.Home).Address is null || _policies.Of(call.Home).IsForeignHost(uri.Host);

    private static CallOutcome? ObstacleTo(Call transferor) =>
        transferor.IsEnded ? CallOutcome.Ended
        : !transferor.IsAnswered || transferor.Peer is not { } peer ? CallOutcome.NotConnected
        : transferor.IsInTransfer || peer.IsInTransfer ? CallOutcome.Busy
        : null;

    private static int StatusOf(CallOutcome outcome) => outcome switch
    {
        CallOutcome.NotConnected => 400,
        CallOutcome.Busy => 491,
        CallOutcome.Ended => 481,
        _ => 403,
    };
}
