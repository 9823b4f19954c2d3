using Tandem.Media.Rtcp;
using Tandem.Media.Rtp;
using Tandem.Media.Sockets;

namespace Tandem.Media.Engine;

internal sealed partial class MediaLeg
{
    private RtcpSession? _rtcp;
    private TransportAddress _rtcpRemote;
    private bool _rtcpMux;

    /// <summary>Where RTCP leaves; without it none is sent.</summary>
    public IDatagramSender? RtcpSocket { get; set; }

    public RtcpSession? Rtcp => _rtcp;

    /// <summary>Makes the leg report, and take reports.</summary>
    public void StartRtcp(MediaClock clock) => _rtcp = new RtcpSession(clock, Ssrc);

    /// <summary>Sets where RTCP goes: to the RTP port with <paramref name="mux"/> (RFC 5761), else to an address of its own.</summary>
    public void SetRtcp(in TransportAddress remote, bool mux)
    {
        _rtcpRemote = remote;
        _rtcpMux = mux;
    }

    /// <summary>Takes a datagram of the RTCP port, or one of the RTP port that is RTCP.</summary>
    /// <param name="datagram">The datagram; overwritten where it is encrypted.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="now">The instant.</param>
    public void ReceiveRtcp(Span<byte> datagram, in TransportAddress source, long now)
    {
        // Believed is the host that sends the media, and before any media the one that was signalled.
        if (IsClosed || _rtcp is null || !_hasRemote || !source.IsSameHost(_latch.Destination) || !TryOpen(ref datagram, isRtcp: true) || !_rtcp.Receive(datagram, now, _clockRate))
        {
            Refuse(PacketRefusal.Rtcp);
            return;
        }

        Counters.CountRtcpIn();
        if (!_rtcpMux)
            _rtcpRemote = source;
    }

    /// <summary>Notices a remote that has fallen silent; null where nobody asks.</summary>
    public IdleWatch? Idle { get; set; }

    /// <summary>Does what has time: a report that is due, a remote that has fallen silent.</summary>
    public void Service(long now)
    {
        if (Idle is { } idle && !IsClosed && idle.Check(now, LastReceived, _hasRemote && _receive))
            _observer.OnIdle();
        if (_rtcp is not { } rtcp || !_hasRemote || IsClosed || !rtcp.IsDue(now))
            return;
        Span<byte> compound = stackalloc byte[RtcpSession.MaxSize];
        long packets = Counters.PacketsOut;
        SendRtcp(compound[..rtcp.WriteReport(compound, _sender, packets, Counters.BytesOut - (packets * RtpHeader.Size), _reception, now)]);
    }

    private void SayGoodbye()
    {
        if (_rtcp is not { } rtcp || !_hasRemote || Counters.PacketsOut == 0)
            return;
        Span<byte> compound = stackalloc byte[RtcpSession.MaxSize];
        SendRtcp(compound[..rtcp.WriteGoodbye(compound)]);
    }

    private void SendRtcp(ReadOnlySpan<byte> compound)
    {
        if (_rtcpMux)
            _socket.Send(Seal(compound, isRtcp: true), _latch.Destination);
        else if (_rtcpRemote.Port != 0)
            RtcpSocket?.Send(Seal(compound, isRtcp: true), _rtcpRemote);
    }
}
