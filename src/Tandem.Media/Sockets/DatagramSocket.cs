using System.Net;
using Tandem.Media.Engine;

namespace Tandem.Media.Sockets;

/// <summary>A bound UDP socket. Received from and sent on by one thread at a time; closed by that thread or before it has one.</summary>
internal abstract class DatagramSocket : IDatagramSender, IDisposable
{
    protected DatagramSocket(IPEndPoint localEndPoint) => LocalEndPoint = localEndPoint;

    public IPEndPoint LocalEndPoint { get; }

    /// <summary>The leg whose socket this is; set before the socket is polled.</summary>
    public MediaLeg? Leg { get; set; }

    /// <summary>Whether this is the RTCP socket of its leg.</summary>
    public bool IsRtcp { get; set; }

    /// <summary>Where the poller keeps it; -1 while it is not polled.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>Receives one datagram without waiting.</summary>
    /// <returns>Its length, at most that of the buffer; -1 where there is none.</returns>
    public abstract int Receive(Span<byte> buffer, out TransportAddress source);

    public abstract bool Send(ReadOnlySpan<byte> datagram, in TransportAddress destination);

    public abstract void Dispose();
}
