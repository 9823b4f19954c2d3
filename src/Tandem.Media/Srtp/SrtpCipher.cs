using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tandem.Media.Srtp;

/// <summary>
/// Encryption and authentication of one direction of RTP or RTCP, by its session keys. Knows nothing of packets but what is encrypted, what
/// is only authenticated, and where they are in the stream. Allocates nothing.
/// </summary>
internal sealed class SrtpCipher : IDisposable
{
    private readonly byte[] _salt;
    private readonly AesCounter? _counter;
    private readonly HmacSha1? _hash;
    private readonly AesGcm? _gcm;

    public SrtpCipher(SrtpProfile profile, byte[] key, byte[] salt, byte[]? authenticationKey, int tagLength)
    {
        _salt = salt;
        TagLength = tagLength;
        if (profile.IsAead())
        {
            _gcm = new AesGcm(key, tagLength);
        }
        else
        {
            _counter = new AesCounter(key);
            _hash = new HmacSha1(authenticationKey!);
        }
    }

    public int TagLength { get; }

    public bool IsAead => _gcm is not null;

    /// <summary>Encrypts in place in counter mode.</summary>
    public void Apply(uint ssrc, ulong index, Span<byte> data)
    {
        // Section 4.1.1: (salt * 2^16) XOR (SSRC * 2^64) XOR (index * 2^16).
        Span<byte> start = stackalloc byte[16];
        _salt.CopyTo(start);
        start[14..].Clear();
        Xor(start[4..8], ssrc);
        Xor(start[8..12], (uint)(index >> 16));
        start[12] ^= (byte)(index >> 8);
        start[13] ^= (byte)index;
        _counter!.Apply(start, data);
    }

    /// <summary>Writes the tag of counter mode.</summary>
    public void Authenticate(ReadOnlySpan<byte> packet, uint? rollover, Span<byte> tag)
    {
        Span<byte> hash = stackalloc byte[HmacSha1.Length];
        _hash!.Append(packet);
        if (rollover is { } value)
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
            _hash.Append(bytes);
        }

        _hash.Finish(hash);
        hash[..tag.Length].CopyTo(tag);
    }

    /// <summary>Encrypts in place in Galois counter mode.</summary>
    /// <param name="ssrc">The SSRC.</param>
    /// <param name="index">The place in the stream, 48 bits.</param>
    /// <param name="header">What is authenticated only.</param>
    /// <param name="data">What is encrypted.</param>
    /// <param name="tag">Room for the tag.</param>
    public void Seal(uint ssrc, ulong index, ReadOnlySpan<byte> header, Span<byte> data, Span<byte> tag)
    {
        Span<byte> nonce = stackalloc byte[12];
        WriteNonce(nonce, ssrc, index);
        _gcm!.Encrypt(nonce, data, data, tag, header);
    }

    /// <summary>Decrypts in place in Galois counter mode.</summary>
    /// <returns><see langword="false"/> where the packet is not authentic.</returns>
    public bool Open(uint ssrc, ulong index, ReadOnlySpan<byte> header, Span<byte> data, ReadOnlySpan<byte> tag)
    {
        Span<byte> nonce = stackalloc byte[12];
        WriteNonce(nonce, ssrc, index);
        try
        {
            _gcm!.Decrypt(nonce, data, tag, data, header);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _counter?.Dispose();
        _hash?.Dispose();
        _gcm?.Dispose();
        CryptographicOperations.ZeroMemory(_salt);
    }

    private static void Xor(Span<byte> bytes, uint value) =>
        BinaryPrimitives.WriteUInt32BigEndian(bytes, BinaryPrimitives.ReadUInt32BigEndian(bytes) ^ value);

    // RFC 7714 section 8.1: two zeros, SSRC, index of 48 bits; XOR salt. That of SRTCP (section 9.1) is the same with an index of 31 bits.
    private void WriteNonce(Span<byte> nonce, uint ssrc, ulong index)
    {
        _salt.AsSpan(0, 12).CopyTo(nonce);
        Xor(nonce[2..6], ssrc);
        Xor(nonce[6..10], (uint)(index >> 16));
        nonce[10] ^= (byte)(index >> 8);
        nonce[11] ^= (byte)index;
    }
}
