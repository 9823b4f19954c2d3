using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Tandem.Sip.Testing;
using Tandem.Sip.Tests.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Tests.Transport;

public sealed class WebSocketTransportTests : IDisposable
{
    private static readonly string Message = Samples.Options("");

    private readonly Channel<(IPEndPoint Remote, string Message)> _received = Channel.CreateUnbounded<(IPEndPoint, string)>();
    private readonly ManualTimeProvider _clock = new();
    private readonly TestAuthority _authority = new();
    private WebSocketTransport? _transport;

    [Fact]
    public async Task A_message_needs_no_length_and_its_answer_comes_back_on_the_same_socket()
    {
        Listen();
        using var phone = await ConnectAsync();
        await SendAsync(phone, Message);
        var (remote, text) = await ReceiveAsync();
        Assert.Equal(Message, text);
        Assert.True(_transport!.IsOpen(remote));
        Assert.True(_transport.Send(Encoding.UTF8.GetBytes("SIP/2.0 200 OK"), remote));

        Assert.Equal("SIP/2.0 200 OK", await ReadAsync(phone));
        Assert.Equal("sip", phone.SubProtocol);
        Assert.Equal(SipProtocol.Ws, _transport.Protocol);
    }

    [Theory]
    [InlineData(WebSocketMessageType.Text, 1)]
    [InlineData(WebSocketMessageType.Text, 7)]
    [InlineData(WebSocketMessageType.Binary, 200)]
    public async Task A_message_may_come_in_pieces_and_as_bytes(WebSocketMessageType type, int piece)
    {
        Listen();
        using var phone = await ConnectAsync();
        var bytes = Encoding.UTF8.GetBytes(Message);
        for (var at = 0; at < bytes.Length; at += piece)
        {
            await phone.SendAsync(bytes.AsMemory(at, Math.Min(piece, bytes.Length - at)), type, at + piece >= bytes.Length, default);
        }
        await SendAsync(phone, "next");

        Assert.Equal(Message, (await ReceiveAsync()).Message);
        Assert.Equal("next", (await ReceiveAsync()).Message);
    }

    [Fact]
    public async Task A_ping_is_answered_by_a_pong()
    {
        Listen();
        using var phone = await ConnectAsync();
        await SendAsync(phone, "\r\n\r\n");

        Assert.Equal("\r\n", await ReadAsync(phone));
    }

    [Fact]
    public async Task A_message_that_is_too_long_ends_the_connection()
    {
        Listen();
        using var phone = await ConnectAsync();
        await SendAsync(phone, Message + new string('x', 70_000));
        Assert.StartsWith("OPTIONS", (await ReceiveAsync()).Message, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAsync<WebSocketException>(() => ReadAsync(phone));
    }

    [Fact]
    public async Task A_socket_that_is_gone_gives_messages_back_and_none_is_opened_in_its_place()
    {
        Listen();
        var phone = await ConnectAsync();
        await SendAsync(phone, Message);
        var (remote, _) = await ReceiveAsync();
        await phone.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default).WaitAsync(TcpPeer.Patience);
        await UntilNoConnectionAsync();

        Assert.False(_transport!.Send(Encoding.UTF8.GetBytes(Message), remote));
    }

    [Theory]
    [InlineData("https://evil.test", false)]
    [InlineData("https://phone.test", true)]
    [InlineData(null, true)]
    public async Task Pages_of_other_origins_are_refused(string? origin, bool isTaken)
    {
        Listen(new WebSocketListenOptions { AllowedOrigins = ["https://phone.test"] });
        Assert.Equal(isTaken, await IsTakenAsync(options =>
        {
            options.AddSubProtocol("sip");
            if (origin is not null)
            {
                options.SetRequestHeader("Origin", origin);
            }
        }));
    }

    [Fact]
    public async Task A_socket_of_another_subprotocol_is_refused()
    {
        Listen();
        Assert.False(await IsTakenAsync(options => options.AddSubProtocol("chat")));
        Assert.False(await IsTakenAsync(_ => { }));
    }

    [Fact]
    public async Task A_listener_with_a_certificate_is_secure()
    {
        var certificate = SipCertificate.Load(_authority.WritePem("ws.pem", "ws.test"));
        Listen(new WebSocketListenOptions { Tls = new SipTlsOptions { Certificate = certificate } });
        using var phone = await ConnectAsync("wss", options =>
        {
            options.AddSubProtocol("sip");
            options.RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.Subject == "CN=ws.test";
        });
        await SendAsync(phone, Message);

        Assert.Equal(Message, (await ReceiveAsync()).Message);
        Assert.Equal(SipProtocol.Wss, _transport!.Protocol);
    }

    [Theory]
    [InlineData("GET /sip HTTP/1.1\r\nUpgrade: webso")]
    [InlineData("")]
    public async Task Who_stops_in_the_handshake_is_let_go(string begun)
    {
        Listen();
        using var peer = await TcpPeer.ConnectAsync(_transport!.LocalEndPoint);
        await peer.SendAsync(begun);
        while (_transport.Connections == 0)
        {
            await Task.Yield();
        }
        _clock.Advance(TimeSpan.FromSeconds(21));

        await peer.AssertClosedAsync();
    }

    [Fact]
    public async Task Who_sends_no_end_of_his_request_is_cut_off()
    {
        Listen();
        using var peer = await TcpPeer.ConnectAsync(_transport!.LocalEndPoint);
        await peer.SendAsync("GET / HTTP/1.1\r\n" + new string('x', 9_000));

        await peer.AssertClosedAsync();
    }

    [Fact]
    public async Task Sockets_that_share_an_address_are_told_apart()
    {
        _transport = new WebSocketTransport(IPEndPoint.Parse("192.0.2.1:80"), isSecure: false);
        Start();
        var (one, ours) = await SocketPairAsync();
        var (two, theirs) = await SocketPairAsync();
        var remote = IPEndPoint.Parse("192.0.2.9:4711");
        var first = _transport.ServeAsync(ours, remote);
        var second = _transport.ServeAsync(theirs, remote);
        await SendAsync(one, "one");
        await SendAsync(two, "two");
        var sources = new[] { await ReceiveAsync(), await ReceiveAsync() }.ToDictionary(received => received.Message, received => received.Remote);
        Assert.NotEqual(sources["one"], sources["two"]);
        Assert.True(_transport.Send("to one"u8.ToArray(), sources["one"]));
        Assert.Equal("to one", await ReadAsync(one));
        one.Abort();

        Assert.Equal(sources["one"], await first.WaitAsync(TcpPeer.Patience));
        Assert.True(_transport.IsOpen(sources["two"]));
        two.Abort();
        await second.WaitAsync(TcpPeer.Patience);
    }

    public void Dispose()
    {
        _transport?.Dispose();
        _authority.Dispose();
    }

    private static async Task<(WebSocket Client, WebSocket Server)> SocketPairAsync()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        var server = await listener.AcceptTcpClientAsync();
        return (WebSocket.CreateFromStream(client.GetStream(), new WebSocketCreationOptions { IsServer = false, SubProtocol = "sip" }),
            WebSocket.CreateFromStream(server.GetStream(), new WebSocketCreationOptions { IsServer = true, SubProtocol = "sip" }));
    }

    private static Task SendAsync(WebSocket socket, string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, default);

    private static async Task<string> ReadAsync(WebSocket socket)
    {
        using var patience = new CancellationTokenSource(TcpPeer.Patience);
        var buffer = new byte[4096];
        var received = await socket.ReceiveAsync(buffer, patience.Token);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    private void Listen(WebSocketListenOptions? options = null)
    {
        _transport = WebSocketTransport.Listen(new IPEndPoint(IPAddress.Loopback, 0), options, timeProvider: _clock);
        Start();
    }

    private void Start() => _transport!.Start(
        (_, remote, message) => _received.Writer.TryWrite((remote, Encoding.UTF8.GetString(message))),
        (_, _, _) => { });

    private async Task<ClientWebSocket> ConnectAsync(string scheme = "ws", Action<ClientWebSocketOptions>? configure = null)
    {
        var socket = new ClientWebSocket();
        (configure ?? (options => options.AddSubProtocol("sip")))(socket.Options);
        await socket.ConnectAsync(new Uri($"{scheme}://{_transport!.LocalEndPoint}/any"), default).WaitAsync(TcpPeer.Patience);
        return socket;
    }

    private async Task<bool> IsTakenAsync(Action<ClientWebSocketOptions> configure)
    {
        try
        {
            using var socket = await ConnectAsync(configure: configure);
            return true;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    private Task<(IPEndPoint Remote, string Message)> ReceiveAsync() => _received.Reader.ReadAsync().AsTask().WaitAsync(TcpPeer.Patience);

    private async Task UntilNoConnectionAsync()
    {
        using var patience = new CancellationTokenSource(TcpPeer.Patience);
        while (_transport!.Connections > 0)
        {
            await Task.Delay(2, patience.Token);
        }
    }
}
