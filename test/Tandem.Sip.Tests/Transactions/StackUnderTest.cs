using System.Net;
using System.Text;
using Tandem.Sip.Messages;
using Tandem.Sip.Testing;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Tests.Transactions;

/// <summary>A stack on one side of a network in memory, and a peer that writes every byte itself on the other.</summary>
internal sealed class StackUnderTest : IDisposable, IClientTransactionUser
{
    private readonly ISipTransport _peer;
    private readonly IPEndPoint _own = IPEndPoint.Parse("192.0.2.1:5060");
    private readonly DateTimeOffset _start;

    public StackUnderTest(SipStackOptions? options = null)
    {
        var network = new MemoryNetwork(Time.Loop);
        Stack = new SipStack(Time.Loop, options);
        Stack.AddTransport(network.Open("192.0.2.1:5060"));
        Stack.RequestReceived = transaction => Requests.Add(transaction);
        Stack.AckReceived = (ack, _) => Acks.Add(ack);
        _peer = network.Open("192.0.2.9:5060");
        _peer.Start(
            (_, _, bytes) =>
            {
                SipParser.TryParse(bytes, out var message);
                Sent.Add(((int)(Time.Clock.GetUtcNow() - _start).TotalMilliseconds, message));
                return true;
            },
            (_, _, _) => Assert.Fail("nothing is undelivered here"));
        _start = Time.Clock.GetUtcNow();
    }

    public SteppedLoop Time { get; } = new();

    public SipStack Stack { get; }

    /// <summary>What the peer got, with the milliseconds since the start.</summary>
    public List<(int At, SipMessage Message)> Sent { get; } = [];

    public List<ServerTransaction> Requests { get; } = [];

    public List<SipMessage> Acks { get; } = [];

    public List<int> Responses { get; } = [];

    public List<TransactionFailure> Failures { get; } = [];

    public IEnumerable<int> StatusesSent => Sent.Where(sent => !sent.Message.IsRequest).Select(sent => sent.Message.StatusCode);

    private SipFlow Flow => new(Stack.Transports[0], IPEndPoint.Parse("192.0.2.9:5060"));

    /// <summary>A request of the peer.</summary>
    public static string Request(string method, string branch = "z9hG4bKpeer", int sequence = 1, string? toTag = null) =>
        $"{method} sip:us@192.0.2.1 SIP/2.0\n" +
        $"Via: SIP/2.0/UDP 192.0.2.9:5060;branch={branch}\n" +
        $"From: <sip:peer@192.0.2.9>;tag=peer\nTo: <sip:us@192.0.2.1>{(toTag is null ? "" : $";tag={toTag}")}\n" +
        $"Call-ID: peer-call\nCSeq: {sequence} {method}\nMax-Forwards: 70\nContact: <sip:peer@192.0.2.9>\nContent-Length: 0\n\n";

    public ClientTransaction Send(SipMethod method)
    {
        var request = SipMessage.CreateRequest(method, SipUri.Parse("sip:peer@192.0.2.9"));
        request.Add(SipHeaderName.From, "<sip:us@192.0.2.1>;tag=us");
        request.Add(SipHeaderName.To, "<sip:peer@192.0.2.9>");
        request.Add(SipHeaderName.CallId, "call");
        request.Add(SipHeaderName.CSeq, $"1 {method}");
        var transaction = Stack.Send(request, Flow, this);
        Time.Advance(TimeSpan.Zero);
        return transaction;
    }

    /// <summary>The peer answers our last request that is no ACK.</summary>
    public void Answer(int status)
    {
        var request = Sent.Last(sent => sent.Message is { IsRequest: true } message && message.Method != SipMethod.Ack).Message;
        Peer(request.CreateResponse(status, null, status > 100 ? "peer" : null).ToArray());
    }

    public void Peer(string message) => Peer(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n")));

    public void Peer(byte[] message)
    {
        _peer.Send(message, _own);
        Time.Advance(TimeSpan.Zero);
    }

    public void Respond(int status)
    {
        Requests[^1].Respond(status);
        Time.Advance(TimeSpan.Zero);
    }

    public void Advance(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    void IClientTransactionUser.OnResponse(ClientTransaction transaction, SipMessage response) => Responses.Add(response.StatusCode);

    void IClientTransactionUser.OnFailure(ClientTransaction transaction, TransactionFailure failure) => Failures.Add(failure);

    public void Dispose() => Time.Dispose();
}
