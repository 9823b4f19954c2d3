using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Testing;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Benchmarks.Sip;

/// <summary>
/// CPU and memory of transactions and dialogs: two stacks in this process over a network in memory, on a clock that stands still while they
/// work. So a figure is of both sides, parsing and writing included, and without sockets.
/// </summary>
internal sealed class SipFigures : IClientTransactionUser, IInviteSessionHandler
{
    private const string Sdp =
        "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8 0 101\r\na=rtpmap:8 PCMA/8000\r\n"
        + "a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n";

    private static readonly byte[] Description = Encoding.ASCII.GetBytes(Sdp);

    private readonly SteppedLoop _time = new();
    private readonly SipStack _client;
    private readonly SipUserAgent _caller;
    private readonly SipUserAgent _callee;
    private readonly SipFlow _flow;
    private int _answered;

    private SipFigures()
    {
        var network = new MemoryNetwork(_time.Loop);
        _client = new SipStack(_time.Loop, new SipStackOptions { MaxPendingMessages = int.MaxValue });
        var server = new SipStack(_time.Loop, new SipStackOptions { MaxPendingMessages = int.MaxValue, MaxServerTransactions = int.MaxValue });
        _client.AddTransport(network.Open("192.0.2.1:5060"));
        server.AddTransport(network.Open("192.0.2.2:5060"));
        _caller = new SipUserAgent(_client);
        _callee = new SipUserAgent(server)
        {
            RequestReceived = transaction => transaction.Respond(200),
            InviteReceived = session =>
            {
                session.Handler = this;
                session.SendProvisional(180);
                session.Accept(Description);
            },
        };
        _flow = new SipFlow(_client.Transports[0], IPEndPoint.Parse("192.0.2.2:5060"));
    }

    /// <summary>Measures and prints, first once to warm up.</summary>
    public static void Run()
    {
        foreach (var count in (int[])[5_000, 50_000])
        {
            var isReal = count > 5_000;
            Measure("MESSAGE transaction, client and server", count, isReal, figures => figures.SendMessages(count));
            Measure("call set up by INVITE, 180, 200, ACK, both sides", count / 5, isReal, figures => figures.Call(count / 5));
        }
    }

    private static void Measure(string what, int count, bool isReal, Action<SipFigures> work)
    {
        var figures = new SipFigures();
        var start = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        work(figures);
        var time = Process.GetCurrentProcess().TotalProcessorTime - before;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var held = GC.GetTotalMemory(forceFullCollection: true) - start;
        figures._time.Advance(TimeSpan.FromSeconds(64));
        var kept = GC.GetTotalMemory(forceFullCollection: true) - start;
        if (isReal)
        {
            Print($"{what}: CPU", $"{time.TotalMicroseconds / count:F1} us", $"{count / time.TotalSeconds:F0} a second of CPU");
            Print($"{what}: allocated", $"{allocated / count} B", "");
            Print($"{what}: held right after the last answer", $"{held / count} B", "");
            Print($"{what}: held once the transactions are over", $"{kept / count} B", $"{figures._caller.ActiveSessions + figures._callee.ActiveSessions} sessions");
        }
        figures.EndAll();
    }

    private static void Print(string what, string figure, string note) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-80} {figure,16} {note}"));

    private void SendMessages(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var request = SipMessage.CreateRequest(SipMethod.Message, new SipUri("192.0.2.2", "bob"));
            request.Add(SipHeaderName.From, $"<sip:alice@example.org>;tag={i}");
            request.Add(SipHeaderName.To, "<sip:bob@example.org>");
            request.Add(SipHeaderName.CallId, $"call-{i}");
            request.Add(SipHeaderName.CSeq, "1 MESSAGE");
            request.SetBody("text/plain", "hello");
            _client.Send(request, _flow, this);
            _time.Loop.RunPending();
        }
        Check(count);
    }

    private void Call(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _caller.Invite(
                new OutgoingInvite
                {
                    RequestUri = new SipUri("192.0.2.2", "bob"),
                    Flow = _flow,
                    From = new NameAddress(new SipUri("example.org", "alice")),
                    To = new NameAddress(new SipUri("example.org", "bob")),
                    Sdp = Description,
                },
                this);
            _time.Loop.RunPending();
        }
        Check(count);
    }

    private void Check(int count)
    {
        if (_answered != count)
        {
            throw new InvalidOperationException($"{_answered} of {count} were answered.");
        }
    }

    private void EndAll() => _time.Dispose();

    void IClientTransactionUser.OnResponse(ClientTransaction transaction, SipMessage response) => _answered++;

    void IClientTransactionUser.OnFailure(ClientTransaction transaction, TransactionFailure failure)
    {
    }

    void IInviteSessionHandler.OnProgress(InviteSession session, SipMessage response)
    {
    }

    void IInviteSessionHandler.OnAnswered(InviteSession session, SipMessage response) => _answered++;

    void IInviteSessionHandler.OnAcknowledged(InviteSession session, SipMessage ack)
    {
    }

    void IInviteSessionHandler.OnReInvite(InviteSession session, SipMessage request) => session.AcceptReInvite(Description);

    void IInviteSessionHandler.OnReInviteAnswered(InviteSession session, SipMessage response)
    {
    }

    void IInviteSessionHandler.OnEnded(InviteSession session, SessionEnd end)
    {
    }
}
