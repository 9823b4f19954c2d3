using System.Text;

namespace Tandem.Hub.Basix;

/// <summary>How a client of Basix logs in: in 2016 by its query, from 2019 on by Basic authorisation (RFC 7617) with the domain as the user.</summary>
/// <param name="Domain">The domain; empty where none was given.</param>
/// <param name="Token">The token.</param>
internal sealed record BasixCredentials(string Domain, string Token)
{
    private const string Basic = "Basic ";
    private const int MaxLength = 1024;

    /// <summary>The credentials of a request; null when it has none of these.</summary>
    /// <param name="request">The request.</param>
    public static BasixCredentials? Read(HttpRequest request)
    {
        if (request.Headers.Authorization is [{ Length: <= MaxLength } header] && header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            return ReadBasic(header.AsSpan(Basic.Length));
        }
        return IsInQuery(request) ? new BasixCredentials(request.Query["domain"].ToString(), request.Query["api_token"].ToString()) : null;
    }

    /// <summary>Whether a request has its token in the query, as in 2016.</summary>
    /// <param name="request">The request.</param>
    public static bool IsInQuery(HttpRequest request) => request.Headers.Authorization.Count == 0 && request.Query.ContainsKey("api_token");

    /// <inheritdoc/>
    public override string ToString() => Domain;

    private static BasixCredentials? ReadBasic(ReadOnlySpan<char> encoded)
    {
        Span<byte> bytes = stackalloc byte[MaxLength];
        if (!Convert.TryFromBase64Chars(encoded.Trim(), bytes, out var length))
        {
            return null;
        }
        var text = Encoding.UTF8.GetString(bytes[..length]);
        var colon = text.IndexOf(':');
        return colon < 0 ? null : new BasixCredentials(text[..colon], text[(colon + 1)..]);
    }
}
