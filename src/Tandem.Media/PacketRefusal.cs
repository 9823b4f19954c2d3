namespace Tandem.Media;

/// <summary>Why a datagram was not accepted as media.</summary>
public enum PacketRefusal
{
    /// <summary>No RTP packet of version 2 (RFC 3550 section 5.1).</summary>
    Malformed,

    /// <summary>Longer than 2,047 bytes.</summary>
    Oversized,

    /// <summary>The channel has no remote yet, so nothing was negotiated.</summary>
    NoRemote,

    /// <summary>The payload type was not negotiated.</summary>
    PayloadType,

    /// <summary>Not from the believed source, or from one that has not proved itself.</summary>
    Stranger,

    /// <summary>A lone packet of another SSRC or far from the expected sequence number (RFC 3550 appendix A.1).</summary>
    Sequence,

    /// <summary>Not encrypted with the key that was agreed, changed on the way, or come before (RFC 3711 section 3.3).</summary>
    NotAuthentic,

    /// <summary>RTCP that is malformed, or not from the host that the media comes from.</summary>
    Rtcp,
}
