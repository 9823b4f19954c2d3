using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Tandem.Sip.Digest;

/// <summary>The hashes of digest authentication (RFC 7616 section 3.4), in lower-case hexadecimal.</summary>
public static class DigestHash
{
    /// <summary>HA1, the only form in which a secret needs to be kept: the hash of <c>user:realm:password</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The algorithm is unknown.</exception>
    public static string Ha1(DigestAlgorithm algorithm, string userName, string realm, string password)
    {
        ArgumentNullException.ThrowIfNull(userName);
        ArgumentNullException.ThrowIfNull(realm);
        ArgumentNullException.ThrowIfNull(password);
        return Hash(algorithm, $"{userName}:{realm}:{password}");
    }

    /// <summary>The response to a challenge.</summary>
    /// <param name="algorithm">The hash.</param>
    /// <param name="ha1">HA1 of the same hash.</param>
    /// <param name="method">The method of the request.</param>
    /// <param name="uri">The <c>uri</c> of the credentials.</param>
    /// <param name="nonce">The nonce.</param>
    /// <param name="nonceCount">The nc as written: eight hexadecimal digits; null without qop.</param>
    /// <param name="cnonce">The client's nonce; null without qop.</param>
    /// <param name="qop"><c>auth</c>; null for the form of RFC 2069.</param>
    /// <exception cref="ArgumentOutOfRangeException">The algorithm is unknown.</exception>
    public static string Response(
        DigestAlgorithm algorithm, string ha1, string method, string uri, string nonce, string? nonceCount, string? cnonce, string? qop)
    {
        ArgumentNullException.ThrowIfNull(ha1);
        var ha2 = Hash(algorithm, $"{method}:{uri}");
        return Hash(algorithm, qop is null ? $"{ha1}:{nonce}:{ha2}" : $"{ha1}:{nonce}:{nonceCount}:{cnonce}:{qop}:{ha2}");
    }

    private static string Hash(DigestAlgorithm algorithm, string text)
    {
        var size = algorithm.HashBytes();
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, rented);
        Span<byte> hash = stackalloc byte[size];
        if (algorithm == DigestAlgorithm.Md5)
        {
            MD5.HashData(rented.AsSpan(0, length), hash);
        }
        else
        {
            SHA256.HashData(rented.AsSpan(0, length), hash);
        }
        // The text held a secret, and the pool is everyone's.
        CryptographicOperations.ZeroMemory(rented.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(rented);
        return Convert.ToHexStringLower(hash);
    }
}
