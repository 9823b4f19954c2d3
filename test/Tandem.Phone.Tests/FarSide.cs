using System.Net;
using System.Text;
using System.Threading.Channels;
using Tandem.Phone.Calls;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Referrals;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Phone.Tests;

/// <summary>The other side of a phone's calls, which says what no phone of ours would. Its session descriptions are text.</summary>
internal sealed class FarSide : IInviteSessionHandler, IDisposable
{
    private readonly SignalLoop _loop = new();
    private readonly SipStack _stack;
    private readonly SipUserAgent _agent;
    private readonly Channel<InviteSession> _incoming = Channel.CreateUnbounded<InviteSession>();
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();

    /// <param name="transport">Where it listens; null for UDP on a free port.</param>
    public FarSide(ISipTransport? transport = null)
    {
        _stack = new SipStack(_loop);
        _agent = new SipUserAgent(_stack) { MoreMethods = "REFER", InviteReceived = Take, RequestReceived = Answer };
        _stack.AddTransport(transport ?? new UdpTransport(new IPEndPoint(IPAddress.Loopback, 0)));
        _loop.Start();
    }

    public IPEndPoint EndPoint => _stack.Transports[0].LocalEndPoint;

    /// <summary>Sent with the ACK of an answer that carries an offer.</summary>
    public string Acknowledgement { get; set; } = "";

    /// <summary>Answers a change that the phone offers; empty leaves it unanswered, null refuses it with 488.</summary>
    public string? Change { get; set; }

    /// <summary>The answer to a REGISTER; null for none.</summary>
    public int? Registration { get; set; }

    /// <summary>What to do with a REFER of the phone's.</summary>
    public Action<IncomingReferral>? Referred { get; set; }

    /// <summary>The last description that the phone sent.</summary>
    public string Heard { get; private set; } = "";

    public static string Audio(string formats = "8", string more = "", string address = "127.0.0.1", int port = 40000) =>
        $"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 {address}\r\nt=0 0\r\nm=audio {port} RTP/AVP {formats}\r\n{more}";

    /// <summary>The next call of the phone's.</summary>
    public Task<InviteSession> InvitedAsync() => _incoming.Reader.ReadAsync().AsTask().Soon();

    /// <summary>The next thing that the phone said.</summary>
    public Task<string> SaidAsync() => _events.Reader.ReadAsync().AsTask().Soon();

    public Task DoAsync(Action work) => _loop.InvokeAsync(work).Soon();

    public Task<InviteSession> InviteAsync(IPEndPoint phone, string sdp = "") => _loop.InvokeAsync(() => _agent.Invite(
        new OutgoingInvite
        {
            RequestUri = new SipUri(phone.Address.ToString(), "phone", phone.Port),
            Flow = new SipFlow(_stack.Transports[0], phone),
            From = NameAddress.Parse("<sip:far@example.org>"),
            To = NameAddress.Parse("<sip:phone@example.org>"),
            Sdp = Encoding.ASCII.GetBytes(sdp),
        },
        this)).Soon();

    public static void Accept(InviteSession session, string sdp, string? asserted = null) => session.Accept(Encoding.ASCII.GetBytes(sdp), Identify(asserted));

    public static Action<SipMessage>? Identify(string? asserted) => asserted is null ? null : message => message.Add(SipHeaderName.PAssertedIdentity, asserted);

    /// <summary>Offers a change, as soon as no other one is under way, and gives what the phone says to it.</summary>
    public async Task<string> ChangeAsync(InviteSession session, string sdp)
    {
        var isSent = false;
        while (!isSent)
        {
            await DoAsync(() => isSent = session.ReInvite(Encoding.ASCII.GetBytes(sdp)));
        }
        return await SaidAsync();
    }

    /// <summary>A phone calls the far side, which answers.</summary>
    public async Task<(PhoneCall Call, InviteSession Session)> AnsweredAsync(SipPhone phone, string? sdp = null)
    {
        var call = await phone.CallAsync("far").Soon();
        var session = await InvitedAsync();
        await DoAsync(() => Accept(session, sdp ?? Audio()));
        Assert.Equal(200, await call.WaitForAnswerAsync().Soon());
        Assert.Equal("acknowledged", await SaidAsync());
        return (call, session);
    }

    public void OnProgress(InviteSession session, SipMessage response) => _events.Writer.TryWrite($"progress {response.StatusCode}");

    public void OnAnswered(InviteSession session, SipMessage response) => TakeAnswer(session, "answered", response);

    public void OnAcknowledged(InviteSession session, SipMessage ack) => _events.Writer.TryWrite("acknowledged");

    public void OnReInvite(InviteSession session, SipMessage request)
    {
        Heard = Encoding.ASCII.GetString(request.Body.Span);
        if (Change == "")
        {
            _events.Writer.TryWrite("re-invited");
        }
        else if (Change is { } answer)
        {
            session.AcceptReInvite(Encoding.ASCII.GetBytes(answer));
        }
        else
        {
            session.RejectReInvite(488);
        }
    }

    public void OnReInviteAnswered(InviteSession session, SipMessage response) => TakeAnswer(session, $"changed {response.StatusCode}", response);

    public void OnEnded(InviteSession session, SessionEnd end) => _events.Writer.TryWrite($"ended {end.Kind} {end.StatusCode}");

    public bool OnRefer(InviteSession session, IncomingReferral referral)
    {
        Referred?.Invoke(referral);
        return Referred is not null;
    }

    public void Dispose()
    {
        _stack.Dispose();
        _loop.Dispose();
    }

    // A response without a contact grants what was asked for.
    private bool Answer(ServerTransaction transaction)
    {
        _events.Writer.TryWrite($"{transaction.Request.MethodName} {transaction.Request.Expires}");
        if (Registration is { } status)
        {
            transaction.Respond(status);
        }
        return true;
    }

    private void TakeAnswer(InviteSession session, string said, SipMessage response)
    {
        Heard = Encoding.ASCII.GetString(response.Body.Span);
        session.Acknowledge(Encoding.ASCII.GetBytes(Acknowledgement));
        _events.Writer.TryWrite(said);
    }

    private void Take(InviteSession session)
    {
        session.Handler = this;
        Heard = Encoding.ASCII.GetString(session.Invite.Body.Span);
        _incoming.Writer.TryWrite(session);
    }
}
