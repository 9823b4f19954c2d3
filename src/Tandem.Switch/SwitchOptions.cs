using System.Net;
using Tandem.Media;
using Tandem.Sip.Transport;
using Tandem.Switch.Registrar;
using Tandem.Switch.Routing;

namespace Tandem.Switch;

/// <summary>Settings of a <see cref="SipSwitch"/>.</summary>
public sealed record SwitchOptions
{
    /// <summary>Name of the exchange as a source of the model; default <c>switch</c>. No colon.</summary>
    public string Name { get; init; } = "switch";

    /// <summary>The tenant that extensions belong to; default <c>default</c>.</summary>
    public string Domain { get; init; } = "default";

    /// <summary>Address that SIP and RTP are bound to; default all IPv4 addresses.</summary>
    public IPAddress Address { get; init; } = IPAddress.Any;

    /// <summary>SIP port, 0 to 65535; 0 takes a free one; default 5060.</summary>
    public int Port { get; init; } = 5060;

    /// <summary>SIP transports; default UDP.</summary>
    public IReadOnlyList<SipProtocol> Transports { get; init; } = [SipProtocol.Udp];

    /// <summary>Our address as the internet sees it; null where it is the local one.</summary>
    public IPAddress? PublicAddress { get; init; }

    /// <summary>Networks whose phones get the local address even where there is a public one.</summary>
    public IReadOnlyList<IPNetwork> LocalNetworks { get; init; } = [];

    /// <summary>The digest realm: part of every HA1, so changing it makes all secrets void; default <c>tandem</c>.</summary>
    public string Realm { get; init; } = "tandem";

    /// <summary>Codecs in order of preference: the answer to a call takes the first of ours that was offered; default PCMA, PCMU.</summary>
    public IReadOnlyList<AudioCodec> Codecs { get; init; } = [AudioCodec.Pcma, AudioCodec.Pcmu];

    /// <summary>Numbers that a caller without an account may reach; none by default.</summary>
    public IReadOnlyList<NumberPattern> AnonymousNumbers { get; init; } = [];

    /// <summary>How long an extension rings before the call ends as not answered; 1 s to 10 min, default 60 s.</summary>
    public TimeSpan RingTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Settings of the registrar.</summary>
    public RegistrarOptions Registrar { get; init; } = new();

    /// <summary>Whether spans of the activity source <c>Tandem.Switch</c> name who calls whom; default no.</summary>
    public bool TraceNumbers { get; init; }

    /// <summary>SIP messages kept for traces; default 20,000.</summary>
    public int TraceCapacity { get; init; } = 20_000;
}
