using System.Xml.Linq;

namespace Tandem.Sip.Bodies;

/// <summary>The document of the event package <c>presence</c>: PIDF (RFC 3863), with what the person does (RFC 4479, 4480).</summary>
/// <param name="Entity">Whose presence it is: a URI.</param>
/// <param name="Tuples">The ways to reach the entity; none is like closed.</param>
public sealed record PresenceDocument(string Entity, IReadOnlyList<PresenceTuple> Tuples)
{
    /// <summary>The media type.</summary>
    public const string ContentType = "application/pidf+xml";

    /// <summary>The event package.</summary>
    public const string Package = "presence";

    private static readonly XNamespace Ns = "urn:ietf:params:xml:ns:pidf";
    private static readonly XNamespace Person = "urn:ietf:params:xml:ns:pidf:data-model";
    private static readonly XNamespace Rpid = "urn:ietf:params:xml:ns:pidf:rpid";

    private static readonly Dictionary<PresenceActivity, string> Names = new()
    {
        [PresenceActivity.Away] = "away",
        [PresenceActivity.Busy] = "busy",
        [PresenceActivity.OnThePhone] = "on-the-phone",
    };

    /// <summary>What the person does; null where it is not told, or is none that we know.</summary>
    public PresenceActivity? Activity { get; init; }

    /// <summary>Reads a document; a tuple without a basic status counts as closed.</summary>
    /// <returns>Null where it is none.</returns>
    public static PresenceDocument? Parse(ReadOnlyMemory<byte> body) =>
        XmlBody.Read(body, "presence") is { } root
            ? new PresenceDocument((string?)root.Attribute("entity") ?? "", [.. root.Children("tuple").Select(ReadTuple)]) { Activity = ReadActivity(root) }
            : null;

    /// <summary>The document.</summary>
    public byte[] ToBytes() =>
        XmlBody.Write(new XElement(Ns + "presence", new XAttribute("entity", XmlBody.Clean(Entity)), Tuples.Select(Write), Activity is { } activity ? Write(activity) : null));

    private static PresenceActivity? ReadActivity(XElement root)
    {
        var told = root.Child("person")?.Child("activities")?.Elements().Select(element => element.Name.LocalName).ToArray() ?? [];
        return Names.Where(name => told.Contains(name.Value)).Select(name => (PresenceActivity?)name.Key).FirstOrDefault();
    }

    private static PresenceTuple ReadTuple(XElement tuple) => new(
        (string?)tuple.Attribute("id") ?? "",
        tuple.Child("status")?.Child("basic")?.Value.Trim() == "open",
        tuple.Child("contact")?.Value.Trim(),
        tuple.Child("note")?.Value.Trim());

    private static XElement Write(PresenceTuple tuple) => new(
        Ns + "tuple",
        new XAttribute("id", XmlBody.Clean(tuple.Id)),
        new XElement(Ns + "status", new XElement(Ns + "basic", tuple.IsOpen ? "open" : "closed")),
        tuple.Contact is null ? null : new XElement(Ns + "contact", XmlBody.Clean(tuple.Contact)),
        tuple.Note is null ? null : new XElement(Ns + "note", XmlBody.Clean(tuple.Note)));

    // With these prefixes, as there are phones that look for the text.
    private static object[] Write(PresenceActivity activity) =>
    [
        new XAttribute(XNamespace.Xmlns + "dm", Person.NamespaceName),
        new XAttribute(XNamespace.Xmlns + "rpid", Rpid.NamespaceName),
        new XElement(Person + "person", new XAttribute("id", "person"), new XElement(Rpid + "activities", new XElement(Rpid + Names[activity]))),
    ];
}
