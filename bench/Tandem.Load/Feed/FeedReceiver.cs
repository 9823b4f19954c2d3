using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tandem.Load.Feed;

/// <summary>A subscriber that looks for the instants in what it gets, and at nothing else.</summary>
internal sealed class FeedReceiver(Latencies latencies, bool isIdle) : IDisposable
{
    private const int Digits = 19;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
    private byte[] _buffer = [];

    /// <summary>How many bytes came.</summary>
    public long Bytes { get; private set; }

    public async Task ConnectAsync(Uri hub, string path, string token, CancellationToken cancellationToken)
    {
        await _socket.ConnectAsync(IPAddress.Loopback, hub.Port, cancellationToken).ConfigureAwait(false);
        await _socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: {hub.Authority}\r\nAuthorization: Bearer {token}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"), cancellationToken).ConfigureAwait(false);
        var head = new byte[12];
        await _socket.ReceiveAsync(head, cancellationToken).ConfigureAwait(false);
        if (Encoding.ASCII.GetString(head) != "HTTP/1.1 101")
        {
            throw new InvalidOperationException($"The hub says {Encoding.ASCII.GetString(head)}.");
        }
    }

    /// <summary>Receives until the line ends.</summary>
    public async Task RunAsync()
    {
        var kept = 0;
        try
        {
            while (true)
            {
                if (isIdle)
                {
                    // Ten thousand of them would else hold buffers for nothing.
                    await _socket.ReceiveAsync(Memory<byte>.Empty).ConfigureAwait(false);
                }
                _buffer = _buffer.Length == 0 ? new byte[16 * 1024] : _buffer;
                var length = await _socket.ReceiveAsync(_buffer.AsMemory(kept)).ConfigureAwait(false);
                if (length == 0)
                {
                    return;
                }
                Bytes += length;
                kept = Scan(kept + length);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It ended.
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Takes the instants.</summary>
    /// <returns>How many bytes at the end may be the beginning of one: they are now at the start.</returns>
    private int Scan(int length)
    {
        var rest = _buffer.AsSpan(0, length);
        while (rest.IndexOf(FeedSource.Mark) is var at and >= 0)
        {
            rest = rest[at..];
            if (rest.Length < FeedSource.Mark.Length + Digits)
            {
                rest.CopyTo(_buffer);
                return rest.Length;
            }
            if (long.TryParse(rest.Slice(FeedSource.Mark.Length, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var sentAt) && sentAt > 0)
            {
                latencies.Add(sentAt);
            }
            rest = rest[FeedSource.Mark.Length..];
        }
        return 0;
    }
}
