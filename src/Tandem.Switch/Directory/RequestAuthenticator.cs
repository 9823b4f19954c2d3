using System.Net;
using Tandem.Sip.Digest;
using Tandem.Sip.Messages;
using Tandem.Switch.Admission;

namespace Tandem.Switch.Directory;

/// <summary>Challenges requests and checks their credentials against an <see cref="ICredentialSource"/>.</summary>
internal sealed class RequestAuthenticator(ICredentialSource source, string realm, IReadOnlyList<DigestAlgorithm> algorithms, AccountLocks locks, Refusals refusals, TimeProvider timeProvider)
{
    private readonly DigestServer _digest = new(time: timeProvider);

    /// <summary>Checks a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="from">Where it came from.</param>
    /// <param name="header">Where its credentials are: Authorization or Proxy-Authorization.</param>
    /// <param name="cancellationToken">Ends the search for the account.</param>
    public async ValueTask<(AuthenticationOutcome Outcome, SipAccount? Account)> AuthenticateAsync(
        SipMessage request, IPEndPoint from, SipHeaderName header, CancellationToken cancellationToken)
    {
        if (FindCredentials(request, header) is not { } credentials)
        {
            return (AuthenticationOutcome.Missing, null);
        }
        if (locks.IsLocked(credentials.UserName, from))
        {
            return (AuthenticationOutcome.Locked, null);
        }
        var account = await source.FindAsync(credentials.UserName, realm, cancellationToken);
        if (credentials.Algorithm == DigestAlgorithm.Sha256 && account is { Ha1Sha256: null } && algorithms.Contains(DigestAlgorithm.Md5))
        {
            return (AuthenticationOutcome.Weaker, null);
        }
        var ha1 = credentials.Algorithm == DigestAlgorithm.Md5 ? account?.Ha1Md5 : account?.Ha1Sha256;
        var verdict = _digest.Verify(credentials, realm, request.Method, ha1);
        if (verdict == DigestVerdict.Accepted)
        {
            return (AuthenticationOutcome.Accepted, account);
        }
        if (verdict.NeedsFreshNonce())
        {
            return (AuthenticationOutcome.Stale, null);
        }
        if (locks.Add(credentials.UserName))
        {
            refusals.OnAccountLocked(credentials.UserName, from);
        }
        return (AuthenticationOutcome.Refused, null);
    }

    /// <summary>Adds challenges with fresh nonces to a 401 or 407: one an algorithm, the preferred one first (RFC 8760 2.4).</summary>
    /// <param name="response">The response.</param>
    /// <param name="outcome">Why the request is challenged.</param>
    public void Challenge(SipMessage response, AuthenticationOutcome outcome)
    {
        var header = response.StatusCode == 407 ? SipHeaderName.ProxyAuthenticate : SipHeaderName.WwwAuthenticate;
        foreach (var algorithm in outcome == AuthenticationOutcome.Weaker ? [DigestAlgorithm.Md5] : algorithms)
        {
            // Stale: the phone answers by itself once more, without asking its user for the secret.
            var stale = outcome is AuthenticationOutcome.Stale or AuthenticationOutcome.Weaker;
            response.Add(header, _digest.CreateChallenge(realm, algorithm, stale).ToString());
        }
    }

    private DigestCredentials? FindCredentials(SipMessage request, SipHeaderName header)
    {
        foreach (var text in request.GetAll(header))
        {
            if (DigestCredentials.TryParse(text, out var credentials) && credentials.Realm == realm && algorithms.Contains(credentials.Algorithm))
            {
                return credentials;
            }
        }
        return null;
    }
}
