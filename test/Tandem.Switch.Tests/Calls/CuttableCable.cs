using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tandem.Switch.Tests.Calls;

/// <summary>Stands between TCP phones and the exchange, so that a test can cut all connections while both sides live on.</summary>
internal sealed class CuttableCable : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> _ends = [];
    private readonly IPEndPoint _exchange;
    private readonly Task _accepting;

    public CuttableCable(IPEndPoint exchange)
    {
        _exchange = exchange;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Resets every connection; new ones pass.</summary>
    public void Cut()
    {
        while (_ends.TryTake(out var end))
        {
            try
            {
                end.LingerState = new LingerOption(true, 0);
            }
            catch (ObjectDisposedException)
            {
                // Its other end was cut already.
            }
            end.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        Cut();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var phone = await _listener.AcceptSocketAsync();
                var exchange = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await exchange.ConnectAsync(_exchange);
                _ends.Add(phone);
                _ends.Add(exchange);
                _ = CopyAsync(phone, exchange);
                _ = CopyAsync(exchange, phone);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[65_536];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                await to.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
        to.Dispose();
    }
}
