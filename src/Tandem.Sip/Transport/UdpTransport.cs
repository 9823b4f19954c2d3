using System.Net;
using System.Net.Sockets;

namespace Tandem.Sip.Transport;

/// <summary>SIP over UDP: one socket, one receiving thread. STUN on the same port is answered, by which phones keep their NAT mapping (RFC 5626 4.4.2).</summary>
public sealed class UdpTransport : ISipTransport
{
    private const int MaxKnownPeers = 16_384;
    private const int SocketBufferBytes = 4 * 1024 * 1024;

    private readonly Socket _socket;
    private readonly Dictionary<SocketAddress, IPEndPoint> _peers = [];
    private volatile bool _stopping;

    /// <summary>Binds the socket.</summary>
    /// <param name="local">Address and port; port 0 takes a free one.</param>
    /// <exception cref="SocketException">The address cannot be bound, for example because the port is in use.</exception>
    public UdpTransport(IPEndPoint local)
    {
        ArgumentNullException.ThrowIfNull(local);
        _socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.ReceiveBufferSize = SocketBufferBytes;
            _socket.SendBufferSize = SocketBufferBytes;
            if (local.AddressFamily == AddressFamily.InterNetworkV6)
            {
                _socket.DualMode = false;
            }
            _socket.Bind(local);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
        LocalEndPoint = (IPEndPoint)_socket.LocalEndPoint!;
    }

    /// <inheritdoc/>
    public SipProtocol Protocol => SipProtocol.Udp;

    /// <inheritdoc/>
    public IPEndPoint LocalEndPoint { get; }

    /// <inheritdoc/>
    public void Start(SipReceiveHandler receive, SipUndeliveredHandler undelivered)
    {
        ArgumentNullException.ThrowIfNull(receive);
        new Thread(() => Receive(receive)) { IsBackground = true, Name = $"tandem-sip-udp-{LocalEndPoint.Port}" }.Start();
    }

    /// <inheritdoc/>
    public bool Send(ReadOnlyMemory<byte> message, IPEndPoint remote)
    {
        try
        {
            return _socket.SendTo(message.Span, SocketFlags.None, remote) == message.Length;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public bool IsOpen(IPEndPoint remote) => true;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping = true;
        _socket.Dispose();
    }

    private void Receive(SipReceiveHandler receive)
    {
        var buffer = new byte[65_536];
        var source = new SocketAddress(_socket.AddressFamily);
        while (!_stopping)
        {
            try
            {
                var length = _socket.ReceiveFrom(buffer, SocketFlags.None, source);
                if (StunBinding.IsStun(buffer.AsSpan(0, length)))
                {
                    AnswerStun(buffer.AsSpan(0, length), PeerOf(source));
                    continue;
                }
                receive(this, PeerOf(source), buffer.AsSpan(0, length).ToArray());
            }
            catch (SocketException) when (!_stopping)
            {
                // An ICMP error of an earlier datagram: some systems report it here. The socket goes on.
            }
            catch (SocketException)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void AnswerStun(ReadOnlySpan<byte> request, IPEndPoint peer)
    {
        Span<byte> response = stackalloc byte[StunBinding.MaxResponseBytes];
        if (StunBinding.Answer(request, peer, response) is var length and > 0)
        {
            _socket.SendTo(response[..length], SocketFlags.None, peer);
        }
    }

    private IPEndPoint PeerOf(SocketAddress source)
    {
        if (_peers.TryGetValue(source, out var known))
        {
            return known;
        }
        if (_peers.Count >= MaxKnownPeers)
        {
            // Spoofed sources must not grow memory; the real ones come back with their next message.
            _peers.Clear();
        }
        var key = new SocketAddress(source.Family, source.Size);
        source.Buffer.Span[..source.Size].CopyTo(key.Buffer.Span);
        var peer = (IPEndPoint)LocalEndPoint.Create(key);
        _peers.Add(key, peer);
        return peer;
    }
}
