using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tandem.Media.Srtp;

/// <summary>
/// HMAC-SHA1 (RFC 2104) for many short messages with one key. Where libcrypto is there, the state after the key's blocks is kept and copied,
/// which halves the work of a packet; elsewhere the runtime's own hash does it. Allocates nothing.
/// </summary>
internal sealed unsafe class HmacSha1 : IDisposable
{
    /// <summary>The length of the hash in bytes.</summary>
    public const int Length = 20;

    private const int BlockSize = 64;
    private const byte InnerPad = 0x36;
    private const byte OuterPad = 0x5C;

    private readonly IncrementalHash? _hash;
    private State _inner;
    private State _outer;
    private State _current;

    public HmacSha1(byte[] key)
    {
        if (!Sha1.IsAvailable)
        {
            _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, key);
            return;
        }

        _inner = Start(key, InnerPad);
        _outer = Start(key, OuterPad);
        _current = _inner;
    }

    public void Append(ReadOnlySpan<byte> message)
    {
        if (_hash is not null)
        {
            _hash.AppendData(message);
            return;
        }

        fixed (State* state = &_current)
        fixed (byte* bytes = message)
            Sha1.Update(state, bytes, (nuint)message.Length);
    }

    /// <summary>Gives the hash, and starts anew.</summary>
    public void Finish(Span<byte> hash)
    {
        if (_hash is not null)
        {
            _hash.GetHashAndReset(hash);
            return;
        }

        byte* digest = stackalloc byte[Length];
        fixed (State* state = &_current)
        {
            Sha1.Final(digest, state);
            *state = _outer;
            Sha1.Update(state, digest, Length);
            Sha1.Final(digest, state);
            *state = _inner;
        }

        new ReadOnlySpan<byte>(digest, Length).CopyTo(hash);
    }

    public void Dispose()
    {
        _hash?.Dispose();
        _inner = _outer = _current = default;
    }

    private static State Start(ReadOnlySpan<byte> key, byte pad)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        block.Fill(pad);
        for (int i = 0; i < key.Length; i++)
            block[i] ^= key[i];
        State state = default;
        Sha1.Init(&state);
        fixed (byte* bytes = block)
            Sha1.Update(&state, bytes, BlockSize);
        CryptographicOperations.ZeroMemory(block);
        return state;
    }

    /// <summary>The state of a hash in libcrypto: SHA_CTX has 96 bytes in all its versions.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 96)]
    private struct State
    {
        private readonly ulong _first;
    }

    /// <summary>libcrypto's SHA-1, where it is.</summary>
    private static class Sha1
    {
        static Sha1()
        {
            foreach (string name in (ReadOnlySpan<string>)["libcrypto.so.3", "libcrypto.so.1.1"])
            {
                if (NativeLibrary.TryLoad(name, out nint library)
                    && NativeLibrary.TryGetExport(library, "SHA1_Init", out nint init)
                    && NativeLibrary.TryGetExport(library, "SHA1_Update", out nint update)
                    && NativeLibrary.TryGetExport(library, "SHA1_Final", out nint final))
                {
                    Init = (delegate* unmanaged[Cdecl]<State*, int>)init;
                    Update = (delegate* unmanaged[Cdecl, SuppressGCTransition]<State*, byte*, nuint, int>)update;
                    Final = (delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, State*, int>)final;
                    IsAvailable = true;
                    return;
                }
            }
        }

        public static bool IsAvailable { get; }

        public static delegate* unmanaged[Cdecl]<State*, int> Init { get; }

        public static delegate* unmanaged[Cdecl, SuppressGCTransition]<State*, byte*, nuint, int> Update { get; }

        public static delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, State*, int> Final { get; }
    }
}
