using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Tandem.Sip.Digest;
using Tandem.Sip.Messages;
using Tandem.Switch.Tests.Registrar;

namespace Tandem.Switch.Tests.Calls.Dialling;

/// <summary>
/// A phone by hand, on a UDP socket of its own: it answers exactly what a test tells it to, and by itself only that a call is over. It lives as long
/// as its exchange, which says goodbye at the end.
/// </summary>
internal sealed class WirePhone : IDisposable
{
    private const string Session = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n";

    private readonly SipWire _wire;
    private readonly UdpClient _media = new(new IPEndPoint(IPAddress.Loopback, 0));

    private readonly Channel<SipMessage> _received = Channel.CreateUnbounded<SipMessage>();

    public WirePhone(TestExchange exchange)
    {
        _wire = new SipWire(exchange.EndPoint);
        exchange.Own(this);
        _ = ReceiveAllAsync();
    }

    public int Port => _wire.Port;

    public SipUri Uri => SipUri.Parse($"sip:wire@127.0.0.1:{Port}");

    /// <summary>A description of its audio.</summary>
    public string Sdp => $"{Session}m=audio {((IPEndPoint)_media.Client.LocalEndPoint!).Port} RTP/AVP 8\r\n";

    public async Task RegisterAsync(string number)
    {
        using var registrar = new SipWire(_wire.Server);
        var response = await registrar.RequestAsync(
            "REGISTER", number, "sip:tandem.test", TestExchange.PasswordOf(number), extra: $"Contact: <sip:{number}@127.0.0.1:{Port}>\r\n");
        Assert.Equal(200, response.StatusCode);
    }

    /// <summary>The next request of a method; others, such as repeated ones, are passed over.</summary>
    public async Task<SipMessage> ReceiveAsync(SipMethod method)
    {
        while (true)
        {
            var message = await _received.Reader.ReadAsync().AsTask().WaitAsync(TestExchange.Patience);
            if (message.IsRequest && message.Method == method)
            {
                return message;
            }
        }
    }

    /// <summary>The next response to a method, 100 left out.</summary>
    public async Task<SipMessage> ReceiveResponseAsync(SipMethod method)
    {
        while (true)
        {
            var message = await _received.Reader.ReadAsync().AsTask().WaitAsync(TestExchange.Patience);
            if (!message.IsRequest && message.StatusCode > 100 && message.CSeq?.Method == method)
            {
                return message;
            }
        }
    }

    public async Task RespondAsync(SipMessage request, int status, string? sdp = null, params (string Name, string Value)[] headers)
    {
        var response = request.CreateResponse(status, null, "wire");
        response.Add(SipHeaderName.Contact, $"<sip:wire@127.0.0.1:{Port}>");
        foreach (var (name, value) in headers)
        {
            response.Set(name, value);
        }
        if (sdp is not null)
        {
            response.SetBody("application/sdp", Encoding.UTF8.GetBytes(sdp));
        }
        await _wire.SendRawAsync(response.ToArray());
    }

    public Task SendAsync(string request) => _wire.SendRawAsync(Encoding.UTF8.GetBytes(request));

    public string Compose(string method, string user, string target, string extra = "", string? body = null, int sequence = 1) =>
        _wire.Compose(method, user, target, $"Contact: <sip:wire@127.0.0.1:{Port}>\r\n{extra}", body, sequence: sequence);

    /// <summary>A request within the dialog of a response to its own INVITE.</summary>
    public string ComposeInDialog(string method, SipMessage response, int sequence, string? body = null, string? type = null) =>
        Compose(method, response.From!.Uri.User!, response.Contacts[0].Uri.ToString(), type is null ? "" : $"Content-Type: {type}\r\n", body, sequence)
            .Replace("To: <sip:other@tandem.test>", $"To: {response.Get(SipHeaderName.To)}", StringComparison.Ordinal);

    /// <summary>Calls a number that wants credentials, and gives them.</summary>
    /// <returns>The INVITE as it was challenged and sent again.</returns>
    public async Task<string> InviteAsync(string user, string number, string? body, string extra = "", int maxForwards = 70)
    {
        var target = $"sip:{number}@tandem.test";
        await SendAsync(Compose("INVITE", user, target, body: body));
        var challenge = await ReceiveResponseAsync(SipMethod.Invite);
        Assert.Equal(407, challenge.StatusCode);
        var request = SipMessage.CreateRequest(SipMethod.Invite, SipUri.Parse(target));
        Assert.True(new DigestClient(user, TestExchange.PasswordOf(user)).TryAnswer(challenge, request));
        var invite = Compose("INVITE", user, target, $"Proxy-Authorization: {request.Get(SipHeaderName.ProxyAuthorization)}\r\n{extra}", body, sequence: 2)
            .Replace("Max-Forwards: 70", $"Max-Forwards: {maxForwards}", StringComparison.Ordinal);
        await SendAsync(invite);
        return invite;
    }

    /// <summary>Cancels an INVITE of its own.</summary>
    public Task CancelAsync(string invite, string extra = "")
    {
        Assert.True(SipParser.TryParse(Encoding.UTF8.GetBytes(invite), out var cancel).Ok);
        var via = cancel.Get(SipHeaderName.Via);
        return SendAsync(
            $"CANCEL {cancel.RequestUri} SIP/2.0\r\nVia: {via}\r\nFrom: {cancel.Get(SipHeaderName.From)}\r\nTo: {cancel.Get(SipHeaderName.To)}\r\n"
            + $"Call-ID: {cancel.CallId}\r\nCSeq: {cancel.CSeq!.Value.Number} CANCEL\r\nMax-Forwards: 70\r\n{extra}Content-Length: 0\r\n\r\n");
    }

    /// <summary>Sends a packet of audio to where a description says.</summary>
    public async Task SpeakAsync(SipMessage described, byte sample = 0)
    {
        var sdp = Sip.Sdp.SessionDescription.Parse(Encoding.UTF8.GetString(described.Body.Span));
        var packet = new byte[172];
        packet[0] = 0x80;
        packet[1] = 8;
        packet.AsSpan(12).Fill(sample);
        await _media.SendAsync(packet, new IPEndPoint(IPAddress.Loopback, sdp.Audio!.Port));
    }

    /// <summary>The samples that have come since the last look, one a packet.</summary>
    public IEnumerable<byte> Hear()
    {
        while (_media.Available > 0)
        {
            IPEndPoint? from = null;
            if (_media.Receive(ref from) is { Length: 172 } packet)
            {
                yield return packet[12];
            }
        }
    }

    private async Task ReceiveAllAsync()
    {
        try
        {
            while (true)
            {
                var message = await _wire.ReceiveAsync();
                _received.Writer.TryWrite(message);
                if (message.IsRequest && (message.Method == SipMethod.Bye || message.Method == SipMethod.Cancel))
                {
                    await RespondAsync(message, 200);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    public void Dispose()
    {
        _wire.Dispose();
        _media.Dispose();
    }
}
