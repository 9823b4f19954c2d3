using System.Net;
using System.Net.Sockets;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Tests.Messages;

/// <summary>RFC 4475 over a socket: each message gets the answer, or the silence, that the RFC says; and then a call is still served.</summary>
public sealed class TortureOverSocketTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SignalLoop _loop = new();
    private readonly SipStack _stack;
    private readonly Socket _peer = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly ReturningTransport _transport;
    private int _calls;

    public TortureOverSocketTests()
    {
        _peer.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _peer.ReceiveTimeout = (int)Patience.TotalMilliseconds;
        _transport = new ReturningTransport(new UdpTransport(new IPEndPoint(IPAddress.Loopback, 0)), (IPEndPoint)_peer.LocalEndPoint!);
        _stack = new SipStack(_loop);
        _ = new SipUserAgent(_stack)
        {
            MoreMethods = "REGISTER, MESSAGE",
            InviteReceived = session => session.Reject(486),
            RequestReceived = transaction =>
            {
                var taken = transaction.Request.Method == SipMethod.Register || transaction.Request.Method == SipMethod.Message;
                return taken && transaction.Respond(200);
            },
        };
        _stack.AddTransport(_transport);
        _loop.Start();
    }

    public static TheoryData<string, int, int> Requests => new()
    {
        // Name, status, port where the answer has to go: that of the Via, or 0 for the source's with rport.
        { "wsinv", 481, 5060 },
        { "intmeth", 405, 5060 },
        { "esc01", 486, 5060 },
        { "escnull", 200, 5060 },
        { "esc02", 405, 5060 },
        { "lwsdisp", 200, 5060 },
        { "longreq", 486, 5060 },
        { "dblreq", 200, 5060 },
        { "semiuri", 200, 5060 },
        { "transports", 200, 5060 },
        { "mpart01", 200, 0 },
        { "badinv01", 400, 5060 },
        { "clerr", 400, 5060 },
        { "ncl", 400, 5060 },
        { "scalar02", 400, 5060 },
        { "quotbal", 400, 5050 },
        { "ltgtruri", 400, 5060 },
        { "lwsruri", 400, 5060 },
        { "lwsstart", 400, 5060 },
        { "trws", 400, 5060 },
        { "escruri", 400, 5060 },
        { "baddate", 400, 5060 },
        { "regbadct", 400, 5060 },
        { "badaspec", 400, 5060 },
        { "baddn", 400, 5060 },
        { "badvers", 505, 5060 },
        { "mismatch01", 400, 5060 },
        { "mismatch02", 400, 5060 },
        { "badbranch", 200, 5060 },
        { "insuf", 400, 5060 },
        { "unkscm", 416, 5060 },
        { "novelsc", 416, 5060 },
        { "unksm2", 200, 5060 },
        { "bext01", 420, 5060 },
        { "invut", 415, 5060 },
        { "regaut01", 200, 5060 },
        { "multi01", 400, 5060 },
        { "mcl01", 400, 5060 },
        { "zeromf", 200, 5060 },
        { "cparam01", 200, 5060 },
        { "cparam02", 200, 5060 },
        { "regescrt", 200, 5060 },
        { "sdp01", 406, 5060 },
        { "inv2543", 486, 5060 },
        { "test", 400, 0 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_gets_its_answer(string name, int status, int port)
    {
        var data = TortureMessages.Read(name);
        Send(data);
        var answer = Receive();

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(port == 0 ? (IPEndPoint)_peer.LocalEndPoint! : new IPEndPoint(IPAddress.Loopback, port), _transport.LastIntended);
        SipParser.TryParse(data, out var request);
        Assert.Equal(request.Get(SipHeaderName.CallId), answer.Get(SipHeaderName.CallId));
        Assert.Equal(status == 420 ? "nothingSupportsThis, nothingSupportsThisEither" : null, answer.Get(SipHeaderName.Unsupported));
        Assert.True(status is not (415 or 406) || answer.Get(SipHeaderName.Accept) == "application/sdp");
        AssertServes();
    }

    [Theory]
    [InlineData("unreason")]
    [InlineData("noreason")]
    [InlineData("scalarlg")]
    [InlineData("bigcode")]
    [InlineData("bcast")]
    public void A_response_to_nothing_is_dropped(string name)
    {
        Send(TortureMessages.Read(name));
        AssertServes();
    }

    [Fact]
    public void All_in_a_row_leave_an_element_that_serves()
    {
        foreach (var name in TortureMessages.Names)
        {
            Send(TortureMessages.Read(name));
        }
        AssertServes();
    }

    [Fact]
    public void Every_message_has_its_row() =>
        Assert.Equal(TortureMessages.Names.Except(["unreason", "noreason", "scalarlg", "bigcode", "bcast"]), Requests.Select(row => (string)row[0]).Order());

    public void Dispose()
    {
        _stack.Dispose();
        _loop.Dispose();
        _peer.Dispose();
    }

    // Whatever the message before has left on its way, the call after it is answered.
    private void AssertServes()
    {
        var callId = $"serves-{++_calls}";
        Send(System.Text.Encoding.ASCII.GetBytes(
            $"INVITE sip:100@example.org SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK{callId}\r\nFrom: <sip:a@example.org>;tag={callId}\r\n" +
            $"To: <sip:b@example.org>\r\nCall-ID: {callId}\r\nCSeq: 1 INVITE\r\nMax-Forwards: 70\r\nContact: <sip:a@127.0.0.1>\r\nContent-Length: 0\r\n\r\n"));
        SipMessage answer;
        do
        {
            answer = Receive();
        }
        while (answer.CallId != callId || answer.StatusCode < 200);
        Assert.Equal(486, answer.StatusCode);
    }

    private void Send(byte[] data) => _peer.SendTo(data, _transport.LocalEndPoint);

    private SipMessage Receive()
    {
        var buffer = new byte[65_536];
        var length = _peer.Receive(buffer);
        // The answer to a malformed request repeats the headers that are malformed.
        SipParser.TryParse(buffer.AsSpan(0, length), out var message);
        return message;
    }

    /// <summary>The Vias of these messages name port 5060: what goes there is noted, and comes back to the peer's own port.</summary>
    private sealed class ReturningTransport(UdpTransport inner, IPEndPoint peer) : ISipTransport
    {
        private volatile IPEndPoint? _intended;

        public IPEndPoint? LastIntended => _intended;

        public SipProtocol Protocol => inner.Protocol;

        public IPEndPoint LocalEndPoint => inner.LocalEndPoint;

        public void Start(SipReceiveHandler receive, SipUndeliveredHandler undelivered) =>
            inner.Start((_, remote, bytes) => receive(this, remote, bytes), (_, remote, bytes) => undelivered(this, remote, bytes));

        public bool Send(ReadOnlyMemory<byte> message, IPEndPoint remote)
        {
            _intended = remote;
            return inner.Send(message, peer);
        }

        public bool IsOpen(IPEndPoint remote) => true;

        public void Dispose() => inner.Dispose();
    }
}
