using Tandem.Sip.Messages;

namespace Tandem.Sip.Digest;

/// <summary>Puts credentials into a request that was answered by 401 or 407.</summary>
public static class ChallengeAnswer
{
    /// <summary>
    /// Whether the server says that only the nonce or the algorithm was wrong: credentials that it has refused may then be tried once more
    /// without asking anybody.
    /// </summary>
    /// <param name="response">A 401 or 407.</param>
    public static bool IsStaleChallenge(this SipMessage response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var name = response.StatusCode == 407 ? SipHeaderName.ProxyAuthenticate : SipHeaderName.WwwAuthenticate;
        return response.GetAll(name).Any(text => DigestChallenge.TryParse(text, out var challenge) && challenge.Stale);
    }

    /// <summary>
    /// Answers the strongest challenge of a response that the client can answer: the local policy that RFC 8760 2.4 allows, since a server's
    /// order may only be a kindness to older phones.
    /// </summary>
    /// <param name="client">Who answers.</param>
    /// <param name="response">The 401 or 407.</param>
    /// <param name="request">Gets the credentials, in place of any it had.</param>
    /// <returns>False where no challenge could be answered.</returns>
    public static bool TryAnswer(this DigestClient client, SipMessage response, SipMessage request)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(request);
        var (challengeName, answerName) = response.StatusCode == 407
            ? (SipHeaderName.ProxyAuthenticate, SipHeaderName.ProxyAuthorization)
            : (SipHeaderName.WwwAuthenticate, SipHeaderName.Authorization);
        var challenges = response.GetAll(challengeName).Select(text => DigestChallenge.TryParse(text, out var challenge) ? challenge : null);
        foreach (var challenge in challenges.OrderByDescending(challenge => challenge?.Algorithm == DigestAlgorithm.Sha256))
        {
            if (challenge is not null && client.Answer(challenge, request.Method, request.RequestUri!.ToString()) is { } credentials)
            {
                request.Set(answerName, credentials.ToString());
                return true;
            }
        }
        return false;
    }
}
