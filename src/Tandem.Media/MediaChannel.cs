using System.Net;
using Tandem.Media.Dtmf;
using Tandem.Media.Engine;
using Tandem.Media.Rtcp;
using Tandem.Media.Rtp;
using Tandem.Media.Sockets;

namespace Tandem.Media;

/// <summary>
/// One RTP end point of a call: an even UDP port, with the next one for RTCP. Made by <see cref="MediaEngine.TryOpen"/>.
/// <para>
/// Members may be called from any thread. They return at once and take effect on the channel's media thread, in the order of the calls;
/// on a closed channel they do nothing. Events are raised on the thread pool, one at a time and in order for each channel; a handler may
/// take its time without disturbing media, but a channel whose handlers are 256 events behind loses further ones
/// (<see cref="MediaEngineStatistics.EventsDropped"/>), except those that tell an end.
/// </para>
/// </summary>
public sealed partial class MediaChannel
{
    private readonly HandoverQueue<Action> _commands = new();
    private readonly Action<ShardThread> _drain;
    private readonly Action<ShardThread> _arrive;
    private readonly MediaLeg _leg;
    private readonly DatagramSocket _rtp;
    private readonly DatagramSocket _rtcp;
    private volatile ShardThread _thread;
    private int _scheduled;
    private int _closing;

    internal MediaChannel(MediaEngine engine, string id, ShardThread thread, DatagramSocket rtp, DatagramSocket rtcp, RtpSender sender)
    {
        Engine = engine;
        Id = id;
        _thread = thread;
        _rtp = rtp;
        _rtcp = rtcp;
        _leg = new MediaLeg(thread.Shard, rtp, new ChannelEvents(this), engine.Options, sender);
        _leg.RtcpSocket = rtcp;
        _leg.StartRtcp(engine.Clock);
        _rtp.Leg = _leg;
        _rtcp.Leg = _leg;
        _rtcp.IsRtcp = true;
        _drain = Drain;
        _arrive = Arrive;
    }

    /// <summary>The channel's name, as given or made at opening.</summary>
    public string Id { get; }

    /// <summary>The engine that the channel belongs to.</summary>
    public MediaEngine Engine { get; }

    /// <summary>The address and port that RTP is received on. The address is that of <see cref="MediaOptions.Address"/>.</summary>
    public IPEndPoint LocalEndPoint => _rtp.LocalEndPoint;

    /// <summary>The synchronization source of the packets that this channel sends.</summary>
    public uint Ssrc => _leg.Ssrc;

    /// <summary>RTP packets received from the believed source, on hold too: a sign of life that costs nothing to ask for.</summary>
    public long PacketsReceived => _leg.Counters.PacketsIn;

    /// <summary>The figures so far; they stay readable after the channel is closed.</summary>
    public MediaStatistics Statistics
    {
        get
        {
            PacketCounters counters = _leg.Counters;
            long lastReceived = _leg.LastReceived;
            long roundTrip = _leg.Rtcp!.RoundTrip;
            return new MediaStatistics
            {
                PacketsSent = counters.PacketsOut,
                BytesSent = counters.BytesOut,
                PacketsReceived = counters.PacketsIn,
                BytesReceived = counters.BytesIn,
                PacketsLost = _leg.Reception.Lost,
                PacketsRefused = counters.Refused(PacketRefusal.Stranger) + counters.Refused(PacketRefusal.NotAuthentic),
                PacketsMalformed = counters.Refused(PacketRefusal.Malformed) + counters.Refused(PacketRefusal.Oversized),
                PacketsIgnored = counters.Refused(PacketRefusal.NoRemote) + counters.Refused(PacketRefusal.PayloadType)
                    + counters.Refused(PacketRefusal.Sequence),
                PacketsUnsent = counters.Unsent,
                RtcpReceived = counters.RtcpIn + counters.Refused(PacketRefusal.Rtcp),
                Jitter = _leg.Jitter,
                RoundTrip = roundTrip < 0 ? null : TimeSpan.FromTicks(roundTrip),
                Remote = _leg.Rtcp.Remote,
                MeanOpinionScore = counters.PacketsIn == 0
                    ? null
                    : OpinionScore.Estimate(
                        _leg.Reception.Lost / (double)Math.Max(1, _leg.Reception.Expected), TimeSpan.FromTicks(Math.Max(0, roundTrip)), _leg.Jitter),
                LastReceived = lastReceived < 0 ? null : Engine.Clock.ToInstant(lastReceived),
            };
        }
    }

    /// <summary>Sets what the other end negotiated, and sends there from now on. May be called again, for a re-INVITE.</summary>
    /// <param name="remote">
    /// The remote. Where its RTP address is that of the last call, the source that was believed stays so; otherwise a source must prove
    /// itself anew.
    /// </param>
    /// <exception cref="ArgumentException">A member of <paramref name="remote"/> is out of its range; the parameter names it.</exception>
    public void SetRemote(MediaRemote remote)
    {
        ArgumentNullException.ThrowIfNull(remote);
        remote.Validate(LocalEndPoint.Address);
        TransportAddress rtp = TransportAddress.From(remote.EndPoint);
        TransportAddress signalledFrom = remote.SignalledFrom is { } address ? TransportAddress.From(address, 0) : default;
        IPEndPoint rtcpEndPoint = remote.RtcpEndPoint ?? new IPEndPoint(remote.EndPoint.Address, Math.Min(remote.EndPoint.Port + 1, IPEndPoint.MaxPort));
        TransportAddress rtcp = TransportAddress.From(rtcpEndPoint);
        Post(() =>
        {
            _leg.SetRemote(rtp, signalledFrom, remote.Codec, remote.TelephoneEventPayloadType, remote.PayloadType);
            _leg.SetRtcp(rtcp, remote.RtcpMux);
            _leg.SetSrtp(remote.Srtp);
        });
    }

    /// <summary>Sets which directions flow; both do at first. On hold, received packets are still counted, but go nowhere.</summary>
    /// <param name="send">Whether anything is sent to this channel's remote: relayed media, tones and digits alike.</param>
    /// <param name="receive">Whether what its remote sends is heard: by the bridged channel, the echo, sinks and as digits.</param>
    public void SetDirection(bool send, bool receive) => Post(() => _leg.SetDirection(send, receive));

    /// <summary>
    /// Relays audio and telephone-events between this channel and another, both ways, in place of any bridge or echo of either. Audio is
    /// converted where the codecs differ; events are left out toward a remote without telephone-event.
    /// </summary>
    /// <param name="other">Another channel of the same engine.</param>
    /// <exception cref="ArgumentException"><paramref name="other"/> is this channel, or of another engine.</exception>
    public void Bridge(MediaChannel other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other == this)
            throw new ArgumentException("A channel cannot be bridged with itself; use Echo.", nameof(other));
        if (other.Engine != Engine)
            throw new ArgumentException("Both channels must belong to one engine.", nameof(other));
        long order = Engine.NextOrder();
        Post(() => Join(other, order));
    }

    /// <summary>Ends the bridge or echo. Both channels stay open.</summary>
    public void Unbridge()
    {
        long order = Engine.NextOrder();
        Post(() => _leg.Unlink(order));
    }

    /// <summary>Returns the remote's audio and telephone-events to it, in place of any bridge, until <see cref="Unbridge"/>.</summary>
    public void Echo()
    {
        long order = Engine.NextOrder();
        Post(() => _leg.Link(_leg, order));
    }

    /// <summary>
    /// Sends digits as telephone-events (RFC 4733), or as tones in the audio where those were not negotiated: 220 ms each, and 200 ms between
    /// them; meanwhile nothing else is sent. Up to 256 digits wait. Before <see cref="SetRemote"/> nothing is sent.
    /// </summary>
    /// <param name="digits">0-9 * # A-D, and F for flash.</param>
    /// <exception cref="ArgumentException">A character is no digit; nothing is sent.</exception>
    public void SendDigits(string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        byte[] codes = new byte[digits.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            if (!TelephoneEvent.TryGetCode(digits[i], out codes[i]))
                throw new ArgumentException($"'{digits[i]}' is no digit.", nameof(digits));
        }

        Post(() => _leg.SendDigits(codes));
    }

    /// <summary>Feeds a sink with the audio that this channel receives, until <see cref="StopListening"/>.</summary>
    /// <param name="sink">The sink. There may be several.</param>
    public void Listen(AudioSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        Post(() => _leg.AddSink(sink));
    }

    /// <summary>Stops feeding a sink.</summary>
    /// <param name="sink">The sink.</param>
    public void StopListening(AudioSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        Post(() => _leg.RemoveSink(sink));
    }

    /// <summary>Closes the channel: bridges and plays end, its ports rest and are then free. <see cref="Closed"/> tells when it is done.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _closing, 1) == 0)
            Post(CloseOnThread);
    }
}
