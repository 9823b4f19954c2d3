using System.Net;
using System.Text;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Testing;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Tests.Dialogs;

/// <summary>A user agent on one side of a network in memory, and a peer that writes every message itself on the other.</summary>
internal sealed class AgentUnderTest : IDisposable
{
    public const string Offer = "v=0\r\ns=offer\r\n";

    private readonly ISipTransport _peer;
    private readonly IPEndPoint _own = IPEndPoint.Parse("192.0.2.1:5060");
    private readonly DateTimeOffset _start;
    private int _branch;

    public AgentUnderTest(Func<SipStack, SipUserAgent>? create = null)
    {
        var network = new MemoryNetwork(Time.Loop);
        Stack = new SipStack(Time.Loop);
        Stack.AddTransport(network.Open("192.0.2.1:5060"));
        Agent = create?.Invoke(Stack) ?? new SipUserAgent(Stack);
        Agent.InviteReceived ??= session =>
        {
            Incoming = session;
            session.Handler = Handler;
            OnIncoming?.Invoke(session);
        };
        _peer = network.Open("192.0.2.9:5060");
        _peer.Start(
            (_, _, bytes) =>
            {
                SipParser.TryParse(bytes, out var message);
                Sent.Add(message);
                SentAt.Add(Elapsed);
                return true;
            },
            (_, _, _) => Assert.Fail("nothing is undelivered here"));
        _start = Time.Clock.GetUtcNow();
    }

    public SteppedLoop Time { get; } = new();

    public SipStack Stack { get; }

    public SipUserAgent Agent { get; }

    public RecordingHandler Handler { get; } = new();

    public InviteSession? Incoming { get; private set; }

    public Action<InviteSession>? OnIncoming { get; set; }

    public TimeSpan Elapsed => Time.Clock.GetUtcNow() - _start;

    /// <summary>What the peer got, and when.</summary>
    public List<SipMessage> Sent { get; } = [];

    public List<TimeSpan> SentAt { get; } = [];

    public IEnumerable<string> Log => Sent.Select(message => message.IsRequest ? message.MethodName : $"{message.StatusCode} {message.MethodName}");

    public SipMessage LastRequest => Sent.Last(message => message.IsRequest);

    public SipMessage LastResponse => Sent.Last(message => !message.IsRequest);

    public SipFlow Flow => new(Stack.Transports[0], IPEndPoint.Parse("192.0.2.9:5060"));

    public static ReadOnlyMemory<byte> Description(string text = Offer) => Encoding.ASCII.GetBytes(text);

    /// <summary>A request of the peer; outside a dialog where there is no tag of ours.</summary>
    public string Request(string method, int sequence = 1, string? toTag = null, string headers = "", string body = "", string? branch = null, string fromTag = "peer") =>
        $"{method} sip:us@192.0.2.1 SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.9:5060;branch={branch ?? $"z9hG4bKpeer{++_branch}"}\n" +
        $"From: <sip:peer@192.0.2.9>;tag={fromTag}\nTo: <sip:us@192.0.2.1>{(toTag is null ? "" : $";tag={toTag}")}\n" +
        $"Call-ID: peer-call\nCSeq: {sequence} {method}\nMax-Forwards: 70\nContact: <sip:peer@192.0.2.9>\n" +
        headers + (body.Length > 0 ? "Content-Type: application/sdp\n" : "") + $"Content-Length: {body.Length}\n\n{body}";

    /// <summary>A request of the peer in the dialog of <see cref="Incoming"/>.</summary>
    public void InDialog(string method, int sequence, string headers = "", string body = "") =>
        Peer(Request(method, sequence, Incoming!.Dialog!.Id.LocalTag, headers, body));

    /// <summary>The peer calls us, and we answer.</summary>
    public InviteSession Answered(string headers = "")
    {
        OnIncoming = session => session.Accept(Description());
        Peer(Request("INVITE", headers: headers, body: Offer));
        InDialog("ACK", 1);
        Sent.Clear();
        SentAt.Clear();
        return Incoming!;
    }

    public InviteSession Call(bool withOffer = true)
    {
        var session = Agent.Invite(
            new OutgoingInvite
            {
                RequestUri = SipUri.Parse("sip:peer@192.0.2.9"),
                Flow = Flow,
                From = NameAddress.Parse("<sip:us@192.0.2.1>"),
                To = NameAddress.Parse("<sip:peer@192.0.2.9>"),
                Sdp = withOffer ? Description() : default,
            },
            Handler);
        Time.Advance(TimeSpan.Zero);
        return session;
    }

    /// <summary>We call the peer, and it answers.</summary>
    public InviteSession Called(string headers = "")
    {
        var session = Call();
        Answer(200, headers: headers, body: Offer);
        Sent.Clear();
        SentAt.Clear();
        return session;
    }

    /// <summary>The peer answers a request of ours, the last one but ACK if none is named.</summary>
    public void Answer(int status, string tag = "callee", string headers = "", string body = "", SipMessage? request = null)
    {
        request ??= Sent.Last(message => message.IsRequest && message.Method != SipMethod.Ack);
        var response = request.CreateResponse(status, null, status > 100 ? tag : null);
        if (!headers.Contains("Contact:", StringComparison.Ordinal))
        {
            response.Add(SipHeaderName.Contact, "<sip:peer@192.0.2.9>");
        }
        foreach (var line in headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            response.Add(line[..colon], line[(colon + 1)..]);
        }
        if (body.Length > 0)
        {
            response.SetBody("application/sdp", body);
        }
        Peer(response.ToArray());
    }

    public void Peer(string message)
    {
        // The body keeps its own line ends: its length is already written.
        var end = message.IndexOf("\n\n", StringComparison.Ordinal) + 2;
        Peer(Encoding.UTF8.GetBytes(message[..end].ReplaceLineEndings("\r\n") + message[end..]));
    }

    public void Peer(byte[] message)
    {
        _peer.Send(message, _own);
        Time.Advance(TimeSpan.Zero);
    }

    public void Advance(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public void AssertAtRest()
    {
        Advance(300);
        Assert.Equal((0, 0, 0), (Stack.ActiveTransactions, Agent.ActiveSessions, Time.Loop.ActiveTimers));
    }

    public void Dispose() => Time.Dispose();
}
