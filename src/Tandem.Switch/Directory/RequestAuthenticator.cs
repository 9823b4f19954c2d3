using Tandem.Sip.Digest;
using Tandem.Sip.Messages;

namespace Tandem.Switch.Directory;

/// <summary>Challenges requests and checks their credentials against an <see cref="ICredentialSource"/>.</summary>
internal sealed class RequestAuthenticator(ICredentialSource source, string realm, TimeProvider timeProvider)
{
    private readonly DigestServer _digest = new(time: timeProvider);

    /// <summary>Checks a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="header">Where its credentials are: Authorization or Proxy-Authorization.</param>
    /// <param name="cancellationToken">Ends the search for the account.</param>
    public async ValueTask<(AuthenticationOutcome Outcome, SipAccount? Account)> AuthenticateAsync(
        SipMessage request, SipHeaderName header, CancellationToken cancellationToken)
    {
        if (FindCredentials(request, header) is not { } credentials)
        {
            return (AuthenticationOutcome.Missing, null);
        }
        var account = await source.FindAsync(credentials.UserName, realm, cancellationToken);
        var ha1 = credentials.Algorithm == DigestAlgorithm.Md5 ? account?.Ha1Md5 : account?.Ha1Sha256;
        var verdict = _digest.Verify(credentials, realm, request.Method, ha1);
        if (verdict == DigestVerdict.Accepted)
        {
            return (AuthenticationOutcome.Accepted, account);
        }
        return (verdict.NeedsFreshNonce() ? AuthenticationOutcome.Stale : AuthenticationOutcome.Refused, null);
    }

    /// <summary>Adds a challenge with a fresh nonce to a 401 or 407.</summary>
    public void Challenge(SipMessage response, bool stale)
    {
        var header = response.StatusCode == 407 ? SipHeaderName.ProxyAuthenticate : SipHeaderName.WwwAuthenticate;
        response.Add(header, _digest.CreateChallenge(realm, stale: stale).ToString());
    }

    private DigestCredentials? FindCredentials(SipMessage request, SipHeaderName header)
    {
        foreach (var text in request.GetAll(header))
        {
            if (DigestCredentials.TryParse(text, out var credentials) && credentials.Realm == realm)
            {
                return credentials;
            }
        }
        return null;
    }
}
