using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.Sip.Messages;
using Tandem.Switch.Tests.Registrar;

namespace Tandem.Switch.Tests.Calls.Holding;

/// <summary>A caller whose session descriptions are written by hand.</summary>
internal sealed class RawCaller : IDisposable
{
    private readonly SipWire _wire;
    private readonly string _user;
    private UdpClient _media = NewMedia();
    private SipMessage? _answer;
    private int _sequence = 10;
    private int _version;

    private RawCaller(SipWire wire, string user)
    {
        _wire = wire;
        _user = user;
    }

    /// <summary>Calls a number, which answers.</summary>
    public static async Task<RawCaller> CallAsync(TestExchange exchange, string user, string number)
    {
        var caller = new RawCaller(new SipWire(exchange.EndPoint), user);
        caller._answer = await caller._wire.RequestAsync(
            "INVITE", user, $"sip:{number}@tandem.test", TestExchange.PasswordOf(user), caller.Contact, caller.Describe("a=sendrecv", 8), sequence: caller._sequence);
        Assert.Equal(200, caller._answer.StatusCode);
        caller._sequence = (int)caller._answer.CSeq!.Value.Number;
        await caller.AcknowledgeAsync();
        return caller;
    }

    /// <summary>Changes the session, and gives the description that it is answered with.</summary>
    public async Task<string> ReInviteAsync(string line, int payloadType = 8)
    {
        _sequence++;
        var response = await _wire.SendAsync(InDialog("INVITE", Describe(line, payloadType)));
        Assert.Equal((200, _sequence), (response.StatusCode, (int)response.CSeq!.Value.Number));
        await AcknowledgeAsync();
        return Encoding.UTF8.GetString(response.Body.Span);
    }

    /// <summary>Wants media at another port from the next description on.</summary>
    public void MoveMedia()
    {
        _media.Dispose();
        _media = NewMedia();
    }

    /// <summary>Waits for a packet of media.</summary>
    public async Task<int> NextPayloadTypeAsync()
    {
        using var patience = new CancellationTokenSource(TestExchange.Patience);
        return (await _media.ReceiveAsync(patience.Token)).Buffer[1] & 0x7F;
    }

    public void Dispose()
    {
        _wire.Dispose();
        _media.Dispose();
    }

    private string Contact => $"Contact: <sip:{_user}@127.0.0.1:{_wire.Port}>\r\n";

    private static UdpClient NewMedia() => new(new IPEndPoint(IPAddress.Loopback, 0));

    private Task AcknowledgeAsync() => _wire.SendRawAsync(Encoding.UTF8.GetBytes(InDialog("ACK", body: null)));

    private string InDialog(string method, string? body) => _wire
        .Compose(method, _user, _answer!.Contacts[0].Uri.ToString(), Contact, body, sequence: _sequence)
        .Replace("To: <sip:other@tandem.test>", $"To: {_answer.Get(SipHeaderName.To)}", StringComparison.Ordinal);

    private string Describe(string line, int payloadType)
    {
        var connection = line.StartsWith("c=", StringComparison.Ordinal) ? line : "c=IN IP4 127.0.0.1";
        var port = ((IPEndPoint)_media.Client.LocalEndPoint!).Port;
        return $"v=0\r\no=- 1 {++_version} IN IP4 127.0.0.1\r\ns=-\r\n{connection}\r\nt=0 0\r\nm=audio {port} RTP/AVP {payloadType}\r\n"
            + (line.StartsWith("a=", StringComparison.Ordinal) ? line + "\r\n" : "");
    }
}
