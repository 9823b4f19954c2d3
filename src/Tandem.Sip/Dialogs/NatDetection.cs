using System.Net;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Dialogs;

/// <summary>Whether a peer sits behind an address translator, seen from the Via of its request (RFC 3581).</summary>
public static class NatDetection
{
    private const int DefaultPort = 5060;

    /// <summary>
    /// True when the request came from elsewhere than its Via says and its sender understands that (rport). Requests to such a
    /// peer go back the way its own came, whatever its Contact says. Also true of a peer that keeps its flow open (RFC 5626 4.3).
    /// </summary>
    public static bool IsBehindNat(SipMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return KeepsFlow(request) || request.TopVia is { HasRPort: true } via
            && ((via.Received is not null && !IsSameHost(via.Received, via.Host)) || (via.RPort is { } port && port != (via.Port ?? DefaultPort)));
    }

    // RFC 5626 4.3: by ob in its Contact the peer asks for the flow of its request.
    private static bool KeepsFlow(SipMessage request) =>
        request.Vias.Count == 1 && request.Contacts is [var contact, ..] && contact.Uri.Parameters.Contains("ob");

    // An IPv6 address has many spellings.
    private static bool IsSameHost(string one, string other) =>
        one == other || (IPAddress.TryParse(one, out var address) && IPAddress.TryParse(other, out var same) && address.Equals(same));
}
