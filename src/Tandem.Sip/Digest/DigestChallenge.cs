using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Tandem.Sip.Digest;

/// <summary>A challenge: the value of WWW-Authenticate or Proxy-Authenticate (RFC 7616 section 3.3).</summary>
public sealed record DigestChallenge
{
    /// <summary>The realm, shown to users.</summary>
    public required string Realm { get; init; }

    /// <summary>The nonce.</summary>
    public required string Nonce { get; init; }

    /// <summary>What the client has to send back unchanged; null when absent.</summary>
    public string? Opaque { get; init; }

    /// <summary>The hash.</summary>
    public DigestAlgorithm Algorithm { get; init; } = DigestAlgorithm.Md5;

    /// <summary>The qualities of protection offered, for example <c>auth,auth-int</c>; null for the form of RFC 2069.</summary>
    public string? Qop { get; init; } = "auth";

    /// <summary>Whether only the nonce was wrong: the client may answer again without asking its user.</summary>
    public bool Stale { get; init; }

    /// <summary>Whether <c>auth</c> is among the qualities offered.</summary>
    public bool OffersAuth =>
        Qop is not null && Qop.Split(',', StringSplitOptions.TrimEntries).Contains("auth", StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether <see cref="DigestClient"/> can answer: a known algorithm, and no qop or one with <c>auth</c>.</summary>
    public bool IsSupported => Algorithm != DigestAlgorithm.Unknown && (Qop is null || OffersAuth);

    /// <summary>Reads a header value.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out DigestChallenge? challenge)
    {
        challenge = null;
        if (AuthParameters.Read(text) is not { } found || !found.TryGetValue("realm", out var realm) || !found.TryGetValue("nonce", out var nonce))
        {
            return false;
        }
        challenge = new DigestChallenge
        {
            Realm = realm,
            Nonce = nonce,
            Opaque = found.GetValueOrDefault("opaque"),
            Algorithm = DigestAlgorithms.Find(found.GetValueOrDefault("algorithm")),
            Qop = found.GetValueOrDefault("qop"),
            Stale = string.Equals(found.GetValueOrDefault("stale"), "true", StringComparison.OrdinalIgnoreCase),
        };
        return true;
    }

    /// <summary>The header value.</summary>
    /// <exception cref="ArgumentException">A value has control characters, or the algorithm is unknown.</exception>
    public override string ToString()
    {
        var text = new StringBuilder("Digest", 192);
        AuthParameters.AppendQuoted(text, "realm", Realm);
        AuthParameters.AppendQuoted(text, "nonce", Nonce);
        AuthParameters.AppendQuoted(text, "opaque", Opaque);
        AuthParameters.AppendToken(text, "algorithm", Algorithm.Text());
        AuthParameters.AppendQuoted(text, "qop", Qop);
        AuthParameters.AppendToken(text, "stale", Stale ? "true" : null);
        return text.ToString();
    }
}
