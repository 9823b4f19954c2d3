using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using Tandem.Media.Rtp;
using Tandem.Media.Sockets;
using Tandem.Media.Srtp;

namespace Tandem.MediaLoad;

/// <summary>
/// The far ends of all channels on one thread: a socket each, a packet of 20 ms each, spread evenly over the 20 ms. Packets carry the instant
/// of their sending, where the codec leaves them as they are.
/// </summary>
internal sealed class Generator : IDisposable
{
    private const int PacketSize = RtpHeader.Size + 160;
    private static readonly long Interval = Stopwatch.Frequency / 50;

    private readonly LoadMode _mode;
    private readonly DatagramSocket[] _sockets;
    private readonly DatagramPoller _poller;
    private readonly byte[] _packet = new byte[PacketSize + SrtpContext.MaxGrowth];
    private readonly SrtpContext[] _outbound;
    private readonly SrtpContext[] _inbound;
    private readonly byte[] _received = new byte[2048];
    private readonly int[] _delays = new int[2000];
    private TransportAddress[] _targets = [];
    private long _longest;
    private long _turns;

    public Generator(LoadOptions options)
    {
        _mode = options.Mode;
        DatagramBackend backend = DatagramBackend.ForThisSystem;
        _poller = backend.CreatePoller();
        _sockets = new DatagramSocket[options.Channels];
        _outbound = MakeContexts();
        _inbound = MakeContexts();
        for (int i = 0; i < _sockets.Length; i++)
        {
            _sockets[i] = backend.Bind(IPAddress.Loopback, 0);
            _poller.Add(_sockets[i]);
        }
    }

    public IEnumerable<int> Ports => _sockets.Select(socket => socket.LocalEndPoint.Port);

    public long Sent { get; private set; }

    public long Received { get; private set; }

    public void SetTargets(int[] ports) =>
        _targets = [.. ports.Select(port => TransportAddress.From(IPAddress.Loopback, (ushort)port))];

    /// <summary>Sends for so long, then takes what still arrives for half a second.</summary>
    public void Run(TimeSpan time)
    {
        Sent = 0;
        Received = 0;
        _longest = 0;
        Array.Clear(_delays);
        long start = Stopwatch.GetTimestamp();
        long packets = (long)time.TotalSeconds * 50 * _sockets.Length;
        if (_mode == LoadMode.Tone)
        {
            while (Stopwatch.GetElapsedTime(start) < time)
                Receive(20);
            return;
        }

        while (Sent < packets)
        {
            long due = (Stopwatch.GetTimestamp() - start) * _sockets.Length / Interval;
            while (Sent < Math.Min(due, packets))
                SendNext();
            Receive(1);
        }

        long end = Stopwatch.GetTimestamp();
        while (_mode.IsAnswered() && Received < Sent && Stopwatch.GetElapsedTime(end) < TimeSpan.FromSeconds(0.5))
            Receive(10);
    }

    /// <summary>The delay below which a share of the packets came back, in milliseconds; the last of 20 ms stands for all above.</summary>
    public double Delay(double share)
    {
        long total = _delays.Sum(count => (long)count);
        long seen = 0;
        for (int i = 0; i < _delays.Length; i++)
        {
            seen += _delays[i];
            if (seen >= share * total)
                return (i + 1) / 100.0;
        }

        return 0;
    }

    public double LongestDelay => _longest * 1000.0 / Stopwatch.Frequency;

    public void Dispose()
    {
        _poller.Dispose();
        foreach (DatagramSocket socket in _sockets)
            socket.Dispose();
    }

    /// <summary>Goes on with the numbers of the streams in the next run.</summary>
    public void Continue() => _turns += Sent / _sockets.Length;

    private SrtpContext[] MakeContexts() => _mode == LoadMode.Srtp
        ? [.. _sockets.Select(_ => new SrtpContext(SrtpProfile.AesCm128HmacSha1Tag80, EngineWork.Key))]
        : [];

    private void SendNext()
    {
        int channel = (int)(Sent % _sockets.Length);
        long turn = _turns + (Sent / _sockets.Length);
        RtpHeader.Write(_packet, false, (byte)_mode.CodecOf(channel), (ushort)turn, (uint)(turn * 160), (uint)channel);
        BinaryPrimitives.WriteInt64LittleEndian(_packet.AsSpan(RtpHeader.Size), Stopwatch.GetTimestamp());
        int length = _outbound.Length > 0 ? _outbound[channel].Protect(_packet, PacketSize) : PacketSize;
        _sockets[channel].Send(_packet.AsSpan(0, length), _targets[channel]);
        Sent++;
    }

    private void Receive(int milliseconds)
    {
        int ready = _poller.Wait(milliseconds);
        for (int i = 0; i < ready; i++)
        {
            if (_poller.Ready(i) is not { } socket || socket.Receive(_received, out _) is not (>= PacketSize and var length))
                continue;
            Received++;
            if (!_mode.KeepsPayload() || (_inbound.Length > 0 && !_inbound[socket.Slot].TryUnprotect(_received.AsSpan(0, length), out _)))
                continue;
            long delay = Stopwatch.GetTimestamp() - BinaryPrimitives.ReadInt64LittleEndian(_received.AsSpan(RtpHeader.Size));
            _longest = Math.Max(_longest, delay);
            _delays[Math.Min(_delays.Length - 1, delay * 100_000 / Stopwatch.Frequency)]++;
        }
    }
}
