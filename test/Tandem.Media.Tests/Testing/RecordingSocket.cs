using Tandem.Media.Rtp;
using Tandem.Media.Sockets;

namespace Tandem.Media.Tests.Testing;

/// <summary>Keeps what a leg sends.</summary>
internal sealed class RecordingSocket : IDatagramSender
{
    public List<(RtpHeader Header, byte[] Payload, TransportAddress Destination)> Sent { get; } = [];

    public bool Send(ReadOnlySpan<byte> datagram, in TransportAddress destination)
    {
        Assert.True(RtpHeader.TryParse(datagram, out RtpHeader header));
        Sent.Add((header, datagram[header.PayloadOffset..].ToArray(), destination));
        return true;
    }
}
