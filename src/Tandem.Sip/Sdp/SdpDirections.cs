namespace Tandem.Sip.Sdp;

/// <summary>Spelling and meaning of directions.</summary>
public static class SdpDirections
{
    /// <summary>The attribute's name, for example <c>sendonly</c>.</summary>
    public static string Text(this SdpDirection direction) => direction switch
    {
        SdpDirection.SendOnly => "sendonly",
        SdpDirection.ReceiveOnly => "recvonly",
        SdpDirection.Inactive => "inactive",
        _ => "sendrecv",
    };

    /// <summary>The same flow as the other side sees it (RFC 3264 section 6.1).</summary>
    public static SdpDirection Reversed(this SdpDirection direction) => direction switch
    {
        SdpDirection.SendOnly => SdpDirection.ReceiveOnly,
        SdpDirection.ReceiveOnly => SdpDirection.SendOnly,
        _ => direction,
    };

    /// <summary>Whether the writer of the description sends.</summary>
    public static bool Sends(this SdpDirection direction) => direction is SdpDirection.SendReceive or SdpDirection.SendOnly;

    /// <summary>Whether the writer of the description receives.</summary>
    public static bool Receives(this SdpDirection direction) => direction is SdpDirection.SendReceive or SdpDirection.ReceiveOnly;

    /// <summary>The direction that an attribute's name means; null when it is none.</summary>
    public static SdpDirection? Find(string name) => name switch
    {
        "sendrecv" => SdpDirection.SendReceive,
        "sendonly" => SdpDirection.SendOnly,
        "recvonly" => SdpDirection.ReceiveOnly,
        "inactive" => SdpDirection.Inactive,
        _ => null,
    };
}
