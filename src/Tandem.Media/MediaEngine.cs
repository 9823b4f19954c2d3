using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Tandem.Media.Engine;
using Tandem.Media.Mixing;
using Tandem.Media.Recording;
using Tandem.Media.Rtp;
using Tandem.Media.Sockets;

namespace Tandem.Media;

/// <summary>
/// The media engine: opens channels and serves them on its own threads, one shard each. Packets are relayed as they come; tones and digits
/// follow a 20 ms clock that stands still while nothing needs it.
/// </summary>
public sealed class MediaEngine : IAsyncDisposable
{
    private const int EphemeralAttempts = 64;

    private readonly ConcurrentDictionary<MediaChannel, bool> _channels = new();
    private readonly TaskCompletionSource _emptied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DatagramBackend _backend;
    private readonly ShardThread[] _threads;
    private readonly PortPool? _ports;
    private readonly EngineMetrics _metrics;
    private long _order;
    private long _eventsDropped;
    private int _disposed;

    /// <summary>Starts an engine.</summary>
    /// <param name="options">The settings; checked here.</param>
    /// <param name="timeProvider">The clock of ticks, statistics and resting ports; the system's by default.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names the key.</exception>
    public MediaEngine(MediaOptions options, TimeProvider? timeProvider = null)
        : this(options, timeProvider, DatagramBackend.ForThisSystem)
    {
    }

    internal MediaEngine(MediaOptions options, TimeProvider? timeProvider, DatagramBackend backend)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        TimeProvider time = timeProvider ?? TimeProvider.System;
        Clock = new MediaClock(time);
        _backend = backend;
        if (options.FirstPort != 0)
            _ports = new PortPool(options.FirstPort, options.LastPort, options.PortReuseDelay, time);
        _threads = new ShardThread[options.Shards == 0 ? Environment.ProcessorCount : options.Shards];
        for (int i = 0; i < _threads.Length; i++)
            _threads[i] = new ShardThread(i, backend, Clock);
        foreach (ShardThread thread in _threads)
            thread.Start();
        _metrics = new EngineMetrics(this);
    }

    /// <summary>
    /// Code that was handed to a channel threw an exception: an event handler, a sink or a source. Raised on the thread pool; media goes on.
    /// The handlers of this event must not throw.
    /// </summary>
    public event Action<MediaChannel, Exception>? HandlerFailed;

    /// <summary>The settings.</summary>
    public MediaOptions Options { get; }

    /// <summary>The figures since the start.</summary>
    public MediaEngineStatistics Statistics
    {
        get
        {
            (int Free, int Resting)? ports = _ports?.Count();
            return new MediaEngineStatistics
            {
                OpenChannels = OpenChannels,
                FreePorts = ports?.Free,
                RestingPorts = ports?.Resting ?? 0,
                PacketsIn = Sum(static c => c.PacketsIn),
                PacketsOut = Sum(static c => c.PacketsOut),
                BytesIn = Sum(static c => c.BytesIn),
                BytesOut = Sum(static c => c.BytesOut),
                PacketsUnsent = Sum(static c => c.Unsent),
                PacketsRefused = Enum.GetValues<PacketRefusal>().ToDictionary(reason => reason, Refused),
                TickLateness = TickLateness(),
                TicksSkipped = _threads.Sum(static thread => thread.Clock.Skipped),
                EventsDropped = EventsDropped,
            };
        }
    }

    internal MediaClock Clock { get; }

    internal RecordingWriter RecordingWriter { get; } = new();

    internal int OpenChannels => _threads.Sum(static thread => thread.Channels);

    internal long EventsDropped => Interlocked.Read(ref _eventsDropped);

    /// <summary>How many channels the range of ports has room for; <see langword="null"/> where the operating system chooses the ports.</summary>
    public int? PortPairs => _ports?.Size;

    /// <summary>Whether so many channels can be opened now; always true where the operating system chooses the ports.</summary>
    /// <param name="channels">How many; the cost grows with it.</param>
    public bool HasFreePorts(int channels) => _ports is null || _ports.HasFree(channels);

    /// <summary>Opens a channel: binds its ports and chooses its thread.</summary>
    /// <param name="options">How to open it.</param>
    /// <param name="channel">The channel.</param>
    /// <returns><see langword="false"/> where no pair of ports is to be had now.</returns>
    /// <exception cref="ArgumentException">The channel to be near to is of another engine, or the time-out is out of its range.</exception>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public bool TryOpen(MediaChannelOptions options, [MaybeNullWhen(false)] out MediaChannel channel)
    {
        ArgumentNullException.ThrowIfNull(options);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        options.Validate();
        if (options.Near is { } near && near.Engine != this)
            throw new ArgumentException("The channel to be near to must belong to this engine.", nameof(options));
        channel = null;
        if (!TryBindPair(options.Address ?? Options.Address, out DatagramSocket? rtp, out DatagramSocket? rtcp))
            return false;

        ShardThread thread = options.Near?.Thread ?? LeastLoaded();
        thread.Expect();
        channel = new MediaChannel(this, options.Id ?? Guid.NewGuid().ToString("N"), thread, rtp, rtcp, NewSender());
        channel.WatchIdle(options.IdleTimeout);
        _channels.TryAdd(channel, true);
        channel.Begin();
        if (Volatile.Read(ref _disposed) != 0)
            channel.Close();
        return true;
    }

    /// <summary>Opens a conference, on the thread that has least to do.</summary>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public Conference OpenConference()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        return new Conference(this, LeastLoaded());
    }

    /// <summary>Closes all channels and ends the threads.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        foreach (MediaChannel channel in _channels.Keys)
            channel.Close();
        SignalIfEmptied();
        await _emptied.Task.ConfigureAwait(false);
        foreach (ShardThread thread in _threads)
            thread.Stop();
        foreach (ShardThread thread in _threads)
        {
            await thread.Ended.ConfigureAwait(false);
            thread.Dispose();
        }

        await RecordingWriter.DisposeAsync().ConfigureAwait(false);
        _metrics.Dispose();
    }

    internal long Sum(Func<PacketCounters, long> figure)
    {
        long sum = 0;
        foreach (ShardThread thread in _threads)
            sum += figure(thread.Shard.Counters);
        return sum;
    }

    internal long Refused(PacketRefusal reason)
    {
        long sum = 0;
        foreach (ShardThread thread in _threads)
            sum += thread.Shard.Counters.Refused(reason);
        return sum;
    }

    internal TickLatenessBucket[] TickLateness()
    {
        var buckets = new TickLatenessBucket[TickClock.LatenessBounds.Length];
        for (int i = 0; i < buckets.Length; i++)
        {
            long ticks = 0;
            foreach (ShardThread thread in _threads)
                ticks += thread.Clock.Lateness(i);
            buckets[i] = new TickLatenessBucket(TimeSpan.FromTicks(TickClock.LatenessBounds[i]), ticks);
        }

        return buckets;
    }

    internal long NextOrder() => Interlocked.Increment(ref _order);

    internal void CountDroppedEvent() => Interlocked.Increment(ref _eventsDropped);

    internal void RaiseHandlerFailed(MediaChannel channel, Exception exception) => HandlerFailed?.Invoke(channel, exception);

    internal void OnClosed(MediaChannel channel)
    {
        _ports?.Return(channel.LocalEndPoint.Port);
        _channels.TryRemove(channel, out _);
        if (Volatile.Read(ref _disposed) != 0)
            SignalIfEmptied();
    }

    private static RtpSender NewSender()
    {
        // RFC 3550 section 5.1: the first values are random.
        Span<byte> random = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        return new RtpSender(BitConverter.ToUInt32(random), BitConverter.ToUInt16(random[4..]), BitConverter.ToUInt32(random[6..]));
    }

    private void SignalIfEmptied()
    {
        if (_channels.IsEmpty)
            _emptied.TrySetResult();
    }

    private ShardThread LeastLoaded()
    {
        ShardThread least = _threads[0];
        foreach (ShardThread thread in _threads)
        {
            if (thread.Channels < least.Channels)
                least = thread;
        }

        return least;
    }

    private bool TryBindPair(IPAddress address, [MaybeNullWhen(false)] out DatagramSocket rtp, [MaybeNullWhen(false)] out DatagramSocket rtcp)
    {
        rtp = null;
        rtcp = null;
        int attempts = _ports?.Size ?? EphemeralAttempts;
        while (attempts-- > 0)
        {
            int port = 0;
            if (_ports is not null && !_ports.TryTake(out port))
                return false;
            if (TryBindPair(address, port, out rtp, out rtcp))
                return true;

            // Another program has it: it waits in line like a port after a call.
            _ports?.Return(port);
        }

        return false;
    }

    private bool TryBindPair(IPAddress address, int port, [MaybeNullWhen(false)] out DatagramSocket rtp, [MaybeNullWhen(false)] out DatagramSocket rtcp)
    {
        rtp = null;
        rtcp = null;
        try
        {
            rtp = _backend.Bind(address, port);
            if ((rtp.LocalEndPoint.Port & 1) == 0)
                rtcp = _backend.Bind(address, rtp.LocalEndPoint.Port + 1);
        }
        catch (SocketException)
        {
            // Taken, or no more sockets: told by the result.
        }

        if (rtp is not null && rtcp is not null)
            return true;
        rtp?.Dispose();
        return false;
    }
}
