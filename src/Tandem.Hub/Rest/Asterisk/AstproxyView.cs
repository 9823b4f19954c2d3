using Tandem.Asterisk.Live;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Rest.Asterisk;

/// <summary>What an Asterisk has at a moment, in the shape and words in which astproxy gives it.</summary>
/// <param name="state">The state, as the reader may see it.</param>
/// <param name="source">The Asterisk, by the name of its source.</param>
/// <param name="families">How forwards to voicemail are written.</param>
/// <param name="now">The moment.</param>
/// <param name="mask">The conversations whose other side is masked.</param>
internal sealed partial class AstproxyView(PbxSnapshot state, string source, AstDbFamilies families, DateTimeOffset now, AstproxyMask mask)
{
    private const int DefaultMaxChannels = 4;

    private readonly ILookup<ObjectId?, Channel> _legs = state.Channels.Where(channel => channel.Source == source).ToLookup(channel => channel.Conversation);

    /// <summary>The extensions, by number.</summary>
    public IReadOnlyDictionary<string, AstproxyExtension> Extensions() =>
        Own(state.Extensions).OrderBy(extension => extension.Number, StringComparer.Ordinal).ToDictionary(extension => extension.Number, Extension);

    /// <summary>The trunks, by name.</summary>
    public IReadOnlyDictionary<string, AstproxyTrunk> Trunks() =>
        Own(state.Trunks).OrderBy(trunk => trunk.Name, StringComparer.Ordinal).ToDictionary(trunk => trunk.Name, Trunk);

    private IEnumerable<T> Own<T>(EntitySet<T> entities)
        where T : Entity => entities.Where(entity => entity.Source == source);

    private AstproxyExtension Extension(Extension extension)
    {
        var phone = extension.Contacts.FirstOrDefault();
        var forwards = new[] { extension.ForwardAlways, extension.ForwardBusy, extension.ForwardUnavailable };
        var boxes = Array.ConvertAll(forwards, forward => forward is null ? null : families.MailboxOf(forward, extension.Number));
        return new AstproxyExtension(
            extension.Number,
            extension.Name ?? "",
            extension.User?.Name ?? "",
            phone?.Address ?? "",
            Text(phone?.Port),
            extension.MacAddress ?? "",
            (extension.Technology ?? "").ToLowerInvariant(),
            extension.Context ?? "",
            phone?.Codecs ?? [],
            phone?.UserAgent ?? "",
            phone?.IsWebSocket ?? false,
            StatusOf(extension.Status),
            extension.DoNotDisturb,
            NumberOf(0),
            NumberOf(1),
            NumberOf(2),
            boxes[0] ?? "",
            boxes[1] ?? "",
            boxes[2] ?? "",
            Conversations(extension));

        string NumberOf(int forward) => boxes[forward] is null ? forwards[forward]?.Number ?? "" : "";
    }

    private AstproxyTrunk Trunk(Trunk trunk)
    {
        var (host, port) = HostOf(trunk.Address ?? "");
        var conversations = Conversations(trunk);
        return new AstproxyTrunk(
            trunk.Name,
            trunk.Name,
            host,
            port,
            [],
            (trunk.Technology ?? "").ToLowerInvariant(),
            "",
            trunk.Status switch
            {
                TrunkStatus.Online => conversations.Count > 0 ? "busy" : "online",
                TrunkStatus.Offline => "offline",
                _ => "unmonitored",
            },
            trunk.Registration.ToString().ToLowerInvariant(),
            trunk.MaxChannels ?? DefaultMaxChannels,
            conversations);
    }

    private static string StatusOf(ExtensionStatus status) => status switch
    {
        ExtensionStatus.Online => "online",
        ExtensionStatus.Busy => "busy",
        ExtensionStatus.Ringing => "ringing",
        ExtensionStatus.BusyRinging => "busy_ringing",
        ExtensionStatus.OnHold => "onhold",
        ExtensionStatus.DoNotDisturb => "dnd",
        _ => "offline",
    };

    // sip:user@10.0.0.1:5060;transport=udp, 10.0.0.1:5060, [::1]:5060, carrier.example
    private static (string Host, string Port) HostOf(string address)
    {
        var start = address.IndexOf('@') + 1;
        start = start > 0 ? start : address.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) ? 4 : address.StartsWith("sips:", StringComparison.OrdinalIgnoreCase) ? 5 : 0;
        var host = address[start..];
        host = host.IndexOfAny([';', '?', '>']) is > 0 and var end ? host[..end] : host;
        var colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') && colon == host.IndexOf(':', host.LastIndexOf(']') + 1) ? (host[..colon], host[(colon + 1)..]) : (host, "");
    }

    private static string Text(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private static long Seconds(TimeSpan? time) => (long)(time ?? TimeSpan.Zero).TotalSeconds;
}
