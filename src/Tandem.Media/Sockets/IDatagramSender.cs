namespace Tandem.Media.Sockets;

/// <summary>Where a leg's packets leave.</summary>
internal interface IDatagramSender
{
    /// <summary>Sends one datagram without waiting.</summary>
    /// <returns><see langword="false"/> where the system would not take it.</returns>
    bool Send(ReadOnlySpan<byte> datagram, in TransportAddress destination);
}
