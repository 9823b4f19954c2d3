using System.Net;

namespace Tandem.Sip.Resolution;

/// <summary>Settings of a <see cref="DnsClient"/>.</summary>
public sealed record DnsClientOptions
{
    /// <summary>The servers, asked in this order; empty, the default, for those of the system.</summary>
    public IReadOnlyList<IPEndPoint> Servers { get; init; } = [];

    /// <summary>How long a server may take; 100 ms to 30 s, default 2 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often all servers are asked before that is a failure; 1 to 5, default 2.</summary>
    public int Rounds { get; init; } = 2;

    /// <summary>Most answers kept; 0 to 1,000,000, default 4,096.</summary>
    public int MaxCached { get; init; } = 4096;

    /// <summary>The longest time for which an answer is kept, whatever it says; default 1 day.</summary>
    public TimeSpan MaxTimeToLive { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The longest time for which it is kept that there is no such record (RFC 2308); default 5 min. A failure of the servers is kept for 5 s.</summary>
    public TimeSpan MaxNegativeTimeToLive { get; init; } = TimeSpan.FromMinutes(5);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Timeout, TimeSpan.FromMilliseconds(100));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Timeout, TimeSpan.FromSeconds(30));
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Rounds, 5);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxCached);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxCached, 1_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxTimeToLive, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxNegativeTimeToLive, TimeSpan.Zero);
    }
}
