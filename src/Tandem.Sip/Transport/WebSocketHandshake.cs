using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace Tandem.Sip.Transport;

/// <summary>The opening handshake of a WebSocket, for a listener without a web server (RFC 6455 4.2, RFC 7118 4.1).</summary>
internal static class WebSocketHandshake
{
    private const int MaxRequestBytes = 8 * 1024;
    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Reads the request and answers it.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="options">Who may connect.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="WebSocketException">It is no request for a WebSocket of SIP; it has been refused.</exception>
    public static async Task<WebSocket> AcceptAsync(Stream stream, WebSocketListenOptions options, CancellationToken cancellationToken)
    {
        var headers = Parse(await ReadAsync(stream, cancellationToken).ConfigureAwait(false));
        var (status, more) = Judge(headers, options);
        if (status is not null)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{more}Connection: close\r\nContent-Length: 0\r\n\r\n"), cancellationToken).ConfigureAwait(false);
            throw new WebSocketException(WebSocketError.HeaderError, status);
        }
#pragma warning disable CA5350 // What RFC 6455 says; it protects nothing.
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(headers["Sec-WebSocket-Key"] + KeySuffix)));
#pragma warning restore CA5350
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n"
                + $"Sec-WebSocket-Protocol: {WebSocketTransport.SubProtocol}\r\n\r\n"),
            cancellationToken).ConfigureAwait(false);
        return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions
        {
            IsServer = true,
            SubProtocol = WebSocketTransport.SubProtocol,
            KeepAliveInterval = options.KeepAliveInterval,
            KeepAliveTimeout = options.KeepAliveInterval,
        });
    }

    private static (string? Status, string More) Judge(Dictionary<string, string> headers, WebSocketListenOptions options)
    {
        if (!headers[""].StartsWith("GET ", StringComparison.Ordinal) || !headers[""].EndsWith(" HTTP/1.1", StringComparison.Ordinal))
        {
            return ("400 Bad Request", "");
        }
        if (!Has(headers, "Upgrade", "websocket") || !Has(headers, "Connection", "Upgrade") || headers.GetValueOrDefault("Sec-WebSocket-Version") != "13")
        {
            return ("426 Upgrade Required", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n");
        }
        if (headers.GetValueOrDefault("Sec-WebSocket-Key") is not { Length: 24 } || !Has(headers, "Sec-WebSocket-Protocol", WebSocketTransport.SubProtocol))
        {
            return ("400 Bad Request", "");
        }
        return headers.TryGetValue("Origin", out var origin) && options.AllowedOrigins is { } allowed && !allowed.Contains(origin, StringComparer.OrdinalIgnoreCase)
            ? ("403 Forbidden", "")
            : (null, "");
    }

    private static bool Has(Dictionary<string, string> headers, string name, string token) =>
        headers.GetValueOrDefault(name)?.Split(',', StringSplitOptions.TrimEntries).Contains(token, StringComparer.OrdinalIgnoreCase) ?? false;

    // The client sends nothing more before it has our answer, so what follows the request would be an error.
    private static async Task<string> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxRequestBytes];
        var length = 0;
        while (!buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            var count = length < buffer.Length ? await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) : 0;
            if (count == 0)
            {
                throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
            }
            length += count;
        }
        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    // The request line under the empty name; the values of a name that comes again are joined.
    private static Dictionary<string, string> Parse(string request)
    {
        var lines = request.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [""] = lines.FirstOrDefault() ?? "" };
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                var (name, value) = (line[..colon].Trim(), line[(colon + 1)..].Trim());
                headers[name] = headers.TryGetValue(name, out var former) && name.Length > 0 ? $"{former}, {value}" : value;
            }
        }
        return headers;
    }
}
