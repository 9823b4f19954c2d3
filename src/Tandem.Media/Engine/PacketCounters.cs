namespace Tandem.Media.Engine;

/// <summary>Packet figures with one writer, the media thread, and readers anywhere.</summary>
internal sealed class PacketCounters
{
    private static readonly int Refusals = Enum.GetValues<PacketRefusal>().Length;
    private readonly long[] _refused = new long[Refusals];
    private long _packetsIn;
    private long _bytesIn;
    private long _packetsOut;
    private long _bytesOut;
    private long _unsent;
    private long _rtcpIn;

    public long PacketsIn => Volatile.Read(ref _packetsIn);

    public long BytesIn => Volatile.Read(ref _bytesIn);

    public long PacketsOut => Volatile.Read(ref _packetsOut);

    public long BytesOut => Volatile.Read(ref _bytesOut);

    public long Unsent => Volatile.Read(ref _unsent);

    public long RtcpIn => Volatile.Read(ref _rtcpIn);

    public long Refused(PacketRefusal reason) => Volatile.Read(ref _refused[(int)reason]);

    public void CountIn(int bytes)
    {
        Volatile.Write(ref _packetsIn, _packetsIn + 1);
        Volatile.Write(ref _bytesIn, _bytesIn + bytes);
    }

    public void CountOut(int bytes)
    {
        Volatile.Write(ref _packetsOut, _packetsOut + 1);
        Volatile.Write(ref _bytesOut, _bytesOut + bytes);
    }

    public void CountUnsent() => Volatile.Write(ref _unsent, _unsent + 1);

    public void CountRtcpIn() => Volatile.Write(ref _rtcpIn, _rtcpIn + 1);

    public void CountRefused(PacketRefusal reason) => Volatile.Write(ref _refused[(int)reason], _refused[(int)reason] + 1);
}
