using System.Net;
using System.Net.WebSockets;
using Tandem.Sip.Transport;

namespace Tandem.Switch;

public sealed partial class SipSwitch
{
    /// <summary>
    /// Serves a phone on a WebSocket that a web server has opened (RFC 7118), to the WebSocket's end; then what it registered is gone, as nobody
    /// but the phone can open it again.
    /// </summary>
    /// <param name="socket">Open, of the subprotocol <see cref="WebSocketTransport.SubProtocol"/>; it is disposed of here.</param>
    /// <param name="local">Where the web server listens.</param>
    /// <param name="remote">The peer.</param>
    /// <param name="isSecure">Whether the web server speaks TLS.</param>
    /// <exception cref="ArgumentException">The WebSocket is of another subprotocol.</exception>
    /// <exception cref="InvalidOperationException">The exchange does not run.</exception>
    public async Task ServeAsync(WebSocket socket, IPEndPoint local, IPEndPoint remote, bool isSecure)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(local);
        ArgumentNullException.ThrowIfNull(remote);
        if (_isStopped || EndPoints.Count == 0)
        {
            throw new InvalidOperationException("The exchange does not run.");
        }
        var transport = await _loop.InvokeAsync(() => WebSocketsOf(local, isSecure)).ConfigureAwait(false);
        var source = await transport.ServeAsync(socket, remote).ConfigureAwait(false);
        _loop.Post(() => _registrar.ForgetSource(transport.Protocol, source));
    }

    // One for each protocol and address family, made for its first peer.
    private WebSocketTransport WebSocketsOf(IPEndPoint local, bool isSecure)
    {
        var protocol = isSecure ? SipProtocol.Wss : SipProtocol.Ws;
        if (_stack.FindTransport(protocol, local.Address) is WebSocketTransport known)
        {
            return known;
        }
        // Phones of several networks share it, so that its address is the one of the way to each.
        var any = local.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        var transport = new WebSocketTransport(new IPEndPoint(any, local.Port), isSecure, _options.Tcp, _loop.TimeProvider);
        _stack.AddTransport(transport);
        return transport;
    }
}
