namespace Tandem.Media.Recording;

/// <summary>
/// The thread that writes the recordings of an engine to disk, each twice a second: media threads never wait for a disk. It sleeps while
/// nothing is recorded.
/// </summary>
internal sealed class RecordingWriter : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly List<ChannelRecording> _recordings = [];
    private readonly ManualResetEventSlim _work = new();
    private readonly ManualResetEventSlim _stop = new();
    private Thread? _thread;

    public void Add(ChannelRecording recording)
    {
        lock (_lock)
        {
            _recordings.Add(recording);
            _work.Set();
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "media-recordings" };
                _thread.Start();
            }
        }
    }

    public void Remove(ChannelRecording recording)
    {
        lock (_lock)
        {
            _recordings.Remove(recording);
            if (_recordings.Count == 0)
                _work.Reset();
        }
    }

    /// <summary>Waits until all files are complete, and ends the thread. All channels are closed before.</summary>
    public async ValueTask DisposeAsync()
    {
        while (Next() is { } recording)
            await recording.Completed.ConfigureAwait(false);
        _stop.Set();
        _work.Set();
    }

    private ChannelRecording? Next()
    {
        lock (_lock)
            return _recordings.Count == 0 ? null : _recordings[0];
    }

    private void Run()
    {
        var batch = new List<ChannelRecording>();
        while (!_stop.IsSet)
        {
            _work.Wait();
            lock (_lock)
                batch.AddRange(_recordings);
            foreach (ChannelRecording recording in batch)
                recording.Flush();
            batch.Clear();
            _stop.Wait(Interval);
        }
    }
}
