using System.Net;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Headers;

/// <summary>
/// The trust domain of RFC 3325: who is believed what it asserts about callers and diversions, and who is told. A stranger may write what it
/// likes into these headers, and a stranger must not learn what a caller wants hidden.
/// </summary>
/// <param name="Members">The networks of the peers that are trusted, for example of a provider's trunk.</param>
public sealed record TrustDomain(IReadOnlyList<IPNetwork> Members)
{
    private static readonly SipHeaderName[] Guarded =
    [
        SipHeaderName.PAssertedIdentity, SipHeaderName.RemotePartyId, SipHeaderName.Diversion, SipHeaderName.HistoryInfo,
    ];

    /// <summary>Nobody is trusted.</summary>
    public static TrustDomain Empty { get; } = new([]);

    /// <summary>Whether an address belongs to it.</summary>
    public bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Members.Any(network => network.Contains(plain));
    }

    /// <summary>Takes out of a message what its sender is not trusted to assert.</summary>
    /// <param name="message">A message that came.</param>
    /// <param name="from">Where it came from.</param>
    public void StripReceived(SipMessage message, IPAddress from)
    {
        if (!Contains(from))
        {
            Strip(message);
        }
    }

    /// <summary>Takes out of a message what its receiver is not trusted to be told; what only counts within the domain goes too (RFC 3325 section 7).</summary>
    /// <param name="message">A message that is about to go.</param>
    /// <param name="to">Where it goes.</param>
    public void StripSent(SipMessage message, IPAddress to)
    {
        if (!Contains(to))
        {
            Strip(message);
        }
        message.Remove(SipHeaderName.PPreferredIdentity);
    }

    /// <summary>Who a received message says is calling: P-Asserted-Identity, else Remote-Party-ID, of a trusted sender; else null.</summary>
    /// <param name="message">The message.</param>
    /// <param name="from">Where it came from.</param>
    public NameAddress? AssertedIdentity(SipMessage message, IPAddress from)
    {
        ArgumentNullException.ThrowIfNull(message);
        return !Contains(from) ? null
            : message.GetAddresses(SipHeaderName.PAssertedIdentity).FirstOrDefault() ?? message.GetAddresses(SipHeaderName.RemotePartyId).FirstOrDefault();
    }

    /// <summary>Whether the caller wants its identity hidden: Privacy says so, or the privacy of Remote-Party-ID.</summary>
    public static bool IsAnonymous(SipMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return (Privacy.Of(message) & (PrivacyValues.Id | PrivacyValues.User)) != 0
            || message.GetAddresses(SipHeaderName.RemotePartyId).FirstOrDefault()?.Parameters["privacy"] is "full" or "uri" or "name";
    }

    private static void Strip(SipMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        foreach (var name in Guarded)
        {
            message.Remove(name);
        }
    }
}
