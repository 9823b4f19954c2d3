using System.Security.Cryptography;

namespace Tandem.Sipgate.AspNetCore;

/// <summary>Remembers for a while which bodies came, the latest of them.</summary>
internal sealed class ReplayGuard(TimeSpan window, TimeProvider timeProvider)
{
    /// <summary>How many bodies are remembered at most.</summary>
    public const int Capacity = 100_000;

    private readonly Lock _gate = new();
    private readonly HashSet<UInt128> _known = [];
    private readonly Queue<(UInt128 Hash, long At)> _order = [];

    /// <summary>Remembers a body.</summary>
    /// <param name="body">Its bytes.</param>
    /// <returns>False when it came before.</returns>
    public bool TryAdd(ReadOnlySpan<byte> body)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, digest);
        var hash = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(digest);
        lock (_gate)
        {
            while (_order.TryPeek(out var oldest) && (_order.Count >= Capacity || timeProvider.GetElapsedTime(oldest.At) > window))
            {
                _known.Remove(_order.Dequeue().Hash);
            }
            if (!_known.Add(hash))
            {
                return false;
            }
            _order.Enqueue((hash, timeProvider.GetTimestamp()));
            return true;
        }
    }
}
