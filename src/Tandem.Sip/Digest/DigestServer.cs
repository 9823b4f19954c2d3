using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Digest;

/// <summary>
/// Challenges and verifies (RFC 7616). Nonces are signed with a key made at start, so an unanswered challenge costs no memory; only nonces
/// that served right credentials are remembered, against replay. Safe for use by several threads.
/// </summary>
public sealed class DigestServer
{
    private const int StampBytes = 16;
    private const int NonceBytes = 32;
    private const int OpaqueBytes = 8;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly long _lifetime;
    private readonly long _challengeLifetime;
    private readonly UsedNonces _used;
    private readonly string _decoyMd5;
    private readonly string _decoySha256;

    /// <summary>Makes a server.</summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public DigestServer(DigestServerOptions? options = null, TimeProvider? time = null)
    {
        options ??= new DigestServerOptions();
        options.Validate();
        _time = time ?? TimeProvider.System;
        _started = _time.GetTimestamp();
        _lifetime = (long)options.NonceLifetime.TotalMilliseconds;
        _challengeLifetime = (long)(options.ChallengeLifetime ?? options.NonceLifetime).TotalMilliseconds;
        _used = new UsedNonces(_lifetime, options.MaxUsedNonces, options.MaxUses ?? int.MaxValue);
        _decoyMd5 = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _decoySha256 = RandomNumberGenerator.GetHexString(64, lowercase: true);
    }

    /// <summary>Makes a challenge with a fresh nonce.</summary>
    /// <param name="realm">The realm, in any spelling; not empty.</param>
    /// <param name="algorithm">The hash.</param>
    /// <param name="stale">Whether to say that only the nonce was wrong; see <see cref="DigestVerdicts.NeedsFreshNonce"/>.</param>
    /// <exception cref="ArgumentException">The realm is empty, or the algorithm unknown.</exception>
    public DigestChallenge CreateChallenge(string realm, DigestAlgorithm algorithm = DigestAlgorithm.Md5, bool stale = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(realm);
        algorithm.HashBytes();
        Span<byte> nonce = stackalloc byte[NonceBytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce, Now());
        RandomNumberGenerator.Fill(nonce[8..StampBytes]);
        Sign(nonce[..StampBytes], realm, nonce[StampBytes..]);
        Span<byte> opaque = stackalloc byte[OpaqueBytes];
        Sign(nonce, "opaque", opaque);
        return new DigestChallenge
        {
            Realm = realm,
            Nonce = Convert.ToHexStringLower(nonce),
            Opaque = Convert.ToHexStringLower(opaque),
            Algorithm = algorithm,
            Stale = stale,
        };
    }

    /// <summary>
    /// Verifies credentials. The cost is the same whether the user exists, and so is the verdict for an unknown user and a wrong password.
    /// The <c>uri</c> is not compared with the Request-URI: phones and proxies change either.
    /// </summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="realm">The realm that they have to be for; compared exactly.</param>
    /// <param name="method">The method of the request.</param>
    /// <param name="ha1">HA1 of the user for the algorithm of the credentials (see <see cref="DigestHash.Ha1"/>); null for an unknown user.</param>
    public DigestVerdict Verify(DigestCredentials credentials, string realm, SipMethod method, string? ha1)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (!string.Equals(credentials.Realm, realm, StringComparison.Ordinal))
        {
            return DigestVerdict.WrongRealm;
        }
        if (credentials.Algorithm == DigestAlgorithm.Unknown || (ha1 is not null && ha1.Length != credentials.Algorithm.HashBytes() * 2))
        {
            return DigestVerdict.WrongAlgorithm;
        }
        if (!string.Equals(credentials.Qop, "auth", StringComparison.OrdinalIgnoreCase) || string.IsNullOrEmpty(credentials.CNonce)
            || credentials.NonceCount is not (> 0 and var count))
        {
            return DigestVerdict.Malformed;
        }
        var isRight = IsRight(credentials, method, ha1 ?? Decoy(credentials.Algorithm)) & ha1 is not null;
        var isOurs = TryOpen(credentials, realm, out var stamp, out var issued);
        if (!isRight)
        {
            return DigestVerdict.WrongResponse;
        }
        if (!isOurs)
        {
            return DigestVerdict.WrongNonce;
        }
        var age = Now() - issued;
        return age > _lifetime ? DigestVerdict.Stale : _used.Use(stamp, issued, count, mayBeFirst: age <= _challengeLifetime);
    }

    private static bool IsRight(DigestCredentials credentials, SipMethod method, string ha1)
    {
        var expected = DigestHash.Response(
            credentials.Algorithm, ha1, method.Name, credentials.Uri, credentials.Nonce, credentials.NonceCountText, credentials.CNonce, credentials.Qop);
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(credentials.Response.ToLowerInvariant()), Encoding.UTF8.GetBytes(expected));
    }

    private bool TryOpen(DigestCredentials credentials, string realm, out UInt128 stamp, out long issued)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        if (credentials.Nonce.Length != NonceBytes * 2
            || Convert.FromHexString(credentials.Nonce, nonce, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            stamp = default;
            issued = 0;
            return false;
        }
        stamp = BinaryPrimitives.ReadUInt128BigEndian(nonce);
        issued = BinaryPrimitives.ReadInt64BigEndian(nonce);
        Span<byte> signature = stackalloc byte[NonceBytes - StampBytes];
        Sign(nonce[..StampBytes], realm, signature);
        Span<byte> opaque = stackalloc byte[OpaqueBytes];
        Sign(nonce, "opaque", opaque);
        return CryptographicOperations.FixedTimeEquals(signature, nonce[StampBytes..])
            && (string.IsNullOrEmpty(credentials.Opaque)
                || credentials.Opaque.Equals(Convert.ToHexStringLower(opaque), StringComparison.OrdinalIgnoreCase));
    }

    private void Sign(ReadOnlySpan<byte> data, string label, Span<byte> signature)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var labelled = new byte[data.Length + Encoding.UTF8.GetByteCount(label)];
        data.CopyTo(labelled);
        Encoding.UTF8.GetBytes(label, labelled.AsSpan(data.Length));
        HMACSHA256.HashData(_key, labelled, mac);
        mac[..signature.Length].CopyTo(signature);
    }

    private string Decoy(DigestAlgorithm algorithm) => algorithm == DigestAlgorithm.Md5 ? _decoyMd5 : _decoySha256;

    private long Now() => (long)_time.GetElapsedTime(_started).TotalMilliseconds;
}
