using System.Net.Http.Headers;
using Tandem.Sipgate.Authentication;

namespace Tandem.Sipgate;

/// <summary>Who asks sipgate. Made by its static members; its text never shows a secret.</summary>
public abstract class SipgateCredentials
{
    private protected SipgateCredentials()
    {
    }

    /// <summary>A personal access token, as made in sipgate's account settings: the recommended way.</summary>
    /// <param name="tokenId">Its id, <c>token-</c> with six letters or digits.</param>
    /// <param name="token">The token, a UUID of version 4.</param>
    /// <exception cref="SipgateValidationException">One of them has not that form.</exception>
    public static SipgateCredentials PersonalAccessToken(string tokenId, string token) => new PersonalAccessTokenCredentials(tokenId, token);

    /// <summary>An access token of OAuth 2 (RFC 6750). It lives for five minutes.</summary>
    /// <param name="token">The token.</param>
    /// <exception cref="SipgateValidationException">It is no JSON web token.</exception>
    public static SipgateCredentials Bearer(string token) => new BearerCredentials(token, null);

    /// <summary>As <see cref="Bearer(string)"/>, renewed when sipgate refuses it (401): the refused request is then sent once more.</summary>
    /// <param name="token">The first token.</param>
    /// <param name="refresh">Gets the refused token and gives a new one. It is asked once however many requests were refused.</param>
    /// <exception cref="SipgateValidationException">The token is no JSON web token.</exception>
    public static SipgateCredentials Bearer(string token, Func<string, CancellationToken, ValueTask<string>> refresh)
    {
        ArgumentNullException.ThrowIfNull(refresh);
        return new BearerCredentials(token, refresh);
    }

    /// <summary>E-mail address and password, which sipgate discourages.</summary>
    /// <param name="username">The e-mail address.</param>
    /// <param name="password">The password, not empty and without spaces.</param>
    /// <exception cref="SipgateValidationException">One of them has not that form.</exception>
    public static SipgateCredentials Basic(string username, string password) => new BasicCredentials(username, password);

    /// <summary>The header for the next request.</summary>
    internal abstract AuthenticationHeaderValue Current { get; }

    /// <summary>Tells that a header was refused.</summary>
    /// <returns>Whether there is another to try.</returns>
    internal virtual ValueTask<bool> RenewAsync(AuthenticationHeaderValue refused, CancellationToken cancellationToken) => ValueTask.FromResult(false);
}
