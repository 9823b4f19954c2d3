using Tandem.Pbx.Model;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Sdp;
using Tandem.Switch.Admission;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Calls;

internal sealed partial class CallManager
{
    private async void OnInvite(InviteSession session)
    {
        try
        {
            if (_isStopping)
            {
                session.RejectOnce(503, response => response.Add("Retry-After", "10"));
                return;
            }
            if (!_waits.TryTake(session))
            {
                await TakeAsync(session);
            }
        }
        catch (Exception exception)
        {
            _refusals.OnCallFailed(exception, session.Invite.RequestUri?.User, session.Flow.Remote);
            session.RejectOnce(500);
        }
    }

    private async Task TakeAsync(InviteSession session)
    {
        var number = session.Invite.RequestUri?.User ?? "";
        var (outcome, account) = await _authenticator.AuthenticateAsync(session.Invite, session.Flow.Remote, SipHeaderName.ProxyAuthorization, CancellationToken.None);
        // Whether the credentials are right is not looked at: a lock would be no lock if emergency numbers told.
        var isRescue = outcome == AuthenticationOutcome.Locked && IsEmergency(session.Invite);
        var home = account is not null ? _domains.Of(account) : isRescue ? _domains.Of(session.Invite) : _domains.Of(session.Invite.RequestUri);
        var isOpen = isRescue || (outcome == AuthenticationOutcome.Missing && home.AnonymousNumbers.Any(pattern => pattern.Matches(number)));
        if (outcome == AuthenticationOutcome.Refused)
        {
            _refusals.OnCallRefused(session.Invite.From?.Uri.User, session.Flow.Remote);
            session.RejectOnce(403);
        }
        else if (outcome == AuthenticationOutcome.Locked && !isRescue)
        {
            session.RejectOnce(503, Refusals.AddRetryAfter);
        }
        else if (outcome != AuthenticationOutcome.Accepted && !isOpen)
        {
            // The same for every number, so that nobody learns which ones there are.
            session.RejectOnce(407, response => _authenticator.Challenge(response, outcome));
        }
        else if (OfferRefusal.Of(session.Invite) is { } status)
        {
            session.Reject(status, configure: response => response.Add(SipHeaderName.Accept, SessionDescription.MediaType));
        }
        else if (session.State != SessionState.Ended)
        {
            // The caller may have given up while the account was looked for.
            // Strangers dial no addresses: they reach a number here, or nothing.
            number = account is null ? number : Write(session.Flow, session.Invite.RequestUri!.Host, session.Invite.RequestUri, home);
            var call = Receive(session, account, home, number);
            if (session.Replaces is { } replaced)
            {
                Replace(call, replaced);
            }
            else if (account is not null && _options.PickUpPrefix is { Length: > 0 } prefix && number.Length > prefix.Length && number.StartsWith(prefix, StringComparison.Ordinal))
            {
                PickUp(call, number[prefix.Length..]);
            }
            else
            {
                await RouteAsync(call, number);
            }
        }
    }

    private Call Receive(InviteSession session, SipAccount? account, SipDomain home, string number)
    {
        var from = session.Invite.From!;
        var asserted = account is null ? _trusted.AssertedIdentity(session.Invite, session.Flow.Remote.Address) : null;
        var caller = account is null
            ? PartyOf(asserted ?? from)
            : new Party(account.Name.Length > 0 ? account.Name : from.DisplayName, account.Number);
        var id = CallId.New(Loop.TimeProvider);
        var call = new Call(this, new CallIdentity
        {
            Id = id,
            ConversationId = id,
            IsOutbound = false,
            Home = home,
            Account = account,
            Caller = caller,
            Called = new Party(null, number),
            Own = caller,
            Target = new CallTarget(CallTargetType.Unknown, Address: number),
        })
        {
            IsAsserted = asserted is not null,
            IsPrivate = TrustDomain.IsAnonymous(session.Invite),
        };
        Begin(call, session);
        return call;
    }

    private static Party PartyOf(NameAddress address) => new(address.DisplayName, address.Uri.User ?? "anonymous");
}
