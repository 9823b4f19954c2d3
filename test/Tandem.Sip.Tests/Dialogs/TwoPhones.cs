using System.Net;
using System.Text;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Testing;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Tests.Dialogs;

/// <summary>Two user agents on one clock and one network in memory.</summary>
internal sealed class TwoPhones : IDisposable
{
    private readonly SipStack _callerStack;
    private readonly SipStack _calleeStack;

    public TwoPhones(Func<SipStack, SipUserAgent>? create = null)
    {
        Network = new MemoryNetwork(Time.Loop);
        _callerStack = new SipStack(Time.Loop, new SipStackOptions { Trace = new Recorder("A", Log) });
        _calleeStack = new SipStack(Time.Loop, new SipStackOptions { Trace = new Recorder("B", Log) });
        _callerStack.AddTransport(Network.Open("192.0.2.1:5060"));
        _calleeStack.AddTransport(Network.Open("192.0.2.2:5060"));
        create ??= stack => new SipUserAgent(stack);
        Caller = create(_callerStack);
        Callee = create(_calleeStack);
        Callee.InviteReceived = session =>
        {
            Incoming = session;
            session.Handler = CalleeSide;
            OnIncoming?.Invoke(session);
        };
    }

    public SteppedLoop Time { get; } = new();

    public MemoryNetwork Network { get; }

    public SipUserAgent Caller { get; }

    public SipUserAgent Callee { get; }

    /// <summary>The way from the caller to the callee.</summary>
    public SipFlow CallerFlow => new(_callerStack.Transports[0], IPEndPoint.Parse("192.0.2.2:5060"));

    public RecordingHandler CallerSide { get; } = new();

    public RecordingHandler CalleeSide { get; } = new();

    public InviteSession? Incoming { get; private set; }

    public Action<InviteSession>? OnIncoming { get; set; }

    /// <summary>Everything sent, as "A INVITE" or "B 200 INVITE".</summary>
    public List<string> Log { get; } = [];

    public IEnumerable<string> AtRest =>
    [
        $"transactions {_callerStack.ActiveTransactions + _calleeStack.ActiveTransactions}",
        $"sessions {Caller.ActiveSessions + Callee.ActiveSessions}",
        $"subscriptions {Caller.ActiveSubscriptions + Callee.ActiveSubscriptions}",
        $"timers {Time.Loop.ActiveTimers}",
    ];

    public static ReadOnlyMemory<byte> Sdp(string text = "v=0\r\n") => Encoding.ASCII.GetBytes(text);

    public InviteSession Call(bool withOffer = true) => Caller.Invite(
        new OutgoingInvite
        {
            RequestUri = SipUri.Parse("sip:bob@192.0.2.2"),
            Flow = CallerFlow,
            From = NameAddress.Parse("<sip:alice@example.org>"),
            To = NameAddress.Parse("<sip:bob@example.org>"),
            Sdp = withOffer ? Sdp() : default,
        },
        CallerSide);

    public void Run(double seconds = 1) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public void AssertAtRest()
    {
        Run(seconds: 300);
        Assert.Equal(["transactions 0", "sessions 0", "subscriptions 0", "timers 0"], AtRest);
    }

    public void Dispose() => Time.Dispose();

    private sealed class Recorder(string side, List<string> log) : ISipTrace
    {
        public void OnMessage(ReadOnlyMemory<byte> bytes, SipFlow flow, bool outgoing)
        {
            if (outgoing)
            {
                SipParser.TryParse(bytes.Span, out var message);
                log.Add(message.IsRequest ? $"{side} {message.Method}" : $"{side} {message.StatusCode} {message.Method}");
            }
        }
    }
}
