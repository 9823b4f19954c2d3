using System.Net;
using System.Net.Sockets;
using Tandem.Media;
using Tandem.Media.Codecs;
using Tandem.Media.Srtp;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Phone;

/// <summary>Settings of a <see cref="SipPhone"/>.</summary>
public sealed record PhoneOptions
{
    /// <summary>SIP user name: the extension's number. Not empty.</summary>
    public required string User { get; init; }

    /// <summary>The account's secret; null for a phone that calls without an account.</summary>
    public string? Password { get; init; }

    /// <summary>Display name, without control characters; null for none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Address and port of the exchange; another phone's <see cref="SipPhone.EndPoint"/> to call that one without an exchange.</summary>
    public required IPEndPoint Server { get; init; }

    /// <summary>
    /// The host of its own address and of the numbers that it calls: a name or an IP address; null, the default, for <see cref="Server"/>. An
    /// exchange with several domains knows by it whose phone it is.
    /// </summary>
    public string? Domain { get; init; }

    /// <summary>The transport of SIP: UDP, the default, or TCP.</summary>
    public SipProtocol Protocol { get; init; } = SipProtocol.Udp;

    /// <summary>Address that the phone's sockets are bound to, of the same family as <see cref="Server"/>; default loopback (IPv4).</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The phone's SIP port, 1 to 65535; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Codecs in order of preference, at least one, none twice; default PCMA, PCMU. Opus needs libopus.</summary>
    public IReadOnlyList<AudioCodec> Codecs { get; init; } = [AudioCodec.Pcma, AudioCodec.Pcmu];

    /// <summary>
    /// How the phone encrypts its media (SRTP with keys in the session description, RFC 4568), in order of preference, none twice: it then takes
    /// no media in the clear. Empty, the default, for media in the clear.
    /// </summary>
    public IReadOnlyList<SrtpProfile> Srtp { get; init; } = [];

    /// <summary>
    /// Validity of the registration asked for, in whole seconds, 1 s to 2^32 - 1 s; default 10 min. It is refreshed at half of what is granted,
    /// and where a registrar wants more (423), that is asked for.
    /// </summary>
    public TimeSpan Expires { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Answers each incoming call at once; default false.</summary>
    public bool AutoAnswer { get; init; }

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the parameter names it.</exception>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(User, nameof(User));
        ArgumentNullException.ThrowIfNull(Server, nameof(Server));
        ArgumentNullException.ThrowIfNull(Address, nameof(Address));
        ArgumentNullException.ThrowIfNull(Codecs, nameof(Codecs));
        ArgumentNullException.ThrowIfNull(Srtp, nameof(Srtp));
        Require(DisplayName?.Any(char.IsControl) != true, nameof(DisplayName), "DisplayName must have no control characters.");
        Require(Server.Port != 0, nameof(Server), "Server must have a port, 1 to 65535.");
        Require(Address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6, nameof(Address), "Address must be an IPv4 or IPv6 address.");
        Require(Address.AddressFamily == Server.AddressFamily, nameof(Address), $"Address {Address} must be of the same family as Server {Server}.");
        Require(Port is >= 0 and <= IPEndPoint.MaxPort, nameof(Port), "Port must be 0 to 65535.");
        Require(Protocol is SipProtocol.Udp or SipProtocol.Tcp, nameof(Protocol), "Protocol must be Udp or Tcp.");
        Require(Domain is null || IsHost(Domain), nameof(Domain), "Domain must be a host name or an IP address.");
        Require(Codecs.Count > 0 && Codecs.Distinct().Count() == Codecs.Count, nameof(Codecs), "Codecs must name at least one codec, and none twice.");
        Require(Codecs.All(codec => codec.IsAvailable()), nameof(Codecs), "Codecs must name codecs that are available here.");
        Require(Srtp.All(Enum.IsDefined) && Srtp.Distinct().Count() == Srtp.Count, nameof(Srtp), "Srtp must name known profiles, and none twice.");
        Require(Expires >= TimeSpan.FromSeconds(1) && Expires.TotalSeconds <= uint.MaxValue, nameof(Expires), "Expires must be 1 s to 2^32 - 1 s.");
    }

    private static bool IsHost(string text) => SipUri.TryParse($"sip:{text}", out var uri) && uri.ToString() == $"sip:{uri.Host}"
        || (IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6);

    private static void Require(bool isValid, string key, string message)
    {
        if (!isValid)
        {
            throw new ArgumentException(message, key);
        }
    }
}
