using Tandem.Media.Codecs;
using Tandem.Media.Engine;
using Tandem.Media.Wave;

namespace Tandem.Media.Recording;

/// <summary>
/// A recording of a channel, under way or over. Made by <see cref="MediaChannel.Record"/> and <see cref="MediaChannel.PlayAndRecord"/>.
/// Members may be called from any thread.
/// </summary>
public sealed class ChannelRecording : IFrameTap
{
    // Two frames of the highest rate.
    private const int MaxFrame = 2 * 320;

    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<RecordResult> _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _fileLock = new();
    private readonly RecordOptions _options;
    private readonly RecordingWriter _writer;
    private readonly RecordingFile _file;
    private readonly PowerMeter _meter;
    private readonly short[] _frame = new short[MaxFrame];
    private readonly short[] _heard = new short[320];
    private readonly short[] _sent = new short[320];
    private readonly Resampler?[] _resamplers = [null, null];
    private short[] _before = [];
    private long _beforeCount;
    private bool _isOpen;
    private bool _wasLoud;
    private volatile bool _isPaused;
    private int _ended;
    private Exception? _failure;

    internal ChannelRecording(RecordOptions options, RecordingWriter writer, bool waits)
    {
        _options = options;
        _writer = writer;
        Waits = waits;
        _file = new RecordingFile(options.Path, options.Channels);
        _meter = new PowerMeter(options.LevelWindow);
        writer.Add(this);
    }

    /// <summary>The file.</summary>
    public string Path => _options.Path;

    /// <summary>Audio recorded so far.</summary>
    public TimeSpan Duration => _file.ToTime(_file.Samples);

    /// <summary>Completes when the first audio is recorded: at once, above the level, or after what is played; cancelled where it ends before.</summary>
    public Task Started => _started.Task;

    /// <summary>Completes when the file is complete and on disk. It does not fail.</summary>
    public Task<RecordResult> Completed => _completed.Task;

    /// <summary>Whether it is paused.</summary>
    public bool IsPaused => _isPaused;

    /// <summary>Whether it waits for a play to end.</summary>
    internal bool Waits { get; private set; }

    /// <summary>Tells the media thread that it may forget this recording.</summary>
    internal Action<ChannelRecording>? Released { get; set; }

    /// <summary>Leaves out what follows, until <see cref="Resume"/>.</summary>
    public void Pause() => _isPaused = true;

    /// <summary>Goes on after <see cref="Pause"/>, in the same file.</summary>
    public void Resume() => _isPaused = false;

    /// <summary>Ends it. <see cref="Completed"/> tells when the file is complete.</summary>
    public void Finish() => End(RecordEndReason.Requested);

    void IFrameTap.OnFrame(ReadOnlySpan<short> heard, ReadOnlySpan<short> sent, int rate)
    {
        if (Volatile.Read(ref _ended) != 0)
            return;
        if (_file.Samples == 0)
            SetRate(rate);
        int length = _file.Rate / 50;
        ReadOnlySpan<short> left = _options.Direction == RecordDirection.Sent ? default : ToRate(heard, rate, 0, _heard);
        ReadOnlySpan<short> right = _options.Direction == RecordDirection.Received ? default : ToRate(sent, rate, 1, _sent);
        ReadOnlySpan<short> frame = Combine(left, right, length);
        _meter.Add(_options.Direction == RecordDirection.Sent ? right : left);
        if (!_isOpen && !TryOpen(frame))
            return;
        if (!_isPaused)
            _file.Append(frame);
        CheckEnd();
    }

    void IFrameTap.OnClosed() => End(RecordEndReason.ChannelClosed);

    /// <summary>What was played before is over.</summary>
    internal void OnPlayEnded() => Waits = false;

    /// <summary>Writes what waits. On the writer's thread.</summary>
    internal void Flush()
    {
        lock (_fileLock)
        {
            if (_ended != 0)
                return;
            try
            {
                _file.Flush();
                return;
            }
            catch (IOException exception)
            {
                _failure = exception;
            }
        }

        End(RecordEndReason.Failed);
    }

    private void SetRate(int rate)
    {
        _file.Rate = rate;
        int length = (int)(rate * Math.Min(2, 2 * _options.LevelWindow.TotalSeconds)) * _options.Channels;
        if (!_isOpen && (Waits || _options.StartAbove is not null) && _before.Length != length)
        {
            _before = new short[length];
            _beforeCount = 0;
        }
    }

    private bool TryOpen(ReadOnlySpan<short> frame)
    {
        bool isLoud = _options.StartAbove is not { } level || _meter.Power > PowerMeter.FromLevel(level);
        if (Waits || !isLoud)
        {
            foreach (short sample in frame)
                _before[_beforeCount++ % _before.Length] = sample;
            return false;
        }

        // The onset of a word lies before the instant at which the average has risen; after a prompt nothing lies before.
        if (_options.StartAbove is not null)
        {
            for (long i = Math.Max(0, _beforeCount - _before.Length); i < _beforeCount; i++)
                _file.Append(_before.AsSpan((int)(i % _before.Length), 1));
        }

        _isOpen = true;
        _started.TrySetResult();
        return true;
    }

    private ReadOnlySpan<short> ToRate(ReadOnlySpan<short> frame, int rate, int direction, short[] room)
    {
        if (frame.IsEmpty || rate == _file.Rate)
            return frame;
        if (_resamplers[direction]?.FromRate != rate)
            _resamplers[direction] = new Resampler(rate, _file.Rate);
        return room.AsSpan(0, _resamplers[direction]!.Resample(frame, room));
    }

    private ReadOnlySpan<short> Combine(ReadOnlySpan<short> left, ReadOnlySpan<short> right, int length)
    {
        Span<short> frame = _frame.AsSpan(0, length * _options.Channels);
        for (int i = 0; i < length; i++)
        {
            int one = left.IsEmpty ? 0 : left[i];
            int other = right.IsEmpty ? 0 : right[i];
            if (_options.Channels == 1)
                frame[i] = (short)Math.Clamp(one + other, short.MinValue, short.MaxValue);
            else
                (frame[2 * i], frame[(2 * i) + 1]) = ((short)one, (short)other);
        }

        return frame;
    }

    private void CheckEnd()
    {
        TimeSpan duration = Duration;
        if (duration >= _options.MaxDuration || _file.IsFull)
        {
            End(RecordEndReason.MaxDuration);
        }
        else if (_options.FinishBelow is { } level)
        {
            bool isLoud = _meter.Power > PowerMeter.FromLevel(level);
            _wasLoud |= isLoud;
            if (_wasLoud && !isLoud && duration >= _options.MinDuration)
                End(RecordEndReason.BelowLevel);
        }
    }

    private void End(RecordEndReason reason)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;
        Released?.Invoke(this);
        ThreadPool.UnsafeQueueUserWorkItem(static end => end.Recording.Complete(end.Reason), (Recording: this, Reason: reason), preferLocal: false);
    }

    private void Complete(RecordEndReason reason)
    {
        long bytes;
        lock (_fileLock)
        {
            try
            {
                _file.Complete();
            }
            catch (IOException exception)
            {
                _failure ??= exception;
            }

            bytes = _file.Bytes;
            _file.Dispose();
        }

        _started.TrySetCanceled();
        _completed.TrySetResult(new RecordResult(
            _failure is null ? reason : RecordEndReason.Failed,
            _file.ToTime((bytes - WaveWriter.HeaderSize) / 2),
            bytes,
            _file.ToTime(_file.Dropped),
            _failure));
        _writer.Remove(this);
    }
}
