using System.Text;
using BenchmarkDotNet.Attributes;
using Tandem.Sip.Digest;
using Tandem.Sip.Messages;

namespace Tandem.Benchmarks.Sip;

/// <summary>What a call costs before anyone decides anything: parse an INVITE of 1 kB, write its 200, verify a digest.</summary>
[MemoryDiagnoser]
public class SipMessageBenchmarks
{
    private const string Sdp =
        "v=0\r\no=- 3856 3856 IN IP4 192.0.2.10\r\ns=-\r\nc=IN IP4 192.0.2.10\r\nt=0 0\r\nm=audio 40000 RTP/AVP 9 8 0 101\r\n"
        + "a=rtpmap:9 G722/8000\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\n"
        + "a=ptime:20\r\na=sendrecv\r\n";

    private static readonly byte[] Invite = Encoding.ASCII.GetBytes(
        "INVITE sip:1000@pbx.example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK776asdhds;rport\r\nMax-Forwards: 70\r\n"
        + "From: \"Alice Example\" <sip:alice@pbx.example.com>;tag=1928301774\r\nTo: <sip:1000@pbx.example.com>\r\nCall-ID: a84b4c76e66710@192.0.2.10\r\n"
        + "CSeq: 314159 INVITE\r\nContact: <sip:alice@192.0.2.10:5060;transport=udp>\r\nAllow: INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, INFO, REFER\r\n"
        + "Supported: replaces, timer, 100rel\r\nSession-Expires: 1800;refresher=uac\r\nMin-SE: 90\r\nUser-Agent: Sample Phone 1.2.3\r\n"
        + "P-Asserted-Identity: \"Alice Example\" <sip:alice@pbx.example.com>\r\nAccept: application/sdp, application/dtmf-relay\r\n"
        + $"Content-Type: application/sdp\r\nContent-Length: {Sdp.Length}\r\n\r\n{Sdp}");

    private readonly SipMessage _message = new();
    private readonly SipMessage _request = new();
    private readonly byte[] _out = new byte[4096];
    private readonly DigestServer _server = new();
    private readonly DigestClient _client = new("alice", "secret");
    private readonly string _ha1 = DigestHash.Ha1(DigestAlgorithm.Md5, "alice", "pbx.example.com", "secret");
    private SipMessage _ok = new();
    private DigestChallenge? _challenge;

    /// <summary>Prepares the request that is answered, and the challenge.</summary>
    [GlobalSetup]
    public void Setup()
    {
        SipParser.TryParse(Invite, _request);
        _ok = _request.CreateResponse(200, toTag: "314159");
        _challenge = _server.CreateChallenge("pbx.example.com");
    }

    /// <summary>Into a used message; with what every message is matched by.</summary>
    [Benchmark]
    public int ParseInvite()
    {
        SipParser.TryParse(Invite, _message);
        return _message.CallIdSpan.Length + _message.TopViaBranchSpan.Length + _message.FromTagSpan.Length + _message.ToTagSpan.Length;
    }

    /// <summary>Parse, then the typed values that a call manager reads.</summary>
    [Benchmark]
    public int ParseInviteAndReadTypedValues()
    {
        SipParser.TryParse(Invite, _message);
        return _message.From!.Tag!.Length + _message.To!.Uri.Host.Length + _message.Contacts.Count + _message.TopVia!.Host.Length
            + _message.RequestUri!.Host.Length + _message.CallId!.Length;
    }

    /// <summary>Makes and writes a 200.</summary>
    [Benchmark]
    public int CreateAndWriteOk() => _request.CreateResponse(200, toTag: "314159").WriteTo(_out);

    /// <summary>Writes a 200 that is there.</summary>
    [Benchmark]
    public int WriteOk() => _ok.WriteTo(_out);

    /// <summary>Answers the challenge once more and verifies the answer.</summary>
    [Benchmark]
    public DigestVerdict AnswerAndVerifyDigest() =>
        _server.Verify(_client.Answer(_challenge!, SipMethod.Register, "sip:pbx.example.com")!, "pbx.example.com", SipMethod.Register, _ha1);
}
