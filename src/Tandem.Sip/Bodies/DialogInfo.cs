using System.Globalization;
using System.Xml.Linq;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Bodies;

/// <summary>The document of the event package <c>dialog</c>: what lights busy lamps (RFC 4235).</summary>
/// <param name="Entity">The URI that is watched.</param>
/// <param name="Version">Counts the documents of a subscription from 0.</param>
/// <param name="Dialogs">The dialogs.</param>
/// <param name="IsPartial">Whether it only tells of dialogs that changed.</param>
public sealed record DialogInfo(string Entity, uint Version, IReadOnlyList<DialogInfoEntry> Dialogs, bool IsPartial = false)
{
    /// <summary>The media type.</summary>
    public const string ContentType = "application/dialog-info+xml";

    /// <summary>The event package.</summary>
    public const string Package = "dialog";

    // RFC 4235 section 4.1.6.2, RFC 3840: whether media is rendered.
    private const string Rendering = "+sip.rendering";

    private static readonly XNamespace Ns = "urn:ietf:params:xml:ns:dialog-info";

    /// <summary>Reads a document; entries without an id or a state that is known are left out.</summary>
    /// <returns>Null where it is none.</returns>
    public static DialogInfo? Parse(ReadOnlyMemory<byte> body)
    {
        if (XmlBody.Read(body, "dialog-info") is not { } root
            || !uint.TryParse((string?)root.Attribute("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return null;
        }
        return new DialogInfo(
            (string?)root.Attribute("entity") ?? "",
            version,
            [.. root.Children("dialog").Select(ReadEntry).OfType<DialogInfoEntry>()],
            (string?)root.Attribute("state") == "partial");
    }

    /// <summary>The state after another document: a partial one changes the dialogs that it names, and those that are terminated go (RFC 4235 section 4.3).</summary>
    /// <param name="next">The document that came.</param>
    /// <returns>Null where a document in between is missing: the subscription must be refreshed.</returns>
    public DialogInfo? Apply(DialogInfo next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (!next.IsPartial)
        {
            return next;
        }
        if (next.Version != Version + 1)
        {
            return null;
        }
        var changed = next.Dialogs.Select(dialog => dialog.Id).ToHashSet(StringComparer.Ordinal);
        var dialogs = Dialogs.Where(dialog => !changed.Contains(dialog.Id)).Concat(next.Dialogs.Where(dialog => dialog.State != DialogInfoState.Terminated));
        return this with { Version = next.Version, Dialogs = [.. dialogs] };
    }

    /// <summary>The document.</summary>
    public byte[] ToBytes() => XmlBody.Write(new XElement(
        Ns + "dialog-info",
        new XAttribute("version", Version),
        new XAttribute("state", IsPartial ? "partial" : "full"),
        new XAttribute("entity", XmlBody.Clean(Entity)),
        Dialogs.Select(Write)));

    private static DialogInfoEntry? ReadEntry(XElement element)
    {
        if ((string?)element.Attribute("id") is not { } id || ReadState(element.Child("state")?.Value.Trim()) is not { } state)
        {
            return null;
        }
        var local = element.Child("local");
        var remote = element.Child("remote");
        return new DialogInfoEntry(id, state)
        {
            CallId = (string?)element.Attribute("call-id"),
            LocalTag = (string?)element.Attribute("local-tag"),
            RemoteTag = (string?)element.Attribute("remote-tag"),
            IsInitiator = (string?)element.Attribute("direction") switch
            {
                "initiator" => true,
                "recipient" => false,
                _ => null,
            },
            LocalIdentity = ReadIdentity(local),
            RemoteIdentity = ReadIdentity(remote),
            LocalTarget = (string?)local?.Child("target")?.Attribute("uri"),
            IsHeld = local?.Child("target")?.Children("param").Any(IsHold) == true,
            RemoteTarget = (string?)remote?.Child("target")?.Attribute("uri"),
        };
    }

    private static DialogInfoState? ReadState(string? name) => name switch
    {
        "trying" => DialogInfoState.Trying,
        "proceeding" => DialogInfoState.Proceeding,
        "early" => DialogInfoState.Early,
        "confirmed" => DialogInfoState.Confirmed,
        "terminated" => DialogInfoState.Terminated,
        _ => null,
    };

    private static NameAddress? ReadIdentity(XElement? side)
    {
        if (side?.Child("identity") is not { } identity || !SipUri.TryParse(identity.Value.Trim(), out var uri))
        {
            return null;
        }
        var name = (string?)identity.Attribute("display");
        return new NameAddress(uri, name is null || name.Any(char.IsControl) ? null : name);
    }

    private static XElement Write(DialogInfoEntry entry)
    {
        var state = entry.State switch
        {
            DialogInfoState.Trying => "trying",
            DialogInfoState.Proceeding => "proceeding",
            DialogInfoState.Early => "early",
            DialogInfoState.Confirmed => "confirmed",
            _ => "terminated",
        };
        return new XElement(
            Ns + "dialog",
            Attribute("id", entry.Id),
            Attribute("call-id", entry.CallId),
            Attribute("local-tag", entry.LocalTag),
            Attribute("remote-tag", entry.RemoteTag),
            Attribute("direction", entry.IsInitiator is not { } initiator ? null : initiator ? "initiator" : "recipient"),
            new XElement(Ns + "state", state),
            WriteSide("local", entry.LocalIdentity, entry.LocalTarget, entry.IsHeld),
            WriteSide("remote", entry.RemoteIdentity, entry.RemoteTarget));
    }

    private static bool IsHold(XElement parameter) => (string?)parameter.Attribute("pname") == Rendering && (string?)parameter.Attribute("pval") == "no";

    private static XElement? WriteSide(string name, NameAddress? identity, string? target, bool isHeld = false) =>
        identity is null && target is null
            ? null
            : new XElement(
                Ns + name,
                identity is null ? null : new XElement(Ns + "identity", Attribute("display", identity.DisplayName), XmlBody.Clean(identity.Uri.ToString())),
                target is null
                    ? null
                    : new XElement(
                        Ns + "target",
                        Attribute("uri", target),
                        isHeld ? new XElement(Ns + "param", new XAttribute("pname", Rendering), new XAttribute("pval", "no")) : null));

    private static XAttribute? Attribute(string name, string? value) => value is null ? null : new XAttribute(name, XmlBody.Clean(value));
}
