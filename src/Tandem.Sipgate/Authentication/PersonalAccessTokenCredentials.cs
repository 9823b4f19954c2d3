using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Tandem.Sipgate.Authentication;

/// <summary>Basic authentication (RFC 7617) by token id and token.</summary>
internal sealed partial class PersonalAccessTokenCredentials : SipgateCredentials
{
    private readonly string _tokenId;

    public PersonalAccessTokenCredentials(string tokenId, string token)
    {
        ArgumentNullException.ThrowIfNull(tokenId);
        ArgumentNullException.ThrowIfNull(token);
        SipgateValidationException.Require(TokenId().IsMatch(tokenId), $"Invalid token id: {(tokenId.Length == 0 ? "<empty>" : tokenId)}", nameof(tokenId));
        // The original shows the token here; a secret is no part of a message.
        SipgateValidationException.Require(Token().IsMatch(token), $"Invalid personal access token{(token.Length == 0 ? ": <empty>" : "")}", nameof(token));
        _tokenId = tokenId;
        Current = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{tokenId}:{token}")));
    }

    internal override AuthenticationHeaderValue Current { get; }

    public override string ToString() => _tokenId;

    [GeneratedRegex(@"\Atoken-[a-zA-Z0-9]{6}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TokenId();

    [GeneratedRegex(@"\A[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
