using Tandem.Sip.Messages;

namespace Tandem.Switch.Registrar;

/// <summary>What makes a Contact one of several flows of one phone (RFC 5626 6).</summary>
/// <param name="Instance">The phone: its <c>+sip.instance</c>, without the angle brackets.</param>
/// <param name="RegId">Which of its flows, 1 and up.</param>
internal readonly record struct OutboundFlow(string Instance, uint RegId)
{
    private const string Option = "outbound";

    /// <summary>Reads the flow of a Contact; null where its phone does not want it to be one.</summary>
    public static OutboundFlow? Of(SipMessage request, NameAddress contact)
    {
        var instance = contact.Parameters["+sip.instance"]?.Trim('"', '<', '>');
        return instance is { Length: > 0 and <= 256 }
            && uint.TryParse(contact.Parameters["reg-id"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id) && id is > 0 and <= int.MaxValue
            && Supports(request, Option)
                ? new OutboundFlow(instance, id)
                : null;
    }

    /// <summary>Whether the first hop keeps flows: the phone itself, or a proxy that says so by <c>ob</c> in its Path, the last one (RFC 5626 6).</summary>
    public static bool IsKeptByFirstHop(SipMessage request) =>
        request.Vias.Count == 1 || (request.GetAll(SipHeaderName.Path) is [.., var last] && FirstHop(last)?.Parameters.Contains("ob") == true);

    /// <summary>Whether a request says that its sender supports an extension.</summary>
    public static bool Supports(SipMessage request, string option) =>
        request.GetAll(SipHeaderName.Supported).Concat(request.GetAll(SipHeaderName.Require)).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries))
            .Contains(option, StringComparer.OrdinalIgnoreCase);

    // The proxy next to the phone wrote the last value.
    private static SipUri? FirstHop(string path) => NameAddress.TryParse(path.AsSpan(Math.Max(0, path.LastIndexOf('<'))), out var hop) ? hop.Uri : null;
}
