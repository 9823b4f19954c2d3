using Tandem.Media.Engine;

namespace Tandem.Media.Jitter;

/// <summary>
/// Puts the packets of one stream in order. Numbers are extended over their wraps; a packet that is there already or comes after its turn
/// is dropped. Holds at most 64 packets: where more come, the oldest go.
/// </summary>
internal sealed class JitterBuffer
{
    /// <summary>The most packets at a time.</summary>
    public const int Capacity = 64;

    private readonly Entry[] _entries = new Entry[Capacity];
    private bool _started;
    private long _next;
    private long _highest;
    private long _timestamp;

    /// <summary>How many packets wait.</summary>
    public int Count { get; private set; }

    /// <summary>Packets that came after their turn.</summary>
    public long Late { get; private set; }

    /// <summary>Packets that came twice.</summary>
    public long Duplicate { get; private set; }

    /// <summary>Packets that had to go for others.</summary>
    public long Overflown { get; private set; }

    /// <summary>The timestamp of the latest packet so far, extended.</summary>
    public long LatestTimestamp => _timestamp;

    /// <summary>Takes a packet.</summary>
    /// <param name="pool">Where its memory comes from.</param>
    /// <param name="sequence">Its sequence number.</param>
    /// <param name="timestamp">Its timestamp.</param>
    /// <param name="isNoise">Whether it is comfort noise.</param>
    /// <param name="payload">Its payload; copied.</param>
    public void Insert(PacketPool pool, ushort sequence, uint timestamp, bool isNoise, ReadOnlySpan<byte> payload)
    {
        if (!_started)
        {
            _started = true;
            _next = _highest = sequence + (1L << 16);
            _timestamp = timestamp + (1L << 32);
        }

        long place = _highest + (short)(sequence - (ushort)_highest);
        long time = _timestamp + (int)(timestamp - (uint)_timestamp);
        if (place < _next)
        {
            Late++;
            return;
        }

        while (place - _next >= Capacity)
            DropNext(pool);
        ref Entry entry = ref _entries[place % Capacity];
        if (entry.Buffer is not null)
        {
            Duplicate++;
            return;
        }

        if (place >= _highest)
        {
            _highest = place;
            _timestamp = time;
        }

        byte[] buffer = pool.Rent();
        payload.CopyTo(buffer);
        entry = new Entry { Buffer = buffer, Length = payload.Length, Timestamp = time, IsNoise = isNoise };
        Count++;
    }

    /// <summary>Looks at the packet whose turn is next, past those that are missing.</summary>
    /// <param name="timestamp">Its timestamp, extended.</param>
    /// <param name="isNext">Whether it follows on the last one that was taken, none missing between.</param>
    public bool TryPeek(out long timestamp, out bool isNext)
    {
        timestamp = 0;
        isNext = false;
        if (Count == 0)
            return false;
        long place = _next;
        while (_entries[place % Capacity].Buffer is null)
            place++;
        timestamp = _entries[place % Capacity].Timestamp;
        isNext = place == _next;
        return true;
    }

    /// <summary>Takes out the packet that <see cref="TryPeek"/> told of. Its memory must be returned to the pool.</summary>
    public byte[] Take(out int length, out bool isNoise)
    {
        while (_entries[_next % Capacity].Buffer is null)
            _next++;
        ref Entry entry = ref _entries[_next++ % Capacity];
        byte[] buffer = entry.Buffer!;
        (length, isNoise) = (entry.Length, entry.IsNoise);
        entry = default;
        Count--;
        return buffer;
    }

    /// <summary>Forgets the stream: another one follows.</summary>
    public void Reset(PacketPool pool)
    {
        while (Count > 0)
            pool.Return(Take(out _, out _));
        _started = false;
    }

    private void DropNext(PacketPool pool)
    {
        ref Entry entry = ref _entries[_next++ % Capacity];
        if (entry.Buffer is not { } buffer)
            return;
        pool.Return(buffer);
        entry = default;
        Count--;
        Overflown++;
    }

    private struct Entry
    {
        public byte[]? Buffer;
        public int Length;
        public long Timestamp;
        public bool IsNoise;
    }
}
