namespace Tandem.Media;

/// <summary>The figures of an engine since its start.</summary>
public sealed record MediaEngineStatistics
{
    /// <summary>Channels open now.</summary>
    public int OpenChannels { get; init; }

    /// <summary>Channels that can be opened now; <see langword="null"/> where the operating system chooses the ports.</summary>
    public int? FreePorts { get; init; }

    /// <summary>Channels of the range whose ports still rest after a call.</summary>
    public int RestingPorts { get; init; }

    /// <summary>RTP packets accepted.</summary>
    public long PacketsIn { get; init; }

    /// <summary>RTP packets sent.</summary>
    public long PacketsOut { get; init; }

    /// <summary>Bytes of the accepted packets.</summary>
    public long BytesIn { get; init; }

    /// <summary>Bytes sent.</summary>
    public long BytesOut { get; init; }

    /// <summary>Packets that the operating system would not send.</summary>
    public long PacketsUnsent { get; init; }

    /// <summary>Datagrams not accepted, by reason; every reason has an entry.</summary>
    public required IReadOnlyDictionary<PacketRefusal, long> PacketsRefused { get; init; }

    /// <summary>How late the ticks of the 20 ms clock were; each bucket counts the ticks above the previous bound and up to its own.</summary>
    public required IReadOnlyList<TickLatenessBucket> TickLateness { get; init; }

    /// <summary>Ticks left out because their thread was more than 100 ms behind.</summary>
    public long TicksSkipped { get; init; }

    /// <summary>Events lost because a handler of a channel was too slow.</summary>
    public long EventsDropped { get; init; }
}
