using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Instructions = System.Runtime.Intrinsics.X86.Aes;

namespace Tandem.Media.Srtp;

/// <summary>AES-128 by the instructions of x86 processors (FIPS 197): the round keys, and counter mode over them.</summary>
internal sealed class AesRounds
{
    private const int BlockSize = 16;
    private const int Rounds = 10;

    private readonly Vector128<byte>[] _keys = new Vector128<byte>[Rounds + 1];

    public AesRounds(ReadOnlySpan<byte> key)
    {
        _keys[0] = Vector128.Create(key);
        _keys[1] = Next(_keys[0], Instructions.KeygenAssist(_keys[0], 0x01));
        _keys[2] = Next(_keys[1], Instructions.KeygenAssist(_keys[1], 0x02));
        _keys[3] = Next(_keys[2], Instructions.KeygenAssist(_keys[2], 0x04));
        _keys[4] = Next(_keys[3], Instructions.KeygenAssist(_keys[3], 0x08));
        _keys[5] = Next(_keys[4], Instructions.KeygenAssist(_keys[4], 0x10));
        _keys[6] = Next(_keys[5], Instructions.KeygenAssist(_keys[5], 0x20));
        _keys[7] = Next(_keys[6], Instructions.KeygenAssist(_keys[6], 0x40));
        _keys[8] = Next(_keys[7], Instructions.KeygenAssist(_keys[7], 0x80));
        _keys[9] = Next(_keys[8], Instructions.KeygenAssist(_keys[8], 0x1B));
        _keys[10] = Next(_keys[9], Instructions.KeygenAssist(_keys[9], 0x36));
    }

    /// <summary>Whether the processor has the instructions.</summary>
    public static bool IsSupported => Instructions.IsSupported;

    /// <summary>Encrypts or decrypts in place; at most 256 blocks.</summary>
    /// <param name="start">The first counter block, the last two bytes 0.</param>
    /// <param name="data">The data.</param>
    public void Apply(Vector128<byte> start, Span<byte> data)
    {
        ReadOnlySpan<Vector128<byte>> keys = _keys.AsSpan(0, Rounds + 1);
        ulong block = 0;

        // Four blocks at a time: an instruction takes longer than the next one has to wait.
        for (; data.Length >= 4 * BlockSize; data = data[(4 * BlockSize)..], block += 4)
        {
            Vector128<byte> one = Counter(start, block) ^ keys[0];
            Vector128<byte> two = Counter(start, block + 1) ^ keys[0];
            Vector128<byte> three = Counter(start, block + 2) ^ keys[0];
            Vector128<byte> four = Counter(start, block + 3) ^ keys[0];
            for (int round = 1; round < Rounds; round++)
            {
                one = Instructions.Encrypt(one, keys[round]);
                two = Instructions.Encrypt(two, keys[round]);
                three = Instructions.Encrypt(three, keys[round]);
                four = Instructions.Encrypt(four, keys[round]);
            }

            Xor(data, Instructions.EncryptLast(one, keys[Rounds]));
            Xor(data[BlockSize..], Instructions.EncryptLast(two, keys[Rounds]));
            Xor(data[(2 * BlockSize)..], Instructions.EncryptLast(three, keys[Rounds]));
            Xor(data[(3 * BlockSize)..], Instructions.EncryptLast(four, keys[Rounds]));
        }

        for (; data.Length > 0; data = data[Math.Min(BlockSize, data.Length)..], block++)
        {
            Vector128<byte> stream = Counter(start, block) ^ keys[0];
            for (int round = 1; round < Rounds; round++)
                stream = Instructions.Encrypt(stream, keys[round]);
            stream = Instructions.EncryptLast(stream, keys[Rounds]);
            if (data.Length >= BlockSize)
            {
                Xor(data, stream);
                continue;
            }

            for (int i = 0; i < data.Length; i++)
                data[i] ^= stream[i];
        }
    }

    /// <summary>Forgets the keys.</summary>
    public void Clear() => Array.Clear(_keys);

    // The last byte of the block counts, as the last two were 0.
    private static Vector128<byte> Counter(Vector128<byte> start, ulong block) => start ^ Vector128.Create(0UL, block << 56).AsByte();

    private static void Xor(Span<byte> data, Vector128<byte> stream) => (Vector128.Create<byte>(data) ^ stream).CopyTo(data);

    private static Vector128<byte> Next(Vector128<byte> key, Vector128<byte> assist)
    {
        Vector128<byte> word = Sse2.Shuffle(assist.AsInt32(), 0xFF).AsByte();
        key ^= Sse2.ShiftLeftLogical128BitLane(key, 4);
        key ^= Sse2.ShiftLeftLogical128BitLane(key, 8);
        return key ^ word;
    }
}
