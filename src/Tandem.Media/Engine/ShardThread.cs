using System.Collections.Concurrent;
using Tandem.Media.Sockets;

namespace Tandem.Media.Engine;

/// <summary>The thread of a shard: waits for packets, commands and the clock. Sleeps when there is none of them.</summary>
internal sealed class ShardThread : IDisposable
{
    private const long ServiceInterval = 250 * TimeSpan.TicksPerMillisecond;

    private readonly ConcurrentQueue<Action<ShardThread>> _commands = new();
    private readonly byte[] _buffer = GC.AllocateArray<byte>(PacketBuffer.Size, pinned: true);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DatagramPoller _poller;
    private readonly MediaClock _clock;
    private long _serviceDue;
    private int _wakePending;
    private int _channels;
    private bool _stopping;

    public ShardThread(int index, DatagramBackend backend, MediaClock clock)
    {
        Shard = new MediaShard(index);
        _poller = backend.CreatePoller();
        _clock = clock;
    }

    public MediaShard Shard { get; }

    public TickClock Clock { get; } = new();

    /// <summary>Done when the thread has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>How many channels it serves.</summary>
    public int Channels => Volatile.Read(ref _channels);

    /// <summary>Counts a channel that is about to come; <see cref="Depart"/> counts it off.</summary>
    public void Expect() => Interlocked.Increment(ref _channels);

    public void Start() => new Thread(Run) { IsBackground = true, Name = $"media-{Shard.Index}", Priority = ThreadPriority.AboveNormal }.Start();

    /// <summary>Runs a command on the thread, after those posted before; after its end nothing.</summary>
    public void Post(Action<ShardThread> command)
    {
        _commands.Enqueue(command);
        if (Interlocked.Exchange(ref _wakePending, 1) != 0)
            return;
        try
        {
            _poller.Wake();
        }
        catch (ObjectDisposedException)
        {
            // The engine has been disposed of: the channels are closed.
        }
    }

    /// <summary>Ends the thread once it has run what was posted before.</summary>
    public void Stop() => Post(static thread => thread._stopping = true);

    /// <summary>Starts to poll the sockets of a channel. On the thread.</summary>
    public void Arrive(DatagramSocket rtp, DatagramSocket rtcp)
    {
        _poller.Add(rtp);
        _poller.Add(rtcp);
    }

    /// <summary>Stops to poll the sockets of a channel. On the thread.</summary>
    public void Depart(DatagramSocket rtp, DatagramSocket rtcp)
    {
        _poller.Remove(rtp);
        _poller.Remove(rtcp);
        Interlocked.Decrement(ref _channels);
    }

    public void Dispose() => _poller.Dispose();

    private void Run()
    {
        while (!_stopping)
        {
            int ready = _poller.Wait(Timeout(_clock.Now));

            // Commands first: what was asked before a packet was sent holds for that packet.
            RunCommands();
            if (ready > 0)
                ReceiveReady(ready);
            RunClock();
            RunService();
        }

        _ended.SetResult();
    }

    private int Timeout(long now)
    {
        if (!Clock.IsRunning && !Shard.HasLegs)
            return -1;
        long left = Clock.IsRunning ? Math.Min(Clock.Due, _serviceDue) - now : _serviceDue - now;
        return left <= 0 ? 0 : (int)((left + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond);
    }

    private void ReceiveReady(int ready)
    {
        long now = _clock.Now;
        for (int i = 0; i < ready; i++)
        {
            if (_poller.Ready(i) is not { Leg: { } leg } socket)
                continue;
            int length = socket.Receive(_buffer, out TransportAddress source);
            if (length < 0)
                continue;
            if (socket.IsRtcp && length < _buffer.Length)
                leg.ReceiveRtcp(_buffer.AsSpan(0, length), source, now);
            else if (length == _buffer.Length)
                leg.ReceiveOversized();
            else
                leg.ReceiveRtp(_buffer.AsSpan(0, length), source, now);
        }
    }

    private void RunCommands()
    {
        if (Volatile.Read(ref _wakePending) == 0)
            return;
        Interlocked.Exchange(ref _wakePending, 0);
        while (_commands.TryDequeue(out Action<ShardThread>? command))
            command(this);
    }

    private void RunService()
    {
        long now = _clock.Now;
        if (now < _serviceDue)
            return;
        _serviceDue = now + ServiceInterval;
        Shard.Service(now);
    }

    private void RunClock()
    {
        if (Shard.NeedsClock != Clock.IsRunning)
        {
            if (Shard.NeedsClock)
                Clock.Start(_clock.Now);
            else
                Clock.Stop();
        }

        if (Clock.IsRunning && Clock.TryTick(_clock.Now, out long nominal))
            Shard.Tick(nominal);
    }
}
