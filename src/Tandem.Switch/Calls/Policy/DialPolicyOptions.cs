using Tandem.Switch.Routing;

namespace Tandem.Switch.Calls.Policy;

/// <summary>
/// Which numbers the users of an exchange may dial, and how much of it: against fraud by whoever has got a user's secret or can make its phone forward.
/// Forwards, redirections and transfers count as dialled by the user who causes them. A number of no class is <see cref="DestinationClass.Internal"/>,
/// which everybody may dial.
/// </summary>
public sealed record DialPolicyOptions
{
    /// <summary>
    /// Emergency numbers: dialled by everybody, whatever the limits, overload, or a lock of the account; each call is logged. None by default: which
    /// there are depends on the country.
    /// </summary>
    public IReadOnlyList<NumberPattern> Emergency { get; init; } = [];

    /// <summary>The classes of numbers; of several that a number fits the first counts. None by default.</summary>
    public IReadOnlyList<DestinationClass> Classes { get; init; } = [];

    /// <summary>
    /// Hosts elsewhere whose SIP addresses may be called, directly and by transfers, forwards and redirections, by users who may dial
    /// <see cref="DestinationClass.Foreign"/>; none by default.
    /// </summary>
    public IReadOnlyList<HostPattern> ForeignHosts { get; init; } = [];

    /// <summary>Calls at a time that a user may have to foreign addresses, beyond which a further one ends with 503; 0, the default, for no limit.</summary>
    public int ForeignMaxCalls { get; init; }

    /// <summary>Calls a second that a user may begin to foreign addresses, beyond which a further one ends with 503; 0, the default, for no limit.</summary>
    public int ForeignMaxCallsPerSecond { get; init; }

    /// <summary>
    /// Whether users may call internal numbers of another domain by SIP address, and be called from there; default no. The policies of both
    /// domains must say so.
    /// </summary>
    public bool BetweenDomains { get; init; }

    /// <summary>What a user may that is not in <see cref="Users"/>; default internal numbers only, without limits.</summary>
    public DialRights Default { get; init; } = new();

    /// <summary>What users may, by their numbers.</summary>
    public IReadOnlyDictionary<string, DialRights> Users { get; init; } = new Dictionary<string, DialRights>();
}
