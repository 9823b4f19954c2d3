namespace Tandem.Sip.Transactions;

/// <summary>The base timers of RFC 3261 17.1.1.1; all others derive from them.</summary>
public sealed record SipTimers
{
    /// <summary>The values of RFC 3261.</summary>
    public static SipTimers Default { get; } = new();

    /// <summary>T1: estimate of the round trip; default 500 ms.</summary>
    public TimeSpan T1 { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>T2: longest interval between retransmissions; default 4 s.</summary>
    public TimeSpan T2 { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>T4: how long a message may stay in the network; default 5 s.</summary>
    public TimeSpan T4 { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>64*T1: life-time of a transaction (timers B, F, H, J, L, M).</summary>
    public TimeSpan TransactionTimeout => T1 * 64;

    /// <summary>Timer D: how long a client absorbs retransmitted final responses to an INVITE; at least 32 s.</summary>
    public TimeSpan D => TransactionTimeout > TimeSpan.FromSeconds(32) ? TransactionTimeout : TimeSpan.FromSeconds(32);

    /// <summary>When a server transaction of an INVITE sends 100 by itself (RFC 3261 17.2.1).</summary>
    public TimeSpan Trying { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The next interval of a retransmission that doubles up to T2.</summary>
    public TimeSpan Next(TimeSpan interval) => interval + interval < T2 ? interval + interval : T2;
}
