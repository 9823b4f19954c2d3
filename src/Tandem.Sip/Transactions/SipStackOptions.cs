using Tandem.Sip.Resolution;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

/// <summary>Settings of a <see cref="SipStack"/>.</summary>
public sealed record SipStackOptions
{
    /// <summary>The base timers; those of RFC 3261 by default.</summary>
    public SipTimers Timers { get; init; } = SipTimers.Default;

    /// <summary>Text of User-Agent in requests and Server in responses; null sends neither.</summary>
    public string? Product { get; init; } = "Tandem";

    /// <summary>Which address of ours a peer is told.</summary>
    public AddressAdvertiser Advertiser { get; init; } = new();

    /// <summary>Most messages that may wait for the signalling loop before datagrams are dropped and connections are read no further; default 20,000.</summary>
    public int MaxPendingMessages { get; init; } = 20_000;

    /// <summary>
    /// Most server transactions; default 200,000, each of about 3 kB and most of them answered and waiting for retransmissions (64*T1). Beyond
    /// it a new request outside a dialog is refused with 503 and forgotten.
    /// </summary>
    public int MaxServerTransactions { get; init; } = 200_000;

    /// <summary>Whether every request is taken as if its sender had said <c>rport</c> (RFC 3581): responses go where it came from. Default false.</summary>
    public bool ForceRPort { get; init; }

    /// <summary>Finds the targets of requests to names (RFC 3263); null, the default, makes one that asks the DNS servers of the system.</summary>
    public SipResolver? Resolver { get; init; }

    /// <summary>Sees every message in both directions; null for none.</summary>
    public ISipTrace? Trace { get; init; }
}
