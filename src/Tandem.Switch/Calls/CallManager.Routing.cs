using Tandem.Pbx.Model;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Calls.Policy;
using Tandem.Switch.Directory;
using Tandem.Switch.Routing;

namespace Tandem.Switch.Calls;

/// <summary>Where a number leads.</summary>
internal sealed partial class CallManager
{
    /// <summary>How often a call may be forwarded before it counts as going round in a circle.</summary>
    public const int MaxForwards = 10;

    /// <summary>Sends a leg where a number leads. Where that is nowhere, the leg ends, or goes back to who transferred it.</summary>
    /// <param name="call">The leg.</param>
    /// <param name="number">The number, or a SIP address.</param>
    /// <param name="onBehalfOf">The user who has sent it there, by a forward, a redirection or a transfer, and as whom the number is dialled; null for the leg's own.</param>
    internal async Task RouteAsync(Call call, string number, SipAccount? onBehalfOf = null)
    {
        try
        {
            if (await TryRouteAsync(call, number, onBehalfOf) is { } failure)
            {
                call.Fail(failure);
            }
        }
        catch (Exception exception)
        {
            _refusals.OnCallFailed(exception, number, call.Session.Flow.Remote);
            call.Fail(HangupCause.ServerError);
        }
    }

    /// <summary>Sends a leg where a number leads.</summary>
    /// <returns>Null once it has been there; else why it could not be connected, and then it is still there.</returns>
    private async Task<HangupCause?> TryRouteAsync(Call call, string number, SipAccount? onBehalfOf)
    {
        var user = onBehalfOf ?? call.Account;
        var dialled = Understand(call, number, user is null ? call.Home : _domains.Of(user));
        if (BarrierTo(call, dialled, user) is { } barrier)
        {
            return barrier;
        }
        if (dialled.Address is { } address)
        {
            return await ConnectAsync(call, address);
        }
        var failure = await TryRouteAsync(call, dialled.Number, dialled.Domain);
        // A domain need not have an emergency route of its own.
        return failure == HangupCause.UnallocatedNumber && dialled.Domain != _domains.Default && _policies.Of(dialled.Domain).IsEmergency(dialled.Number)
            ? await TryRouteAsync(call, dialled.Number, _domains.Default)
            : failure;
    }

    private async Task<HangupCause?> TryRouteAsync(Call call, string number, SipDomain domain)
    {
        call.DialsIn = domain;
        if (_routes.Find(number, domain) is { } route)
        {
            await RunAsync(route, call);
            return null;
        }
        return await _domains.FindAsync(_accounts, number, domain, CancellationToken.None) is { } account
            ? await ConnectAsync(call, account, call.RingTimeout)
            : HangupCause.UnallocatedNumber;
    }

    /// <summary>Whether a call is to an emergency number, for which no limit is.</summary>
    public bool IsEmergency(SipMessage invite) => invite.RequestUri?.User is { } number && _policies.Of(_domains.Of(invite)).IsEmergency(number);

    /// <summary>Why a user may not dial something; null where it may.</summary>
    private HangupCause? BarrierTo(Call call, DialledTarget dialled, SipAccount? user)
    {
        var home = user is null ? call.Home : _domains.Of(user);
        var policy = _policies.Of(home);
        var isOwn = dialled.Address is null && dialled.Domain == home;
        if (isOwn && policy.IsEmergency(dialled.Number))
        {
            _refusals.OnEmergencyCall(user is null ? null : _domains.KeyOf(user), dialled.Number, call.Session.Flow.Remote);
            return null;
        }
        // Strangers reach only what AnonymousNumbers opens to them, and nothing outside.
        var cause = user is null ? (isOwn ? null : HangupCause.OutgoingCallBarred)
            : dialled.Address is { } address ? policy.Admit(call, address, user)
            : isOwn || MayCross(policy, dialled) ? policy.Admit(call, dialled.Number, user)
            : HangupCause.OutgoingCallBarred;
        if (cause is null)
        {
            return null;
        }
        var name = dialled.Address is not null ? DestinationClass.Foreign : isOwn ? policy.ClassOf(dialled.Number) : DestinationClass.OtherDomain;
        _metrics.Refused(cause == HangupCause.CallLimit ? "user_calls" : cause == HangupCause.CallRate ? "user_rate" : "class");
        _refusals.OnDialRefused(
            user is null ? "anonymous" : _domains.KeyOf(user), dialled.Address?.ToString() ?? dialled.Number, name, cause, call.Session.Flow.Remote);
        call.Raise(CallEventKind.Barred, $"{name} {cause}");
        return cause;
    }

    // To its extensions, and not by its routes to where calls cost it money.
    private bool MayCross(DialPolicy policy, DialledTarget dialled) =>
        policy.IsBetweenDomains && _policies.Of(dialled.Domain) is { IsBetweenDomains: true } other && other.ClassOf(dialled.Number) == DestinationClass.Internal;

    private static async Task RunAsync(Route route, Call call)
    {
        var turn = call.Enter(route.Name);
        await route.Handler(call);
        call.Leave(turn);
    }

    /// <summary>Connects a leg with an address at another host. What that says to go elsewhere is not followed.</summary>
    /// <returns>Null once the connected call is over; else why nobody answered.</returns>
    private async Task<HangupCause?> ConnectAsync(Call caller, SipUri address)
    {
        var request = new DialRequest(DialTarget.Foreign(Bare(address))) { RingTimeout = caller.RingTimeout, CallerId = caller.ShownAs };
        var result = await DialAsync(caller, request, CancellationToken.None);
        if (!result.IsAnswered && result.Cause != HangupCause.PickedOff)
        {
            return result.Cause;
        }
        await caller.WhenApartAsync();
        return null;
    }

    /// <summary>Connects a leg with an extension, as the extension wants it: its phones, or where it forwards its calls to.</summary>
    /// <returns>Null once the connected call is over; else why nobody answered.</returns>
    private async Task<HangupCause?> ConnectAsync(Call caller, SipAccount target, TimeSpan? timeout)
    {
        var extension = Model.FindExtension(_domains.KeyOf(target));
        if (extension?.ForwardAlways?.Number is { } always)
        {
            return await ForwardAsync(caller, target, always, "unconditional");
        }
        HangupCause? failure = HangupCause.UserBusy;
        if (extension is not { DoNotDisturb: true })
        {
            var result = await DialAsync(caller, new DialRequest(DialTarget.User(target)) { RingTimeout = timeout, CallerId = caller.ShownAs }, CancellationToken.None);
            if (result.IsAnswered || result.Cause == HangupCause.PickedOff)
            {
                await caller.WhenApartAsync();
                return null;
            }
            if (result.Redirection is { User.Length: > 0 } elsewhere && _options.Redirects == RedirectPolicy.Follow && !caller.Heir.IsEnded)
            {
                return await ForwardAsync(caller, target, Write(caller.Heir.Session.Flow, caller.Heir.NameOfUs, elsewhere, _domains.Of(target)), "deflection");
            }
            failure = result.Cause!;
        }
        // As it is now: it may have been set while the phones rang.
        extension = Model.FindExtension(_domains.KeyOf(target));
        var forward = failure.SipStatus is 486 or 600 ? extension?.ForwardBusy : IsUnavailable(failure) ? extension?.ForwardUnavailable : null;
        return forward?.Number is { } to && !caller.Heir.IsEnded ? await ForwardAsync(caller, target, to, WhyOf(extension!, failure)) : failure;
    }

    // Not where the called party has refused, nor where the caller is at fault.
    private static bool IsUnavailable(HangupCause cause) =>
        cause == HangupCause.NoAnswer || cause == HangupCause.UserNotRegistered || cause == HangupCause.TemporarilyUnavailable
        || cause == HangupCause.DestinationOutOfOrder || cause == HangupCause.RequestTimeout || cause == HangupCause.ServiceUnavailable;

    // The words of RFC 5806.
    private static string WhyOf(Extension extension, HangupCause failure) =>
        extension.DoNotDisturb ? "do-not-disturb" : failure.SipStatus is 486 or 600 ? "user-busy" : failure == HangupCause.NoAnswer ? "no-answer" : "unavailable";

    /// <summary>Sends a caller on, on behalf of the user who was called.</summary>
    private async Task<HangupCause?> ForwardAsync(Call caller, SipAccount by, string number, string why)
    {
        var leg = caller.Heir;
        if (!leg.TakeHop())
        {
            return HangupCause.LoopDetected;
        }
        var address = Presentation.AddressOf(new Party(by.Name, by.Number), _agent.Stack.AddressFor(leg.Session.Flow));
        leg.NoteDiversion(Diversion.By(address, why));
        Model.Redirect(leg, number);
        leg.Raise(CallEventKind.Redirected, number);
        return await TryRouteAsync(leg, number, by);
    }
}
