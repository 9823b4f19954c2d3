using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Tandem.Media.Srtp;

/// <summary>
/// AES in counter mode (RFC 3711 section 4.1.1). By the processor's own instructions where it has them: a thousand channels would each bring
/// a cipher of the system into the cache for every packet. Allocates nothing.
/// </summary>
internal sealed class AesCounter : IDisposable
{
    private const int BlockSize = 16;
    private const int MaxBlocks = 130;

    private readonly AesRounds? _rounds;
    private readonly Aes? _aes;
    private readonly ICryptoTransform? _cipher;
    private readonly byte[] _counters = [];
    private readonly byte[] _stream = [];

    public AesCounter(ReadOnlySpan<byte> key, bool mayUseProcessor = true)
    {
        if (mayUseProcessor && AesRounds.IsSupported && key.Length == BlockSize)
        {
            _rounds = new AesRounds(key);
            return;
        }

        _aes = Aes.Create();
        _aes.Mode = CipherMode.ECB;
        _aes.Padding = PaddingMode.None;
        _aes.Key = key.ToArray();
        _cipher = _aes.CreateEncryptor();
        _counters = new byte[MaxBlocks * BlockSize];
        _stream = new byte[MaxBlocks * BlockSize];
    }

    /// <summary>Encrypts or decrypts in place.</summary>
    /// <param name="start">The first counter block: 16 bytes, the last two of them 0.</param>
    /// <param name="data">Up to 2,080 bytes.</param>
    public void Apply(ReadOnlySpan<byte> start, Span<byte> data)
    {
        if (_rounds is not null)
            _rounds.Apply(Vector128.Create(start), data);
        else
            ApplyBySystem(start, data);
    }

    public void Dispose()
    {
        _rounds?.Clear();
        _cipher?.Dispose();
        _aes?.Dispose();
        CryptographicOperations.ZeroMemory(_stream);
    }

    private void ApplyBySystem(ReadOnlySpan<byte> start, Span<byte> data)
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

        _cipher!.TransformBlock(_counters, 0, blocks * BlockSize, _stream, 0);
        for (int i = 0; i < data.Length; i++)
            data[i] ^= _stream[i];
    }
}
