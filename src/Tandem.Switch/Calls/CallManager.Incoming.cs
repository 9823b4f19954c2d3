using Tandem.Pbx.Model;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Switch.Directory;
using Tandem.Switch.Routing;

namespace Tandem.Switch.Calls;

internal sealed partial class CallManager
{
    private async void OnInvite(InviteSession session)
    {
        try
        {
            if (_isStopping)
            {
                session.Reject(503, configure: response => response.Add("Retry-After", "10"));
                return;
            }
            if (!_waits.TryTake(session))
            {
                await TakeAsync(session);
            }
        }
        catch (Exception exception)
        {
            LogFailed(exception, session.Invite.RequestUri?.User);
            session.Reject(500);
        }
    }

    private async Task TakeAsync(InviteSession session)
    {
        var number = session.Invite.RequestUri?.User ?? "";
        var (outcome, account) = await _authenticator.AuthenticateAsync(session.Invite, SipHeaderName.ProxyAuthorization, CancellationToken.None);
        var isOpen = outcome == AuthenticationOutcome.Missing && _options.AnonymousNumbers.Any(pattern => pattern.Matches(number));
        if (outcome == AuthenticationOutcome.Refused)
        {
            _metrics.AuthenticationFailed("INVITE");
            LogRefused(session.Invite.From?.Uri.User, session.Flow.Remote.ToString());
            session.Reject(403);
        }
        else if (outcome != AuthenticationOutcome.Accepted && !isOpen)
        {
            // The same for every number, so that nobody learns which ones there are.
            session.Reject(407, configure: response => _authenticator.Challenge(response, stale: outcome == AuthenticationOutcome.Stale));
        }
        else if (session.State != SessionState.Ended)
        {
            // The caller may have given up while the account was looked for.
            await RouteAsync(Receive(session, account, number), number);
        }
    }

    private Call Receive(InviteSession session, SipAccount? account, string number)
    {
        var from = session.Invite.From!;
        var caller = account is null
            ? new Party(from.DisplayName, from.Uri.User ?? "anonymous")
            : new Party(account.Name.Length > 0 ? account.Name : from.DisplayName, account.Number);
        var id = CallId.New(Loop.TimeProvider);
        var call = new Call(this, new CallIdentity
        {
            Id = id,
            ConversationId = id,
            IsOutbound = false,
            Account = account,
            Caller = caller,
            Called = new Party(null, number),
            Own = caller,
            Target = new CallTarget(CallTargetType.Unknown, Address: number),
        });
        Begin(call, session);
        return call;
    }

    /// <summary>Sends a leg where a number leads; the leg is over when this returns.</summary>
    private async Task RouteAsync(Call call, string number)
    {
        try
        {
            if (_routes.Find(number) is { } route)
            {
                await RunAsync(route, call);
            }
            else if (await _accounts.FindAsync(number, _options.Realm, CancellationToken.None) is { } account)
            {
                await ConnectOrEndAsync(call, account, callerId: null, timeout: null);
            }
            else
            {
                call.End(HangupCause.UnallocatedNumber);
            }
        }
        catch (Exception exception)
        {
            LogFailed(exception, number);
            call.End(HangupCause.ServerError);
        }
    }

    private static async Task RunAsync(Route route, Call call)
    {
        call.Enter(route.Name);
        await route.Handler(call);
        call.End(HangupCause.NormalClearing);
    }
}
