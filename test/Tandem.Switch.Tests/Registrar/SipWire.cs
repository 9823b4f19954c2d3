using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.Sip.Digest;
using Tandem.Sip.Messages;

namespace Tandem.Switch.Tests.Registrar;

/// <summary>A bare UDP socket that speaks SIP by hand: what no phone of ours would send.</summary>
internal sealed class SipWire : IDisposable
{
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly IPEndPoint _server;
    private readonly string _callId = Guid.NewGuid().ToString("N");
    private int _sequence;

    public SipWire(IPEndPoint server) => _server = server;

    public IPEndPoint Server => _server;

    public int Port => ((IPEndPoint)_socket.Client.LocalEndPoint!).Port;

    public static string NewBranch() => "z9hG4bK" + Guid.NewGuid().ToString("N");

    /// <summary>Sends a request and returns its final response, answering one challenge where a password is given.</summary>
    public async Task<SipMessage> RequestAsync(
        string method, string user, string target, string? password = null, string extra = "", string? body = null, string? callId = null, int? sequence = null)
    {
        var credentials = password is null ? null : new DigestClient(user, password);
        var authorization = "";
        while (true)
        {
            var number = sequence ?? ++_sequence;
            var response = await SendAsync(Compose(method, user, target, extra + authorization, body, callId ?? _callId, number));
            if (credentials is null || response.StatusCode is not (401 or 407) || authorization.Length > 0)
            {
                return response;
            }
            var request = SipMessage.CreateRequest(SipMethod.Parse(method), SipUri.Parse(target));
            Assert.True(credentials.TryAnswer(response, request));
            authorization = response.StatusCode == 401
                ? $"Authorization: {request.Get(SipHeaderName.Authorization)}\r\n"
                : $"Proxy-Authorization: {request.Get(SipHeaderName.ProxyAuthorization)}\r\n";
            sequence = sequence is null ? null : number + 1;
        }
    }

    public async Task<SipMessage> SendAsync(string message)
    {
        await SendRawAsync(Encoding.UTF8.GetBytes(message));
        while (true)
        {
            var response = await ReceiveAsync();
            if (!response.IsRequest && response.StatusCode >= 200)
            {
                return response;
            }
        }
    }

    public async Task SendRawAsync(byte[] datagram) => await _socket.SendAsync(datagram, _server);

    public async Task<SipMessage> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(TestExchange.Patience);
        var received = await _socket.ReceiveAsync(patience.Token);
        Assert.True(SipParser.TryParse(received.Buffer, out var message).Ok);
        return message;
    }

    public string Compose(string method, string user, string target, string extra = "", string? body = null, string? callId = null, int sequence = 1) =>
        $"{method} {target} SIP/2.0\r\n" +
        $"Via: SIP/2.0/UDP 127.0.0.1:{Port};branch={NewBranch()};rport\r\n" +
        $"From: <sip:{user}@tandem.test>;tag=wire\r\n" +
        $"To: <sip:{(method == "REGISTER" ? user : "other")}@tandem.test>\r\n" +
        $"Call-ID: {callId ?? _callId}\r\n" +
        $"CSeq: {sequence} {method}\r\n" +
        "Max-Forwards: 70\r\n" +
        extra +
        (body is null || extra.Contains("Content-Type:", StringComparison.Ordinal) ? "" : "Content-Type: application/sdp\r\n") +
        (body is null ? "Content-Length: 0\r\n\r\n" : $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public void Dispose() => _socket.Dispose();
}
