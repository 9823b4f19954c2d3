using System.Text;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Tests.Messages;

/// <summary>Messages that the tests share.</summary>
internal static class Samples
{
    public const string Sdp =
        "v=0\r\no=- 3856 3856 IN IP4 192.0.2.10\r\ns=-\r\nc=IN IP4 192.0.2.10\r\nt=0 0\r\nm=audio 40000 RTP/AVP 9 8 0 101\r\n"
        + "a=rtpmap:9 G722/8000\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\n"
        + "a=ptime:20\r\na=sendrecv\r\n";

    public static readonly string Invite =
        "INVITE sip:1000@pbx.example.com SIP/2.0\r\n"
        + "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKtop;rport, SIP/2.0/TCP phone.example.com;branch=z9hG4bKlow\r\n"
        + "Max-Forwards: 70\r\n"
        + "Record-Route: <sip:p1.example.com;lr>, <sip:p2.example.com;lr>\r\n"
        + "Route: <sip:pbx.example.com;lr>,<sip:next.example.com;lr>\r\n"
        + "From: \"Alice, A.\" <sip:alice@example.com>;tag=from1\r\n"
        + "To: <sip:1000@pbx.example.com>\r\n"
        + "Call-ID: a84b4c76e66710@192.0.2.10\r\n"
        + "CSeq: 314159 INVITE\r\n"
        + "Contact: <sip:alice@192.0.2.10:5060;transport=udp>\r\n"
        + "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE\r\n"
        + "Supported: replaces, timer\r\n"
        + "User-Agent: Sample/1.0\r\n"
        + "X-Own: kept: as, it is\r\n"
        + "Content-Type: application/sdp\r\n"
        + $"Content-Length: {Sdp.Length}\r\n\r\n" + Sdp;

    public static byte[] InviteBytes => Encoding.UTF8.GetBytes(Invite);

    public static SipMessage Parse(string text)
    {
        var result = SipParser.TryParse(Encoding.UTF8.GetBytes(text), out var message);
        Assert.Equal(SipParseError.None, result.Error);
        return message;
    }

    /// <summary>A valid OPTIONS with other lines after its mandatory ones.</summary>
    public static string Options(string more = "", string requestUri = "sip:h") =>
        $"OPTIONS {requestUri} SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:b@h>\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\n"
        + more + "\r\n";
}
