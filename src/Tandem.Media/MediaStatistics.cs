namespace Tandem.Media;

/// <summary>The figures of one channel. The fields are read one after another while packets flow, so they may differ by a packet.</summary>
public sealed record MediaStatistics
{
    /// <summary>RTP packets sent.</summary>
    public long PacketsSent { get; init; }

    /// <summary>Bytes sent, RTP header included, UDP header not.</summary>
    public long BytesSent { get; init; }

    /// <summary>RTP packets received from the believed source, on hold too.</summary>
    public long PacketsReceived { get; init; }

    /// <summary>Bytes of those packets, RTP header included.</summary>
    public long BytesReceived { get; init; }

    /// <summary>
    /// Packets expected by sequence number minus packets received (RFC 3550 appendix A.3). Negative when more were duplicated than lost.
    /// </summary>
    public long PacketsLost { get; init; }

    /// <summary>Packets of strangers: not from the believed source, of one that has not proved itself, or not authentic by the keys of SRTP.</summary>
    public long PacketsRefused { get; init; }

    /// <summary>Datagrams that were no RTP packet, or longer than 2,047 bytes.</summary>
    public long PacketsMalformed { get; init; }

    /// <summary>RTP packets dropped for another reason: payload type not negotiated, no remote set yet, sequence out of any order.</summary>
    public long PacketsIgnored { get; init; }

    /// <summary>Packets that the operating system would not send.</summary>
    public long PacketsUnsent { get; init; }

    /// <summary>Datagrams on the RTCP port, or RTCP on the RTP port where that was agreed; refused ones too.</summary>
    public long RtcpReceived { get; init; }

    /// <summary>Interarrival jitter (RFC 3550 section 6.4.1).</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>The time to the remote and back, by RTCP; <see langword="null"/> while not known.</summary>
    public TimeSpan? RoundTrip { get; init; }

    /// <summary>What the remote says about what it receives; <see langword="null"/> before its first report.</summary>
    public RemoteReception? Remote { get; init; }

    /// <summary>
    /// How a listener would rate what is received, 1 to 4.5: estimated by the E-model of ITU-T G.107 from loss, delay and jitter;
    /// <see langword="null"/> where nothing was received.
    /// </summary>
    public double? MeanOpinionScore { get; init; }

    /// <summary>When the last packet of the believed source came; <see langword="null"/> before the first.</summary>
    public DateTimeOffset? LastReceived { get; init; }
}
