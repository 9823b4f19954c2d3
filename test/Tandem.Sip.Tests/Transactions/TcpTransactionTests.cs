using System.Net;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Tests.Transport;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Tests.Transactions;

/// <summary>Transactions over real sockets: which way messages take, and what happens where there is none.</summary>
public sealed class TcpTransactionTests : IDisposable
{
    private readonly SignalLoop _loop = new();
    private readonly SipStack _client;
    private readonly SipStack _server;
    private readonly Outcome _outcome = new();
    private readonly TaskCompletionSource<(ServerTransaction Transaction, SipMessage Request)> _received = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TcpTransactionTests()
    {
        _client = new SipStack(_loop);
        _server = new SipStack(_loop) { RequestReceived = OnRequest };
        _loop.Start();
    }

    private bool Answers { get; set; } = true;

    [Fact]
    public async Task A_request_and_its_answer_share_a_connection()
    {
        var (tcp, _) = Listen(udp: false);
        await SendAsync(new SipFlow(_client.Transports[0], tcp!));

        Assert.Equal(200, await _outcome.Status);
        var request = (await _received.Task).Request;
        Assert.Equal("TCP", request.TopVia!.Transport);
        Assert.NotEqual(_client.Transports[0].LocalEndPoint.Port, request.TopVia.RPort);
    }

    [Fact]
    public async Task A_refused_connection_fails_the_transaction_at_once()
    {
        Listen(udp: false);
        await SendAsync(new SipFlow(_client.Transports[0], new IPEndPoint(IPAddress.Loopback, 1)));

        Assert.Equal(TransactionFailure.TransportError, await _outcome.Failure);
        Assert.Equal(0, await _loop.InvokeAsync(() => _client.ActiveTransactions));
    }

    [Theory]
    [InlineData(900, "UDP")]
    [InlineData(1200, "TCP")]
    public async Task A_request_too_long_for_a_datagram_goes_by_connection(int length, string transport)
    {
        var (_, udp) = Listen(udp: true);
        await SendAsync(new SipFlow(_client.Transports[1], udp!), length);

        Assert.Equal(200, await _outcome.Status);
        Assert.Equal(transport, (await _received.Task).Request.TopVia!.Transport);
    }

    [Fact]
    public async Task Where_no_connection_is_taken_the_long_request_goes_as_a_datagram_and_the_next_at_once()
    {
        var (_, udp) = Listen(udp: true, tcp: false);
        var flow = new SipFlow(_client.Transports[1], udp!);
        await SendAsync(flow, 1200);
        Assert.Equal(200, await _outcome.Status);
        var request = (await _received.Task).Request;
        Assert.Equal("UDP", request.TopVia!.Transport);
        Assert.Equal(_client.Transports[1].LocalEndPoint.Port, request.TopVia.Port);

        var next = new Outcome();
        var second = await SendAsync(flow, 1200, next);
        Assert.Equal(SipProtocol.Udp, second.Flow.Transport.Protocol);
        Assert.Equal(200, await next.Status);
    }

    [Fact]
    public async Task An_answer_whose_connection_is_gone_goes_to_where_the_peer_listens()
    {
        Answers = false;
        var (tcp, _) = Listen(udp: false);
        using var listening = new TcpUnderTest();
        using (var peer = await TcpPeer.ConnectAsync(tcp!))
        {
            await peer.SendAsync(
                $"OPTIONS sip:h SIP/2.0\r\nVia: SIP/2.0/TCP {listening.Transport.LocalEndPoint};branch=z9hG4bKgone;rport\r\nFrom: <sip:a@h>;tag=1\r\n"
                + "To: <sip:b@h>\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n");
            await _received.Task.WaitAsync(TcpPeer.Patience);
        }
        var (transaction, _) = await _received.Task;
        await UntilClosedAsync(transaction.Flow);
        await _loop.InvokeAsync(() => transaction.Respond(200));

        Assert.Contains("SIP/2.0 200 OK", await listening.ReceiveTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_end_is_told_so_before_its_connection_is_closed()
    {
        var (tcp, _) = Listen(udp: false);
        using var peer = await TcpPeer.ConnectAsync(tcp!);
        await peer.SendAsync(Messages.Samples.Options("Content-Length: -1\r\n"));

        Assert.Equal(400, (await peer.ReadMessageAsync()).StatusCode);
        await peer.AssertClosedAsync();
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        _loop.Dispose();
    }

    private (IPEndPoint? Tcp, IPEndPoint? Udp) Listen(bool udp, bool tcp = true)
    {
        while (true)
        {
            UdpTransport? datagrams = null;
            try
            {
                datagrams = udp ? new UdpTransport(new IPEndPoint(IPAddress.Loopback, 0)) : null;
                var connections = tcp ? new TcpTransport(new IPEndPoint(IPAddress.Loopback, datagrams?.LocalEndPoint.Port ?? 0)) : null;
                ISipTransport?[] server = [connections, datagrams];
                ISipTransport?[] client = [new TcpTransport(new IPEndPoint(IPAddress.Loopback, 0)), udp ? new UdpTransport(new IPEndPoint(IPAddress.Loopback, 0)) : null];
                Array.ForEach([.. server.OfType<ISipTransport>()], _server.AddTransport);
                Array.ForEach([.. client.OfType<ISipTransport>()], _client.AddTransport);
                return (connections?.LocalEndPoint, datagrams?.LocalEndPoint);
            }
            catch (System.Net.Sockets.SocketException)
            {
                // The port is free for datagrams only.
                datagrams?.Dispose();
            }
        }
    }

    private Task<ClientTransaction> SendAsync(SipFlow flow, int length = 0, Outcome? outcome = null)
    {
        var request = SipMessage.CreateRequest(SipMethod.Options, new SipUri("127.0.0.1"));
        request.Add(SipHeaderName.From, "<sip:a@h>;tag=1");
        request.Add(SipHeaderName.To, "<sip:b@h>");
        request.Add(SipHeaderName.CallId, SipStack.NewCallId());
        request.Add(SipHeaderName.CSeq, "1 OPTIONS");
        request.Add("X-Long", new string('x', length));
        return _loop.InvokeAsync(() => _client.Send(request, flow, outcome ?? _outcome));
    }

    private void OnRequest(ServerTransaction transaction)
    {
        _received.TrySetResult((transaction, transaction.Request));
        if (Answers)
        {
            transaction.Respond(200);
        }
    }

    private static async Task UntilClosedAsync(SipFlow flow)
    {
        using var patience = new CancellationTokenSource(TcpPeer.Patience);
        while (flow.Transport.IsOpen(flow.Remote))
        {
            await Task.Delay(2, patience.Token);
        }
    }

    private sealed class Outcome : IClientTransactionUser
    {
        private readonly TaskCompletionSource<int> _status = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<TransactionFailure> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<int> Status => _status.Task.WaitAsync(TcpPeer.Patience);

        public Task<TransactionFailure> Failure => _failure.Task.WaitAsync(TcpPeer.Patience);

        public void OnResponse(ClientTransaction transaction, SipMessage response) => _status.TrySetResult(response.StatusCode);

        public void OnFailure(ClientTransaction transaction, TransactionFailure failure) => _failure.TrySetResult(failure);
    }
}
