using Tandem.Pbx.Model;
using Tandem.Sip.Headers;
using Tandem.Switch.Calls.Dialling;
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
    /// <param name="number">The number.</param>
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
        if (BarrierTo(call, number, onBehalfOf ?? call.Account) is { } barrier)
        {
            return barrier;
        }
        if (_routes.Find(number) is { } route)
        {
            await RunAsync(route, call);
            return null;
        }
        return await _accounts.FindAsync(number, _options.Realm, CancellationToken.None) is { } account
            ? await ConnectAsync(call, account, call.RingTimeout)
            : HangupCause.UnallocatedNumber;
    }

    /// <summary>Whether a call is to an emergency number, for which no limit is.</summary>
    public bool IsEmergency(string? number) => number is not null && _policy.IsEmergency(number);

    /// <summary>Why a user may not dial a number; null where it may.</summary>
    private HangupCause? BarrierTo(Call call, string number, SipAccount? user)
    {
        if (_policy.IsEmergency(number))
        {
            _refusals.OnEmergencyCall(user?.Number, number, call.Session.Flow.Remote);
            return null;
        }
        // Strangers reach only what AnonymousNumbers opens to them.
        if (user is null || _policy.Admit(call, number, user) is not { } cause)
        {
            return null;
        }
        var name = _policy.ClassOf(number);
        _metrics.Refused(cause == HangupCause.CallLimit ? "user_calls" : cause == HangupCause.CallRate ? "user_rate" : "class");
        _refusals.OnDialRefused(user.Number, number, name, cause, call.Session.Flow.Remote);
        call.Raise(CallEventKind.Barred, $"{name} {cause}");
        return cause;
    }

    private static async Task RunAsync(Route route, Call call)
    {
        var turn = call.Enter(route.Name);
        await route.Handler(call);
        call.Leave(turn);
    }

    /// <summary>Connects a leg with an extension, as the extension wants it: its phones, or where it forwards its calls to.</summary>
    /// <returns>Null once the connected call is over; else why nobody answered.</returns>
    private async Task<HangupCause?> ConnectAsync(Call caller, SipAccount target, TimeSpan? timeout)
    {
        var extension = Model.FindExtension(target.Number);
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
            if (result.Redirection?.User is { Length: > 0 } elsewhere && _options.Redirects == RedirectPolicy.Follow && !caller.Heir.IsEnded)
            {
                return await ForwardAsync(caller, target, elsewhere, "deflection");
            }
            failure = result.Cause!;
        }
        // As it is now: it may have been set while the phones rang.
        extension = Model.FindExtension(target.Number);
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
