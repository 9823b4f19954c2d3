using System.Globalization;
using System.Security.Cryptography;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Digest;

/// <summary>Answers challenges for one user and counts the uses of each nonce. Safe for use by several threads.</summary>
public sealed class DigestClient
{
    private const int MaxRealms = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Nonce, uint Count)> _uses = [];
    private readonly Func<string, DigestAlgorithm, string?> _ha1;

    /// <summary>Makes a client that knows the password.</summary>
    public DigestClient(string userName, string password)
    {
        ArgumentNullException.ThrowIfNull(userName);
        ArgumentNullException.ThrowIfNull(password);
        UserName = userName;
        _ha1 = (realm, algorithm) => DigestHash.Ha1(algorithm, userName, realm, password);
    }

    private DigestClient(string userName, Func<string, DigestAlgorithm, string?> ha1)
    {
        UserName = userName;
        _ha1 = ha1;
    }

    /// <summary>The user.</summary>
    public string UserName { get; }

    /// <summary>Makes a client that knows only HA1, which is good for one realm and one algorithm.</summary>
    public static DigestClient FromHa1(string userName, string realm, DigestAlgorithm algorithm, string ha1)
    {
        ArgumentNullException.ThrowIfNull(userName);
        ArgumentNullException.ThrowIfNull(ha1);
        return new DigestClient(userName, (r, a) => r == realm && a == algorithm ? ha1 : null);
    }

    /// <summary>
    /// Answers a challenge: by qop=auth where it is offered, else as RFC 2069. Answering the same challenge again counts its nonce up, so later
    /// requests may carry credentials at once.
    /// </summary>
    /// <param name="challenge">The challenge.</param>
    /// <param name="method">The method of the request.</param>
    /// <param name="uri">The Request-URI.</param>
    /// <returns>The credentials; null when the challenge is not supported, or HA1 is for another realm or algorithm.</returns>
    public DigestCredentials? Answer(DigestChallenge challenge, SipMethod method, string uri)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        ArgumentNullException.ThrowIfNull(uri);
        if (!challenge.IsSupported || _ha1(challenge.Realm, challenge.Algorithm) is not { } ha1)
        {
            return null;
        }
        var qop = challenge.Qop is null ? null : "auth";
        var nc = qop is null ? null : NextCount(challenge).ToString("x8", CultureInfo.InvariantCulture);
        var cnonce = qop is null ? null : RandomNumberGenerator.GetHexString(16, lowercase: true);
        return new DigestCredentials
        {
            UserName = UserName,
            Realm = challenge.Realm,
            Nonce = challenge.Nonce,
            Uri = uri,
            Response = DigestHash.Response(challenge.Algorithm, ha1, method.Name, uri, challenge.Nonce, nc, cnonce, qop),
            Algorithm = challenge.Algorithm,
            CNonce = cnonce,
            Opaque = challenge.Opaque,
            Qop = qop,
            NonceCountText = nc,
        };
    }

    private uint NextCount(DigestChallenge challenge)
    {
        lock (_lock)
        {
            var count = _uses.TryGetValue(challenge.Realm, out var last) && last.Nonce == challenge.Nonce ? last.Count + 1 : 1;
            if (_uses.Count == MaxRealms && !_uses.ContainsKey(challenge.Realm))
            {
                _uses.Clear();
            }
            _uses[challenge.Realm] = (challenge.Nonce, count);
            return count;
        }
    }
}
