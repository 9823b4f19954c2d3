using Tandem.Pbx.Model;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Calls;

internal sealed partial class CallManager
{
    private const int MaxChallenges = 3;
    private static readonly TimeSpan CredentialPatience = TimeSpan.FromSeconds(5);

    /// <summary>Challenges a call that an application has in hand.</summary>
    public async Task<AuthenticationResult> AuthenticateAsync(Call call)
    {
        call.Raise(CallEventKind.AuthenticationStarted);
        for (var challenges = 0; call.Account is null && challenges < MaxChallenges; challenges++)
        {
            if (call.IsEnded || call.IsAnswered || call.IsOutbound)
            {
                return call.IsEnded ? AuthenticationResult.CallEnded : AuthenticationResult.Refused;
            }
            var (outcome, account) = await _authenticator.AuthenticateAsync(call.Invite, call.Session.Flow.Remote, SipHeaderName.ProxyAuthorization, CancellationToken.None);
            if (outcome == AuthenticationOutcome.Accepted && _domains.Of(account!) != call.Home)
            {
                // Its program serves the numbers of another domain.
                return Fail(call, HangupCause.Forbidden, AuthenticationResult.Refused);
            }
            if (outcome == AuthenticationOutcome.Accepted)
            {
                call.Identify(account!);
                Model.Identify(call);
                break;
            }
            if (outcome == AuthenticationOutcome.Locked)
            {
                return Fail(call, HangupCause.ServiceUnavailable, AuthenticationResult.Refused);
            }
            if (outcome == AuthenticationOutcome.Refused)
            {
                _refusals.OnCallRefused(call.Invite.From?.Uri.User, call.Session.Flow.Remote);
                return Fail(call, HangupCause.Forbidden, AuthenticationResult.Refused);
            }
            var session = call.Challenge(response => _authenticator.Challenge(response, outcome));
            if (await _waits.WaitAsync(session, CredentialPatience) is not { } next)
            {
                return Fail(call, HangupCause.RequestTimeout, AuthenticationResult.TimedOut);
            }
            if (call.IsEnded)
            {
                next.Reject(480);
                return AuthenticationResult.CallEnded;
            }
            call.Attach(next);
            if (next.State == SessionState.Ended)
            {
                // Cancelled in the moment in which it came.
                call.End(HangupCause.OriginatorCancel);
                return AuthenticationResult.CallEnded;
            }
        }
        if (call.Account is null)
        {
            _refusals.OnCallRefused(call.Invite.From?.Uri.User, call.Session.Flow.Remote);
            return Fail(call, HangupCause.Forbidden, AuthenticationResult.Refused);
        }
        call.Raise(CallEventKind.Authenticated, call.Account.Number);
        return AuthenticationResult.Accepted;
    }

    private AuthenticationResult Fail(Call call, HangupCause cause, AuthenticationResult result)
    {
        call.Raise(CallEventKind.AuthenticationFailed);
        call.End(cause);
        return result;
    }
}
