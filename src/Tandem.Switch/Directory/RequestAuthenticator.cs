using System.Net;
using Tandem.Sip.Digest;
using Tandem.Sip.Messages;
using Tandem.Switch.Admission;

namespace Tandem.Switch.Directory;

/// <summary>Challenges requests and checks their credentials against an <see cref="ICredentialSource"/>.</summary>
internal sealed class RequestAuthenticator(ICredentialSource source, DomainTable domains, SwitchOptions options, AccountLocks locks, Refusals refusals, TimeProvider timeProvider)
{
    // One nonce of a registration serves the calls in between; a phone that never answers costs nothing.
    private const int UsesOfNonce = 50;

    private readonly IReadOnlyList<DigestAlgorithm> _algorithms = options.DigestAlgorithms;
    private readonly DigestServer _digest = new(
        new DigestServerOptions { MaxUses = UsesOfNonce, ChallengeLifetime = TimeSpan.FromSeconds(options.Registrar.AuthTimeout) }, timeProvider);

    /// <summary>Checks a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="from">Where it came from.</param>
    /// <param name="header">Where its credentials are looked for first: Authorization or Proxy-Authorization.</param>
    /// <param name="cancellationToken">Ends the search for the account.</param>
    public async ValueTask<(AuthenticationOutcome Outcome, SipAccount? Account)> AuthenticateAsync(
        SipMessage request, IPEndPoint from, SipHeaderName header, CancellationToken cancellationToken)
    {
        var domain = domains.Of(request);
        if (FindCredentials(request, header, domain.Realm) is not { } credentials)
        {
            return (AuthenticationOutcome.Missing, null);
        }
        var key = domains.KeyOf(credentials.UserName, domain);
        if (locks.IsLocked(key, from))
        {
            return (AuthenticationOutcome.Locked, null);
        }
        var account = await domains.FindAsync(source, credentials.UserName, domain, cancellationToken);
        if (credentials.Algorithm == DigestAlgorithm.Sha256 && account is { Ha1Sha256: null } && _algorithms.Contains(DigestAlgorithm.Md5))
        {
            return (AuthenticationOutcome.Weaker, null);
        }
        var ha1 = credentials.Algorithm == DigestAlgorithm.Md5 ? account?.Ha1Md5 : account?.Ha1Sha256;
        var verdict = _digest.Verify(credentials, domain.Realm, request.Method, ha1);
        if (verdict == DigestVerdict.Accepted)
        {
            return (AuthenticationOutcome.Accepted, account);
        }
        if (verdict.NeedsFreshNonce())
        {
            return (AuthenticationOutcome.Stale, null);
        }
        if (locks.Add(key))
        {
            refusals.OnAccountLocked(key, from);
        }
        return (AuthenticationOutcome.Refused, null);
    }

    /// <summary>Lets a request pass with right credentials; any other one is answered.</summary>
    /// <param name="request">The request.</param>
    /// <param name="from">Where it came from.</param>
    /// <param name="challenge">The status of a challenge: 401 or 407.</param>
    /// <param name="reject">Answers with a status, and adds headers to the answer.</param>
    /// <returns>Who sent it; null where it was answered.</returns>
    public async ValueTask<SipAccount?> AdmitAsync(SipMessage request, IPEndPoint from, int challenge, Action<int, Action<SipMessage>?> reject)
    {
        var header = challenge == 401 ? SipHeaderName.Authorization : SipHeaderName.ProxyAuthorization;
        var (outcome, account) = await AuthenticateAsync(request, from, header, CancellationToken.None);
        switch (outcome)
        {
            case AuthenticationOutcome.Accepted:
                return account;
            case AuthenticationOutcome.Refused:
                refusals.OnRequestRefused(request.Method, request.From?.Uri.User, from);
                reject(403, null);
                break;
            case AuthenticationOutcome.Locked:
                reject(503, Refusals.AddRetryAfter);
                break;
            default:
                reject(challenge, response => Challenge(response, outcome));
                break;
        }
        return null;
    }

    /// <summary>Adds challenges with fresh nonces to a 401 or 407: one an algorithm, the preferred one first (RFC 8760 2.4).</summary>
    /// <param name="response">The response; the realm is that of the domain in which its request was sent.</param>
    /// <param name="outcome">Why the request is challenged.</param>
    public void Challenge(SipMessage response, AuthenticationOutcome outcome)
    {
        var realm = domains.Of(response).Realm;
        var header = response.StatusCode == 407 ? SipHeaderName.ProxyAuthenticate : SipHeaderName.WwwAuthenticate;
        foreach (var algorithm in outcome == AuthenticationOutcome.Weaker ? [DigestAlgorithm.Md5] : _algorithms)
        {
            // Stale: the phone answers by itself once more, without asking its user for the secret.
            var stale = outcome is AuthenticationOutcome.Stale or AuthenticationOutcome.Weaker;
            response.Add(header, _digest.CreateChallenge(realm, algorithm, stale).ToString());
        }
    }

    // A phone that calls with the nonce of its registration may say so in either header.
    private DigestCredentials? FindCredentials(SipMessage request, SipHeaderName header, string realm)
    {
        var other = header == SipHeaderName.Authorization ? SipHeaderName.ProxyAuthorization : SipHeaderName.Authorization;
        return FindCredentials(request.GetAll(header), realm) ?? FindCredentials(request.GetAll(other), realm);
    }

    private DigestCredentials? FindCredentials(IReadOnlyList<string> values, string realm)
    {
        foreach (var text in values)
        {
            if (DigestCredentials.TryParse(text, out var credentials) && credentials.Realm == realm && _algorithms.Contains(credentials.Algorithm))
            {
                return credentials;
            }
        }
        return null;
    }
}
