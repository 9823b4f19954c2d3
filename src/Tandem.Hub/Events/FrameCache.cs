using System.Collections.Concurrent;

namespace Tandem.Hub.Events;

/// <summary>
/// Keeps the last frames that were encoded. Of many who want a frame at the same time one encodes it and the others wait for that. The oldest go
/// first.
/// </summary>
/// <param name="maxFrames">How many are kept.</param>
/// <param name="maxBytes">How many bytes they may have in all; the last one is kept whatever its size.</param>
internal sealed class FrameCache(int maxFrames, long maxBytes)
{
    private readonly ConcurrentDictionary<FrameKey, Lazy<EncodedFrame>> _frames = new();
    private readonly ConcurrentQueue<FrameKey> _order = new();
    private long _bytes;

    /// <summary>The bytes of a frame.</summary>
    /// <typeparam name="TFrame">The type of the frame.</typeparam>
    /// <param name="key">Which frame.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="encode">Encodes it.</param>
    public EncodedFrame GetOrEncode<TFrame>(FrameKey key, TFrame frame, Func<TFrame, EncodedFrame> encode)
    {
        if (_frames.TryGetValue(key, out var known))
        {
            return known.Value;
        }
        var own = new Lazy<EncodedFrame>(() => encode(frame));
        var kept = _frames.GetOrAdd(key, own);
        var encoded = kept.Value;
        if (ReferenceEquals(kept, own))
        {
            Keep(key, encoded);
        }
        return encoded;
    }

    private void Keep(FrameKey key, EncodedFrame encoded)
    {
        Interlocked.Add(ref _bytes, encoded.ServerSentEvent.Length);
        _order.Enqueue(key);
        while ((_order.Count > maxFrames || (Interlocked.Read(ref _bytes) > maxBytes && _order.Count > 1)) && _order.TryDequeue(out var oldest))
        {
            if (_frames.TryRemove(oldest, out var removed))
            {
                Interlocked.Add(ref _bytes, -removed.Value.ServerSentEvent.Length);
            }
        }
    }
}
