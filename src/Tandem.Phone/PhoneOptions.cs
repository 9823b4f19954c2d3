using System.Net;
using Tandem.Media;
using Tandem.Media.Srtp;
using Tandem.Sip.Transport;

namespace Tandem.Phone;

/// <summary>Settings of a <see cref="SipPhone"/>.</summary>
public sealed record PhoneOptions
{
    /// <summary>SIP user name: the extension's number.</summary>
    public required string User { get; init; }

    /// <summary>The account's secret; null for a phone that calls without an account.</summary>
    public string? Password { get; init; }

    /// <summary>Display name; null for none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Address and port of the exchange.</summary>
    public required IPEndPoint Server { get; init; }

    /// <summary>The host of its own address and of the numbers that it calls; null, the default, for <see cref="Server"/>. An exchange with several domains knows by it whose phone it is.</summary>
    public string? Domain { get; init; }

    /// <summary>The transport of SIP: UDP, the default, or TCP.</summary>
    public SipProtocol Protocol { get; init; } = SipProtocol.Udp;

    /// <summary>Address that the phone's sockets are bound to, of the same family as <see cref="Server"/>; default loopback (IPv4).</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The phone's SIP port; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Codecs in order of preference; default PCMA, PCMU.</summary>
    public IReadOnlyList<AudioCodec> Codecs { get; init; } = [AudioCodec.Pcma, AudioCodec.Pcmu];

    /// <summary>
    /// How the phone encrypts its media (SRTP with keys in the session description, RFC 4568), in order of preference: it then takes no media in
    /// the clear. Empty, the default, for media in the clear.
    /// </summary>
    public IReadOnlyList<SrtpProfile> Srtp { get; init; } = [];

    /// <summary>Validity of the registration asked for, in whole seconds; default 10 min. It is refreshed at half of what is granted.</summary>
    public TimeSpan Expires { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Answers each incoming call at once; default false.</summary>
    public bool AutoAnswer { get; init; }
}
