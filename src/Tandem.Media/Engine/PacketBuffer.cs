namespace Tandem.Media.Engine;

/// <summary>The size of packet memory.</summary>
internal static class PacketBuffer
{
    /// <summary>Bytes; a datagram that fills all of them is refused, as it may have been cut.</summary>
    public const int Size = 2048;
}
