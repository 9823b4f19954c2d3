using Tandem.Media.Codecs;
using Tandem.Media.Dtmf;
using Tandem.Media.Rtp;
using Tandem.Media.Sockets;

namespace Tandem.Media.Engine;

/// <summary>
/// The state of one channel and all that happens to it: packets in, ticks, commands. Knows no threads and no sockets: whoever owns the leg
/// calls it from one thread at a time.
/// </summary>
internal sealed partial class MediaLeg
{
    private readonly IDatagramSender _socket;
    private readonly ILegObserver _observer;
    private readonly SourceLatch _latch;
    private readonly RtpSender _sender;
    private readonly RtpReception _reception = new();
    private readonly DtmfReceiver _dtmfReceiver = new();
    private readonly DtmfSender _dtmfSender = new();
    private MediaShard _shard;
    private int _clockPlace = -1;
    private int _shardPlace = -1;
    private bool _hasRemote;
    private AudioCodec _codec;
    private int _payloadType;
    private int _clockRate = 8000;
    private int _telephoneEventType = -1;
    private bool _send = true;
    private bool _receive = true;
    private MediaLeg? _peer;
    private long _linkOrder;
    private uint _eventTimestamp;
    private OutgoingAudio? _outgoing;
    private long _lastReceived = -1;

    public MediaLeg(MediaShard shard, IDatagramSender socket, ILegObserver observer, MediaOptions options, RtpSender sender)
    {
        _shard = shard;
        _socket = socket;
        _observer = observer;
        _sender = sender;
        _latch = new SourceLatch(options.LatchPackets, options.RelatchSilence.Ticks);
    }

    /// <summary>The figures of this leg alone; the shard has the sums.</summary>
    public PacketCounters Counters { get; } = new();

    public RtpReception Reception => _reception;

    /// <summary>The SSRC of what this leg sends.</summary>
    public uint Ssrc => _sender.Ssrc;

    public bool IsClosed { get; private set; }

    /// <summary>Where this leg is among those that its shard's clock drives.</summary>
    public ref int ClockPlace => ref _clockPlace;

    /// <summary>Where this leg is among those of its shard.</summary>
    public ref int ShardPlace => ref _shardPlace;

    /// <summary>When the last packet of the believed source came, in clock units; -1 before the first.</summary>
    public long LastReceived => Volatile.Read(ref _lastReceived);

    /// <summary>The leg that gets this one's media; itself for an echo.</summary>
    public MediaLeg? Peer => _peer;

    /// <summary>The jitter of what is received (RFC 3550 section 6.4.1).</summary>
    public TimeSpan Jitter => TimeSpan.FromTicks(_reception.ScaledJitter * TimeSpan.TicksPerSecond / Volatile.Read(ref _clockRate) / 16);

    private bool NeedsClock => _playing is not null || _dtmfSender.IsBusy || _playout is not null || _mix is not null || _taps.Length > 0;

    private bool CanSend => _send && _hasRemote && !IsClosed;

    public void SetRemote(in TransportAddress rtp, in TransportAddress signalledFrom, AudioCodec codec, int? telephoneEventType, int? payloadType = null)
    {
        _latch.SetSignalled(rtp, signalledFrom);
        if (_outgoing?.Codec != codec)
        {
            _outgoing?.Dispose();
            _outgoing = null;
        }

        _codec = codec;
        _payloadType = payloadType ?? AudioCodecs.DefaultPayloadType(codec);
        _sender.ClockRate = AudioCodecs.ClockRate(codec);
        Volatile.Write(ref _clockRate, _sender.ClockRate);
        _telephoneEventType = telephoneEventType ?? -1;
        _hasRemote = true;
        UpdatePlayout();
        _peer?.UpdatePlayout();
    }

    public void SetDirection(bool send, bool receive)
    {
        _send = send;
        _receive = receive;
    }

    /// <summary>
    /// Joins two legs of one shard, or a leg with itself. Requests carry the order in which they were made: one that comes late,
    /// because a leg had to move first, gives way to what was asked since.
    /// </summary>
    public void Link(MediaLeg other, long order)
    {
        if (IsClosed || other.IsClosed || order < _linkOrder || order < other._linkOrder)
            return;
        Unlink(order);
        other.Unlink(order);
        _peer = other;
        other._peer = this;
        UpdatePlayout();
        other.UpdatePlayout();
    }

    /// <summary>Whether a request of this order has been overtaken by a later one, on this leg.</summary>
    public bool IsOvertaken(long order) => IsClosed || order < _linkOrder;

    public void Unlink(long order)
    {
        if (order < _linkOrder)
            return;
        _linkOrder = order;
        LeaveMix();
        if (_peer is not { } peer)
            return;
        peer._peer = null;
        _peer = null;
        peer.UpdatePlayout();
        UpdatePlayout();
    }

    public void SendDigits(ReadOnlySpan<byte> codes)
    {
        if (IsClosed || !_hasRemote)
            return;
        foreach (byte code in codes)
            _dtmfSender.Enqueue(code);
        if (_dtmfSender.IsBusy)
            _shard.StartClock(this);
    }

    /// <summary>Leaves its shard: nothing is left behind there but the peer's end of a link, which is cut.</summary>
    public void MoveTo(MediaShard shard)
    {
        _shard.StopClock(this);
        if (_mix is not null || (_peer is not null && !ReferenceEquals(_peer, this)))
            Unlink(_linkOrder);
        _shard = shard;
    }

    /// <summary>Takes up its clock on the new shard.</summary>
    public void Arrive()
    {
        if (NeedsClock && !IsClosed)
            _shard.StartClock(this);
    }

    public void Close()
    {
        if (IsClosed)
            return;
        SayGoodbye();
        Unlink(long.MaxValue);
        EndPlay(PlayEndReason.ChannelClosed);
        _dtmfSender.Clear();
        foreach (IFrameTap tap in _taps)
            tap.OnClosed();
        _sinks = [];
        _taps = [];
        IsClosed = true;
        UpdatePlayout();
        _outgoing?.Dispose();
        _outgoing = null;
        DisposeSrtp();
        _shard.StopClock(this);
        _observer.OnClosed();
    }
}
