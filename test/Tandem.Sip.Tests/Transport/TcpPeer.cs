using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Tests.Transport;

/// <summary>The other end of a TCP connection, in the hands of a test.</summary>
internal sealed class TcpPeer : IDisposable
{
    private readonly Socket _socket;
    private readonly SipStreamReader _reader = new(expectsPongs: true);

    public TcpPeer(Socket socket) => _socket = socket;

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    public IPEndPoint Local => (IPEndPoint)_socket.LocalEndPoint!;

    public static async Task<TcpPeer> ConnectAsync(IPEndPoint server)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server).WaitAsync(Patience);
        return new TcpPeer(socket);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _socket.SendAsync(bytes);

    /// <summary>The next message or keep-alive; <see cref="SipStreamFrame.None"/> where the connection was closed.</summary>
    public async Task<(SipStreamFrame Frame, SipMessage Message)> ReadAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var message = new SipMessage();
        while (true)
        {
            var frame = _reader.TryRead(message, out _);
            if (frame != SipStreamFrame.None)
            {
                return (frame, message);
            }
            try
            {
                var count = await _socket.ReceiveAsync(_reader.GetMemory(), patience.Token);
                if (count == 0)
                {
                    return (SipStreamFrame.None, message);
                }
                _reader.Advance(count);
            }
            catch (SocketException)
            {
                return (SipStreamFrame.None, message);
            }
        }
    }

    public async Task<SipMessage> ReadMessageAsync()
    {
        while (true)
        {
            var (frame, message) = await ReadAsync();
            Assert.NotEqual(SipStreamFrame.None, frame);
            if (frame == SipStreamFrame.Message)
            {
                return message;
            }
        }
    }

    public async Task AssertClosedAsync()
    {
        while (await ReadAsync() is { Frame: not SipStreamFrame.None })
        {
        }
    }

    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();
}
