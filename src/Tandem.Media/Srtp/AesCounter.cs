using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Tandem.Media.Srtp;

/// <summary>AES in counter mode (RFC 3711 section 4.1.1): the blocks of a packet's key stream are made in one call, and nothing is allocated.</summary>
internal sealed class AesCounter : IDisposable
{
    private const int BlockSize = 16;
    private const int MaxBlocks = 130;

    private readonly Aes _aes;
    private readonly ICryptoTransform _cipher;
    private readonly byte[] _counters = new byte[MaxBlocks * BlockSize];
    private readonly byte[] _stream = new byte[MaxBlocks * BlockSize];

    public AesCounter(ReadOnlySpan<byte> key)
    {
        _aes = Aes.Create();
        _aes.Mode = CipherMode.ECB;
        _aes.Padding = PaddingMode.None;
        _aes.Key = key.ToArray();
        _cipher = _aes.CreateEncryptor();
    }

    /// <summary>Encrypts or decrypts in place.</summary>
    /// <param name="start">The first counter block: 16 bytes, the last two of them 0.</param>
    /// <param name="data">Up to 2,080 bytes.</param>
    public void Apply(ReadOnlySpan<byte> start, Span<byte> data)
    {
        int blocks = (data.Length + BlockSize - 1) / BlockSize;
        if (blocks == 0)
            return;
        for (int i = 0; i < blocks; i++)
        {
            Span<byte> counter = _counters.AsSpan(i * BlockSize, BlockSize);
            start.CopyTo(counter);
            BinaryPrimitives.WriteUInt16BigEndian(counter[14..], (ushort)i);
        }

        _cipher.TransformBlock(_counters, 0, blocks * BlockSize, _stream, 0);
        Xor(data, _stream.AsSpan(0, data.Length));
    }

    private static void Xor(Span<byte> data, ReadOnlySpan<byte> stream)
    {
        int i = 0;
        for (; i <= data.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
            (Vector128.Create<byte>(data[i..]) ^ Vector128.Create(stream[i..])).CopyTo(data[i..]);
        for (; i < data.Length; i++)
            data[i] ^= stream[i];
    }

    public void Dispose()
    {
        _cipher.Dispose();
        _aes.Dispose();
        CryptographicOperations.ZeroMemory(_stream);
    }
}
