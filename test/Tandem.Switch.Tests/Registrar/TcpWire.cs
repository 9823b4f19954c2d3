using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.Sip.Digest;
using Tandem.Sip.Messages;

namespace Tandem.Switch.Tests.Registrar;

/// <summary>A bare TCP connection that registers by hand, with a Contact of the test's choice.</summary>
internal sealed class TcpWire(IPEndPoint server, int contactPort) : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly SipStreamReader _reader = new();

    public async Task RegisterAsync(string user)
    {
        await _socket.ConnectAsync(server);
        var credentials = new DigestClient(user, TestExchange.PasswordOf(user));
        var challenge = await RequestAsync(user, 1, "");
        var request = SipMessage.CreateRequest(SipMethod.Register, SipUri.Parse("sip:tandem.test"));
        Assert.True(credentials.TryAnswer(challenge, request));
        Assert.Equal(200, (await RequestAsync(user, 2, $"Authorization: {request.Get(SipHeaderName.Authorization)}\r\n")).StatusCode);
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<SipMessage> RequestAsync(string user, int sequence, string authorization)
    {
        await _socket.SendAsync(Encoding.UTF8.GetBytes(
            $"REGISTER sip:tandem.test SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:{contactPort};branch={SipWire.NewBranch()}\r\nFrom: <sip:{user}@tandem.test>;tag=t\r\n"
            + $"To: <sip:{user}@tandem.test>\r\nCall-ID: tcp-wire\r\nCSeq: {sequence} REGISTER\r\nMax-Forwards: 70\r\n"
            + $"Contact: <sip:{user}@127.0.0.1:{contactPort};transport=tcp>\r\n{authorization}Content-Length: 0\r\n\r\n"));
        using var patience = new CancellationTokenSource(TestExchange.Patience);
        var message = new SipMessage();
        while (_reader.TryRead(message, out _) != SipStreamFrame.Message)
        {
            var count = await _socket.ReceiveAsync(_reader.GetMemory(), patience.Token);
            Assert.NotEqual(0, count);
            _reader.Advance(count);
        }
        return message;
    }
}
