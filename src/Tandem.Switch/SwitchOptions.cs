using System.Net;
using Tandem.Media;
using Tandem.Media.Srtp;
using Tandem.Pbx.State;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Digest;
using Tandem.Sip.Resolution;
using Tandem.Sip.Transport;
using Tandem.Switch.Admission;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Calls.Holding;
using Tandem.Switch.Calls.Policy;
using Tandem.Switch.Directory;
using Tandem.Switch.Registrar;
using Tandem.Switch.Routing;
using Tandem.Switch.Subscriptions;
using Tandem.Switch.Tones;

namespace Tandem.Switch;

/// <summary>Settings of a <see cref="SipSwitch"/>.</summary>
public sealed record SwitchOptions
{
    /// <summary>Name of the exchange as a source of the model; default <c>switch</c>. No colon.</summary>
    public string Name { get; init; } = "switch";

    /// <summary>The tenant that extensions belong to; default <c>default</c>.</summary>
    public string Domain { get; init; } = "default";

    /// <summary>
    /// Addresses that SIP listens on, at most one an address family; default all IPv4 addresses. A phone of a family that the media engine is
    /// not bound to has its audio on the address given here.
    /// </summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [IPAddress.Any];

    /// <summary>SIP port of every address and transport, 0 to 65535; 0 takes a free one; default 5060.</summary>
    public int Port { get; init; } = 5060;

    /// <summary>SIP transports: UDP and TCP, the default, or one of them.</summary>
    public IReadOnlyList<SipProtocol> Transports { get; init; } = [SipProtocol.Udp, SipProtocol.Tcp];

    /// <summary>Limits and time-outs of connections, those of TLS and WebSocket included.</summary>
    public TcpTransportOptions Tcp { get; init; } = new();

    /// <summary>Certificates of SIP over TLS; null, the default, listens for none.</summary>
    public SipTlsOptions? Tls { get; init; }

    /// <summary>Port of SIP over TLS on every address, 0 to 65535; 0 takes a free one; default 5061.</summary>
    public int TlsPort { get; init; } = 5061;

    /// <summary>Our address as the internet sees it; null where it is the local one.</summary>
    public IPAddress? PublicAddress { get; init; }

    /// <summary>Networks whose phones get the local address even where there is a public one.</summary>
    public IReadOnlyList<IPNetwork> LocalNetworks { get; init; } = [];

    /// <summary>The digest realm: part of every HA1, so changing it makes all secrets void; default <c>tandem</c>.</summary>
    public string Realm { get; init; } = "tandem";

    /// <summary>Further domains, each with hosts, a realm and accounts of its own; none by default. A host that is in none leads to <see cref="Domain"/> and <see cref="Realm"/>.</summary>
    public IReadOnlyList<SipDomain> Domains { get; init; } = [];

    /// <summary>
    /// Digest algorithms offered and accepted, in this order (RFC 8760); default MD5 alone, as some phones fail at the sight of another. An account without HA1 for SHA-256
    /// needs MD5 among them.
    /// </summary>
    public IReadOnlyList<DigestAlgorithm> DigestAlgorithms { get; init; } = [DigestAlgorithm.Md5];

    /// <summary>Codecs in order of preference: the answer to a call takes the first of ours that was offered; default PCMA, PCMU. Opus is left out where libopus is missing; at least one must be there.</summary>
    public IReadOnlyList<AudioCodec> Codecs { get; init; } = [AudioCodec.Pcma, AudioCodec.Pcmu];

    /// <summary>
    /// Whether legs of different codecs are joined by converting audio; default true. Where false, a phone is offered only what its caller offered,
    /// and a call without a codec in common ends with 488.
    /// </summary>
    public bool Transcode { get; init; } = true;

    /// <summary>Whether the media of calls is encrypted; default where the caller's phone asks for it.</summary>
    public SrtpPolicy Srtp { get; init; } = SrtpPolicy.Accept;

    /// <summary>
    /// Whether keys of encrypted media may go through signalling that is not encrypted itself, where whoever reads along has them; default false.
    /// <see cref="Srtp"/> is then <see cref="SrtpPolicy.Off"/> for phones without TLS, and with <see cref="SrtpPolicy.Require"/> they cannot call.
    /// </summary>
    public bool SrtpWithoutTls { get; init; }

    /// <summary>How media may be encrypted, in order of preference; default all that there is, that of every phone first.</summary>
    public IReadOnlyList<SrtpProfile> SrtpProfiles { get; init; } =
        [SrtpProfile.AesCm128HmacSha1Tag80, SrtpProfile.AeadAes128Gcm, SrtpProfile.AeadAes256Gcm, SrtpProfile.AesCm128HmacSha1Tag32];

    /// <summary>Numbers that a caller without an account may reach; none by default.</summary>
    public IReadOnlyList<NumberPattern> AnonymousNumbers { get; init; } = [];

    /// <summary>How long an extension rings before the call ends as not answered; 1 s to 10 min, default 60 s.</summary>
    public TimeSpan RingTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a called phone that is heard before it answers (early media), such as an announcement, may go on so; 1 s to 30 min, default 3 min, which
    /// is how long RFC 3261 16.6 lets a phone ring at least.
    /// </summary>
    public TimeSpan EarlyMediaTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Finds the hosts of addresses that are dialled (RFC 3263); null, the default, asks the DNS servers of the system.</summary>
    public SipResolver? Resolver { get; init; }

    /// <summary>Which numbers users may dial, and how much; default all, without limits.</summary>
    public DialPolicyOptions Policy { get; init; } = new();

    /// <summary>What a phone's redirection (3xx) does; default that the caller is connected with the number that the phone named.</summary>
    public RedirectPolicy Redirects { get; init; } = RedirectPolicy.Follow;

    /// <summary>Which headers tell called phones who calls, beside From; default P-Asserted-Identity.</summary>
    public IdentityHeaders IdentityHeaders { get; init; } = IdentityHeaders.PAssertedIdentity;

    /// <summary>
    /// How the User-Agent (or Server) of phones begins that answer by themselves when a NOTIFY of the event <c>talk</c> tells them to, and do not say so by
    /// Allow-Events; in any case of letters. Default none.
    /// </summary>
    public IReadOnlyList<string> TalkEventAgents { get; init; } = [];

    /// <summary>What callers hear while it rings, or when a call fails; default the tones of most of Europe.</summary>
    public ToneSet Tones { get; init; } = ToneSet.Europe;

    /// <summary>
    /// How long an answered leg may send no RTP before its call ends as <see cref="Pbx.Model.HangupCause.MediaTimeout"/>; zero for no limit;
    /// default 60 s. A leg on hold, or one whose session description says that it sends nothing, may be silent for any time.
    /// </summary>
    public TimeSpan MediaTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a leg may last from its INVITE, before its call ends as <see cref="Pbx.Model.HangupCause.MaxDuration"/>; zero for no limit;
    /// default 4 h.
    /// </summary>
    public TimeSpan MaxCallDuration { get; init; } = TimeSpan.FromHours(4);

    /// <summary>What a party hears while the other one holds the call; default two soft notes every 5 s.</summary>
    public MusicOnHold MusicOnHold { get; init; } = MusicOnHold.Default;

    /// <summary>The folder whose WAV files a command may play, by their names below it; null, the default, for none.</summary>
    public string? Prompts { get; init; }

    /// <summary>Where commands record calls, a folder a day (UTC); made where it is missing. Null, the default, for no recording by command.</summary>
    public string? Recordings { get; init; }

    /// <summary>
    /// Whether a phone must show its credentials for each transfer (REFER) too, which is answered with 407 until it does; default false: the
    /// calls of an account may be transferred within the exchange, as their dialogs are its own.
    /// </summary>
    public bool ReferNeedsAuthentication { get; init; }

    /// <summary>
    /// What an extension dials, followed by another's number, to pick up what rings there; null for no such code; default <c>*8</c>.
    /// </summary>
    public string? PickUpPrefix { get; init; } = "*8";

    /// <summary>Session timers (RFC 4028): a call whose phone vanished ends although its media time-out is off; null for none.</summary>
    public SessionTimerOptions? SessionTimers { get; init; } = new();

    /// <summary>How long a stop waits until the phones have answered that their calls are over; 0 to 30 s, default 3 s. Who has not by then is left.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long a message may wait for the signalling loop before new calls and registrations are refused with 503 and Retry-After, while 64 or
    /// more messages wait; zero refuses none; default 1 s, when a caller has sent its INVITE twice. A pause of the runtime on a small machine is shorter.
    /// </summary>
    public TimeSpan OverloadQueueAge { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Media channels that must be free for a new call, else it is refused with 503 and Retry-After; 0 or more; null, the default, for 5 % of the
    /// engine's range, at least 2. Without meaning where the operating system chooses the ports.
    /// </summary>
    public int? MinFreePorts { get; init; }

    /// <summary>
    /// Wrong credentials a minute from one address (IPv6: one /64) after which its calls and registrations are not answered for a minute, but
    /// for those from the address and port of a registered phone; 0 for no limit; default 20.
    /// </summary>
    public int MaxAuthFailuresPerMinute { get; init; } = 20;

    /// <summary>
    /// Wrong credentials a minute for one account, from all sources together, after which nobody logs in to it anew for a minute (503 with
    /// Retry-After), but for phones that are registered and trusted networks; 0 for no limit; default 100.
    /// </summary>
    public int MaxAccountFailuresPerMinute { get; init; } = 100;

    /// <summary>
    /// New requests a second from one address (IPv6: one /64), beyond which they get no answer; three seconds of them may come at once. Registered
    /// phones and trusted networks are not counted; 0 for no limit; default 300.
    /// </summary>
    public int MaxRequestsPerSecond { get; init; } = 300;

    /// <summary>Calls at a time from one address, beyond which a further one gets 503; registered phones and trusted networks are not counted; 0 for no limit; default 200.</summary>
    public int MaxCallsPerSource { get; init; } = 200;

    /// <summary>Networks that no limit of sources is for: trunks, and offices whose phones share an address. None by default.</summary>
    public IReadOnlyList<IPNetwork> TrustedNetworks { get; init; } = [];

    /// <summary>User-Agents that get no answer; default those of known scanners.</summary>
    public ScannerAgents Scanners { get; init; } = ScannerAgents.Known;

    /// <summary>Settings of the registrar.</summary>
    public RegistrarOptions Registrar { get; init; } = new();

    /// <summary>Settings of lamps, presence and message waiting.</summary>
    public SubscriptionOptions Subscriptions { get; init; } = new();

    /// <summary>What the exchange's model keeps for those who watch it.</summary>
    public PbxStateOptions Model { get; init; } = PbxStateOptions.Default;

    /// <summary>Whether spans of the activity source <c>Tandem.Switch</c> name who calls whom; default no.</summary>
    public bool TraceNumbers { get; init; }

    /// <summary>SIP messages kept for traces; default 20,000.</summary>
    public int TraceCapacity { get; init; } = 20_000;

    /// <summary>Whether a host of a SIP address is a name of this exchange: its realm, its domain, or its public address.</summary>
    internal bool ServesHost(string host) =>
        ((string?[])[Realm, Domain, PublicAddress?.ToString()]).Any(name => string.Equals(name, host, StringComparison.OrdinalIgnoreCase));
}
