using Tandem.Media.Codecs;
using Tandem.Media.Engine;

namespace Tandem.Media.Jitter;

/// <summary>
/// Turns the packets of a stream into a frame each 20 ms. The delay adapts by itself: where a packet is not there in time, audio is made up
/// and the delay grows by that; where for a while there was always a frame more than needed, the surplus is squeezed out, a pitch period at
/// a time. On a good network, and with any drift of the clocks, one frame waits.
/// </summary>
internal sealed class Playout : IDisposable
{
    private const int WindowFrames = 100;
    private const int CautiousWindowFrames = 400;
    private const int HasteFrames = 12;
    private const int FarFrames = 4;
    private const int ConcealedFrames = 3;
    private const int QueueSize = 4096;

    private readonly JitterBuffer _buffer = new();
    private readonly AudioDecoder _decoder;
    private readonly Concealment _concealment;
    private readonly ComfortNoise _noise = new();
    private readonly short[] _queue = new short[QueueSize];
    private readonly int _rate;
    private readonly int _frame;
    private readonly int _clock;
    private int _queued;
    private bool _playing;
    private bool _noisy;
    private long _next;
    private long _stretched;
    private int _concealed;
    private int _spare = int.MaxValue;
    private int _watched;
    private int _window = WindowFrames;
    private int _surplus;

    public Playout(AudioCodec codec)
    {
        Codec = codec;
        _decoder = codec.CreateDecoder();
        _rate = codec.SampleRate();
        _frame = _rate / 50;
        _clock = codec.ClockRate();
        _concealment = new Concealment(_rate);
    }

    public AudioCodec Codec { get; }

    public JitterBuffer Buffer => _buffer;

    /// <summary>Frames that were made up.</summary>
    public long ConcealedFramesTotal { get; private set; }

    /// <summary>Audio that waits, in samples: decoded and in packets.</summary>
    public int Waiting => _queued + (_playing && _buffer.Count > 0 ? (int)Math.Max(0, ToSamples(_buffer.LatestTimestamp - _next)) + _frame : 0);

    public void Insert(PacketPool pool, ushort sequence, uint timestamp, bool isNoise, ReadOnlySpan<byte> payload) =>
        _buffer.Insert(pool, sequence, timestamp, isNoise, payload);

    /// <summary>Gives the next frame.</summary>
    /// <param name="pool">Where packet memory goes back to.</param>
    /// <param name="frame">20 ms.</param>
    /// <returns><see langword="false"/> where the stream has nothing to play; nothing is written then.</returns>
    public bool Read(PacketPool pool, Span<short> frame)
    {
        while (_queued < _frame && Advance(pool))
        {
        }

        if (_queued == 0)
            return false;
        Squeeze(pool);
        int count = Math.Min(_queued, _frame);
        _queue.AsSpan(0, count).CopyTo(frame);
        frame[count..].Clear();
        _queued -= count;
        _queue.AsSpan(count, _queued).CopyTo(_queue);
        Watch();
        return true;
    }

    /// <summary>Another stream follows: what waits is forgotten, the delay starts over.</summary>
    public void Reset(PacketPool pool)
    {
        _buffer.Reset(pool);
        _decoder.Reset();
        _queued = 0;
        Stop();
    }

    public void Dispose() => _decoder.Dispose();

    /// <summary>Adds one packet, or what stands for a missing one, to the queue.</summary>
    /// <returns><see langword="false"/> where there is nothing to add.</returns>
    private bool Advance(PacketPool pool)
    {
        if (!_buffer.TryPeek(out long timestamp, out bool isNext))
            return Stretch();
        long gap = _playing ? timestamp - _next : 0;

        // A gap that was filled while nothing was there is no loss any more; a pause that the sender made, or one too long, is left out.
        if (gap > 0)
            gap -= Math.Min(gap, _stretched);
        if (gap > 0 && !isNext && !_noisy && _concealed < ConcealedFrames)
        {
            _next = timestamp - gap;
            _stretched = 0;
            int missing = (int)Math.Min(_frame, ToSamples(gap));
            Conceal(Math.Max(1, missing));
            _next += Math.Max(1, ToClock(missing));
            return true;
        }

        byte[] packet = _buffer.Take(out int length, out bool isNoise);
        if (gap >= 0 || gap < -_clock)
            Decode(packet.AsSpan(0, length), isNoise, timestamp);
        pool.Return(packet);
        return true;
    }

    private void Decode(ReadOnlySpan<byte> payload, bool isNoise, long timestamp)
    {
        if (_stretched > 0 && !_noisy && timestamp <= _next)
            _window = CautiousWindowFrames;
        _playing = true;
        _next = timestamp;
        _stretched = 0;
        _noisy = isNoise;
        if (isNoise)
        {
            _noise.Describe(payload);
            FillWithNoise();
            _next += ToClock(_frame);
            return;
        }

        int count = _decoder.CountSamples(payload);
        if (count == 0 || count > _queue.Length - _queued)
            return;
        count = _decoder.Decode(payload, _queue.AsSpan(_queued, count));
        if (count == 0)
            return;
        _concealment.Receive(_queue.AsSpan(_queued, count));
        _queued += count;
        _concealed = 0;
        _next += ToClock(count);
    }

    /// <summary>Bridges the time until a packet comes, for a while.</summary>
    private bool Stretch()
    {
        if (!_playing)
            return false;
        if (_noisy)
        {
            FillWithNoise();
        }
        else if (_concealed < ConcealedFrames)
        {
            Conceal(_frame);
        }
        else
        {
            Stop();
            return false;
        }

        _stretched += ToClock(_frame);
        return true;
    }

    private void Conceal(int count)
    {
        Span<short> room = _queue.AsSpan(_queued, count);
        if (count == _frame && _decoder.TryConceal(room))
            _concealment.Receive(room);
        else
            _concealment.Fill(room);
        _queued += count;
        _concealed++;
        ConcealedFramesTotal++;
    }

    private void FillWithNoise()
    {
        Span<short> room = _queue.AsSpan(_queued, _frame);
        _noise.Fill(room);
        _concealment.Receive(room);
        _queued += _frame;
    }

    private void Stop()
    {
        _playing = false;
        _noisy = false;
        _stretched = 0;
        _concealed = 0;
        _concealment.Reset();
        StartWatch();
        _surplus = 0;
    }

    /// <summary>Notes how much was there more than needed, and decides at the end of a window whether it was always too much.</summary>
    private void Watch()
    {
        if (!_playing || _noisy)
            return;
        _spare = Math.Min(_spare, Waiting);
        _watched++;
        bool isFar = _spare >= FarFrames * _frame;
        if (_watched < (isFar ? HasteFrames : _window))
            return;
        if (_spare >= _frame)
            _surplus = isFar ? _spare / 2 : _frame;
        _window = WindowFrames;
        StartWatch();
    }

    private void StartWatch()
    {
        _spare = int.MaxValue;
        _watched = 0;
    }

    private void Squeeze(PacketPool pool)
    {
        if (_surplus < Pitch.Shortest(_rate))
            return;
        int needed = Math.Max(TimeScale.Needed(_rate), _frame + Pitch.Longest(_rate));
        while (_queued < needed && _buffer.TryPeek(out _, out bool isNext) && isNext && Advance(pool))
        {
        }

        if (_queued < needed)
            return;
        int gone = TimeScale.Shorten(_queue.AsSpan(0, _queued), _rate, _surplus);
        _queued -= gone;
        _surplus -= gone;
        StartWatch();
    }

    private long ToSamples(long units) => units * _rate / _clock;

    private long ToClock(int samples) => (long)samples * _clock / _rate;
}
