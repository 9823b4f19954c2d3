using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Digest;

/// <summary>Credentials: the value of Authorization or Proxy-Authorization (RFC 7616 section 3.4).</summary>
public sealed record DigestCredentials
{
    /// <summary>The user.</summary>
    public required string UserName { get; init; }

    /// <summary>The realm of the challenge.</summary>
    public required string Realm { get; init; }

    /// <summary>The nonce of the challenge.</summary>
    public required string Nonce { get; init; }

    /// <summary>The URI that was hashed; phones do not always take the Request-URI.</summary>
    public required string Uri { get; init; }

    /// <summary>The response, hexadecimal.</summary>
    public required string Response { get; init; }

    /// <summary>The hash.</summary>
    public DigestAlgorithm Algorithm { get; init; } = DigestAlgorithm.Md5;

    /// <summary>The client's nonce; null without qop.</summary>
    public string? CNonce { get; init; }

    /// <summary>The opaque of the challenge; null when absent.</summary>
    public string? Opaque { get; init; }

    /// <summary>The quality of protection chosen; null for the form of RFC 2069.</summary>
    public string? Qop { get; init; }

    /// <summary>The nc as written: eight hexadecimal digits; null without qop.</summary>
    public string? NonceCountText { get; init; }

    /// <summary>How many requests this nonce has served, this one included; null when absent or malformed.</summary>
    public uint? NonceCount =>
        uint.TryParse(NonceCountText, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>Reads a header value, tolerant of the ways in which phones misspell it.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out DigestCredentials? credentials)
    {
        credentials = null;
        if (AuthParameters.Read(text) is not { } found
            || !found.TryGetValue("username", out var userName)
            || !found.TryGetValue("realm", out var realm)
            || !found.TryGetValue("nonce", out var nonce)
            || !found.TryGetValue("uri", out var uri)
            || !found.TryGetValue("response", out var response)
            || !IsTokenOrAbsent(found.GetValueOrDefault("qop"))
            || !IsTokenOrAbsent(found.GetValueOrDefault("nc")))
        {
            return false;
        }
        credentials = new DigestCredentials
        {
            UserName = userName,
            Realm = realm,
            Nonce = nonce,
            Uri = uri,
            Response = response,
            Algorithm = DigestAlgorithms.Find(found.GetValueOrDefault("algorithm")),
            CNonce = found.GetValueOrDefault("cnonce"),
            Opaque = found.GetValueOrDefault("opaque"),
            Qop = found.GetValueOrDefault("qop"),
            NonceCountText = found.GetValueOrDefault("nc"),
        };
        return true;
    }

    private static bool IsTokenOrAbsent(string? value) => value is null || Lexer.IsToken(value.AsSpan());

    /// <summary>The header value.</summary>
    /// <exception cref="ArgumentException">A value has control characters, or the algorithm is unknown.</exception>
    public override string ToString()
    {
        var text = new StringBuilder("Digest", 320);
        AuthParameters.AppendQuoted(text, "username", UserName);
        AuthParameters.AppendQuoted(text, "realm", Realm);
        AuthParameters.AppendQuoted(text, "nonce", Nonce);
        AuthParameters.AppendQuoted(text, "uri", Uri);
        AuthParameters.AppendQuoted(text, "response", Response);
        AuthParameters.AppendToken(text, "algorithm", Algorithm.Text());
        AuthParameters.AppendQuoted(text, "cnonce", CNonce);
        AuthParameters.AppendQuoted(text, "opaque", Opaque);
        AuthParameters.AppendToken(text, "qop", Qop);
        AuthParameters.AppendToken(text, "nc", NonceCountText);
        return text.ToString();
    }
}
