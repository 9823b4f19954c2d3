using System.Net;
using System.Text.RegularExpressions;
using Tandem.Media;
using Tandem.Media.Codecs;
using Tandem.Media.Wave;
using Tandem.Pbx.State;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Digest;
using Tandem.Sip.Transport;
using Tandem.Switch;
using Tandem.Switch.Admission;
using Tandem.Switch.Calls;
using Tandem.Switch.Subscriptions;

namespace Tandem.Hub.Configuration;

/// <summary>Settings of the built-in exchange.</summary>
public sealed record SwitchSettings
{
    /// <summary>Settings of the SIP side.</summary>
    public required SwitchOptions Switch { get; init; }

    /// <summary>Settings of the media engine.</summary>
    public required MediaOptions Media { get; init; }

    /// <summary>Extensions given in the settings, of all domains.</summary>
    public required IReadOnlyList<ExtensionSetting> Extensions { get; init; }

    /// <summary><c>Switch:AutoAttendant:Prompt</c>: the WAV file by which the auto attendant asks for an extension; null plays tones.</summary>
    public string? AttendantPrompt { get; init; }

    /// <summary><c>Switch:WebSocket:Enabled</c>: whether SIP over WebSocket is served at <c>/sip</c> of the hub's HTTP addresses; default yes.</summary>
    public bool ServesWebSockets { get; init; } = true;

    /// <summary><c>Switch:WebSocket:Origins</c>: origins other than the hub's own whose pages may connect there; <c>*</c> for all.</summary>
    public IReadOnlyList<string> WebSocketOrigins { get; init; } = [];

    /// <summary>The names of all domains, the exchange's own first.</summary>
    internal IEnumerable<string> DomainNames => Switch.Domains.Select(domain => domain.Name).Prepend(Switch.Domain);

    /// <summary>The realm of a domain.</summary>
    internal string RealmOf(string domain) => Switch.Domains.FirstOrDefault(item => item.Name == domain)?.Realm ?? Switch.Realm;

    /// <summary>The setting that has the realm of a domain.</summary>
    internal string RealmKeyOf(string domain) => domain == Switch.Domain ? "Switch:Realm" : $"The realm of '{domain}' in Switch:Domains";

    internal static SwitchSettings Read(SettingsReader reader)
    {
        var addresses = ReadAddresses(reader);
        var (firstPort, lastPort) = ReadPortRange(reader);
        return new SwitchSettings
        {
            Switch = DomainSettings.Apply(reader, DialSettings.Apply(reader, new SwitchOptions
            {
                Addresses = addresses,
                Port = reader.Number("Switch:Sip:Port", 5060, 0, 65_535),
                Transports = OrDefault(reader.List<SipProtocol>("Switch:Sip:Transports", "udp, tcp", TryTransport), [SipProtocol.Udp, SipProtocol.Tcp]),
                Tls = TlsSettings.Read(reader),
                TlsPort = reader.Number("Switch:Tls:Port", 5061, 0, 65_535),
                PublicAddress = reader.Address("Switch:Sip:PublicAddress"),
                LocalNetworks = reader.List<IPNetwork>("Switch:Sip:LocalNetworks", "networks such as 192.168.0.0/16", IPNetwork.TryParse),
                Realm = DomainSettings.ReadRealm(reader, "Switch:Realm", "tandem"),
                DigestAlgorithms = OrDefault(
                    reader.List<DigestAlgorithm>("Switch:DigestAlgorithms", "SHA-256, MD5", TryDigestAlgorithm), [DigestAlgorithm.Md5]),
                Codecs = OrDefault(reader.List<AudioCodec>("Switch:Codecs", "PCMA, PCMU, G722, L16, Opus (where libopus is installed)", TryCodec), [AudioCodec.Pcma, AudioCodec.Pcmu]),
                Transcode = reader.Text("Switch:Transcode") is null || reader.Flag("Switch:Transcode"),
                Srtp = reader.Choice("Switch:Srtp", SrtpPolicy.Accept),
                SrtpWithoutTls = reader.Flag("Switch:SrtpWithoutTls"),
                AnonymousNumbers = DialSettings.ReadPatterns(reader, "Switch:AnonymousNumbers"),
                MediaTimeout = TimeSpan.FromSeconds(reader.Number("Switch:MediaTimeoutSeconds", 60, 0, 86_400)),
                MaxCallDuration = TimeSpan.FromSeconds(reader.Number("Switch:MaxCallDurationSeconds", 14_400, 0, 604_800)),
                RingTimeout = TimeSpan.FromSeconds(reader.Number("Switch:RingTimeoutSeconds", 60, 1, 600)),
                SessionTimers = ReadSessionTimers(reader),
                Registrar = RegistrarSettings.Read(reader),
                Subscriptions = new SubscriptionOptions
                {
                    MaxPerUser = reader.Number("Switch:Subscriptions:MaxPerUser", 250, 1, 100_000),
                    Max = reader.Number("Switch:Subscriptions:Max", 20_000, 1, 1_000_000),
                },
                MusicOnHold = ConnectedCallSettings.ReadMusicOnHold(reader),
                ReferNeedsAuthentication = reader.Flag("Switch:ReferNeedsAuth"),
                PickUpPrefix = ConnectedCallSettings.ReadPickUpPrefix(reader),
                Prompts = ConnectedCallSettings.ReadFolder(reader, "Switch:Prompts"),
                Recordings = ConnectedCallSettings.ReadFolder(reader, "Switch:Recordings"),
                OverloadQueueAge = TimeSpan.FromMilliseconds(reader.Number("Switch:OverloadQueueAgeMilliseconds", 1_000, 0, 60_000)),
                MinFreePorts = reader.Text("Switch:Rtp:MinFreePorts") is null ? null : reader.Number("Switch:Rtp:MinFreePorts", 0, 0, 32_000),

                // The exchange follows at once and keeps the changes for all watchers.
                Model = new PbxStateOptions { RetainedChanges = 4096 },
                MaxAccountFailuresPerMinute = reader.Number("Switch:MaxAccountFailuresPerMinute", 100, 0, 1_000_000),
                MaxRequestsPerSecond = reader.Number("Switch:MaxRequestsPerSecond", 300, 0, 1_000_000),
                MaxCallsPerSource = reader.Number("Switch:MaxCallsPerSource", 200, 0, 1_000_000),
                TrustedNetworks = reader.List<IPNetwork>("Switch:TrustedNetworks", "networks such as 203.0.113.0/24", IPNetwork.TryParse),
                Scanners = ReadScanners(reader),
                Tcp = new TcpTransportOptions
                {
                    MaxConnections = reader.Number("Switch:Sip:MaxConnections", 10_000, 1, 1_000_000),
                    MaxConnectionsPerAddress = reader.Number("Switch:Sip:MaxConnectionsPerAddress", 500, 1, 1_000_000),
                },
                MaxAuthFailuresPerMinute = reader.Number("Switch:MaxAuthFailuresPerMinute", 20, 0, 1_000_000),
            })),
            Media = new MediaOptions { Address = addresses[0], FirstPort = firstPort, LastPort = lastPort, PortReuseDelay = ReadPortReuseDelay(reader) },
            Extensions = DomainSettings.ReadExtensions(reader),
            AttendantPrompt = ReadPrompt(reader),
            ServesWebSockets = reader.Text("Switch:WebSocket:Enabled") is null || reader.Flag("Switch:WebSocket:Enabled"),
            WebSocketOrigins = reader.List<string>("Switch:WebSocket:Origins", "origins such as https://phone.example, or *", TryOrigin),
        };
    }

    private static IReadOnlyList<T> OrDefault<T>(IReadOnlyList<T> given, IReadOnlyList<T> fallback) => given.Count == 0 ? fallback : given;

    private static (int First, int Last) ReadPortRange(SettingsReader reader)
    {
        const string key = "Switch:Rtp:PortRange";
        var text = reader.Text(key, "10000-19999");
        var match = Regex.Match(text, "^([0-9]{1,5})-([0-9]{1,5})$", RegexOptions.CultureInvariant);
        if (match.Success && int.Parse(match.Groups[1].ValueSpan) is >= 1024 and var first && int.Parse(match.Groups[2].ValueSpan) is <= 65_535 and var last
            && last > first + (first & 1))
        {
            return (first, last);
        }
        throw new SettingsException(key, text, "FIRST-LAST within 1024-65535, at least two ports");
    }

    private static TimeSpan ReadPortReuseDelay(SettingsReader reader) =>
        TimeSpan.FromMilliseconds(reader.Number("Switch:Rtp:PortReuseDelayMilliseconds", 2_000, 0, 3_600_000));

    private static SessionTimerOptions? ReadSessionTimers(SettingsReader reader)
    {
        const string Key = "Switch:SessionTimerSeconds";
        var least = (int)SessionTimerOptions.LeastInterval.TotalSeconds;
        var seconds = reader.Number(Key, 1_800, 0, 86_400);
        return seconds == 0 ? null
            : seconds >= least ? new SessionTimerOptions { Interval = TimeSpan.FromSeconds(seconds) }
            : throw new SettingsException(Key, $"{seconds}", $"0 for none, or {least} to 86400");
    }

    private static string? ReadPrompt(SettingsReader reader)
    {
        const string key = "Switch:AutoAttendant:Prompt";
        if (reader.Text(key) is not { } path)
        {
            return null;
        }
        try
        {
            WaveReader.Read(path);
            return Path.GetFullPath(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new SettingsException($"{key} '{path}' cannot be played: {exception.Message.TrimEnd('.')}.");
        }
    }

    private static ScannerAgents ReadScanners(SettingsReader reader)
    {
        const string key = "Switch:ScannerAgents";
        if (reader.Text(key) is not { } path)
        {
            return ScannerAgents.Known;
        }
        try
        {
            return ScannerAgents.Load(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{key} '{path}' cannot be read: {exception.Message.TrimEnd('.')}.");
        }
    }

    private static IReadOnlyList<IPAddress> ReadAddresses(SettingsReader reader)
    {
        const string key = "Switch:Sip:Address";
        var addresses = OrDefault(reader.List<IPAddress>(key, "an IPv4 or IPv6 address, or one of each", IPAddress.TryParse), [IPAddress.Any]);
        return addresses.DistinctBy(address => address.AddressFamily).Count() == addresses.Count
            ? addresses
            : throw new SettingsException(key, string.Join(", ", addresses), "at most one IPv4 and one IPv6 address");
    }

    private static bool TryTransport(string text, out SipProtocol protocol)
    {
        protocol = text.Equals("tcp", StringComparison.OrdinalIgnoreCase) ? SipProtocol.Tcp : SipProtocol.Udp;
        return protocol == SipProtocol.Tcp || text.Equals("udp", StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryOrigin(string text, out string origin)
    {
        origin = text.TrimEnd('/');
        return text == "*" || (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.AbsolutePath == "/" && url.Query.Length == 0);
    }

    private static bool TryDigestAlgorithm(string text, out DigestAlgorithm algorithm)
    {
        algorithm = DigestAlgorithms.Find(text);
        return algorithm != DigestAlgorithm.Unknown;
    }

    private static bool TryCodec(string text, out AudioCodec codec) =>
        Enum.TryParse(text, ignoreCase: true, out codec) && codec.IsAvailable() && !char.IsAsciiDigit(text[0]);
}
