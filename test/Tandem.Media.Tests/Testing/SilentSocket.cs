using Tandem.Media.Sockets;

namespace Tandem.Media.Tests.Testing;

/// <summary>Takes what a leg sends, and keeps nothing.</summary>
internal sealed class SilentSocket : IDatagramSender
{
    public int Sent { get; private set; }

    public bool Send(ReadOnlySpan<byte> datagram, in TransportAddress destination)
    {
        Sent++;
        return true;
    }
}
