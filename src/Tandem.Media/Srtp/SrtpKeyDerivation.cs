using System.Security.Cryptography;

namespace Tandem.Media.Srtp;

/// <summary>Makes session keys of a master key (RFC 3711 section 4.3, with a key derivation rate of 0; RFC 7714 section 11).</summary>
internal static class SrtpKeyDerivation
{
    public const byte RtpEncryption = 0;
    public const byte RtpAuthentication = 1;
    public const byte RtpSalt = 2;

    /// <summary>What the labels of SRTCP are above those of SRTP.</summary>
    public const byte Rtcp = 3;

    private const int LabelOffset = 7;

    /// <summary>Derives a key.</summary>
    /// <param name="masterKey">The master key.</param>
    /// <param name="masterSalt">The master salt, up to 14 bytes; a shorter one is filled up with zeros at its end.</param>
    /// <param name="label">What the key is for.</param>
    /// <param name="length">Its length in bytes.</param>
    public static byte[] Derive(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt, byte label, int length)
    {
        Span<byte> start = stackalloc byte[16];
        start.Clear();
        masterSalt.CopyTo(start);
        start[LabelOffset] ^= label;
        byte[] key = new byte[length];
        using var counter = new AesCounter(masterKey);
        counter.Apply(start, key);
        CryptographicOperations.ZeroMemory(start);
        return key;
    }
}
