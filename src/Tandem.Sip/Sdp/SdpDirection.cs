namespace Tandem.Sip.Sdp;

/// <summary>Which way media flows, as seen by the one who wrote the description (RFC 8866 section 6.7).</summary>
public enum SdpDirection
{
    /// <summary>Both ways: <c>sendrecv</c>, also when nothing is said.</summary>
    SendReceive,

    /// <summary>Out only: <c>sendonly</c>, the usual hold.</summary>
    SendOnly,

    /// <summary>In only: <c>recvonly</c>.</summary>
    ReceiveOnly,

    /// <summary>Neither: <c>inactive</c>.</summary>
    Inactive,
}
