using System.Xml.Linq;

namespace Tandem.Sip.Bodies;

/// <summary>The document of the event package <c>presence</c>: PIDF (RFC 3863).</summary>
/// <param name="Entity">Whose presence it is: a URI.</param>
/// <param name="Tuples">The ways to reach the entity; none is like closed.</param>
public sealed record PresenceDocument(string Entity, IReadOnlyList<PresenceTuple> Tuples)
{
    /// <summary>The media type.</summary>
    public const string ContentType = "application/pidf+xml";

    /// <summary>The event package.</summary>
    public const string Package = "presence";

    private static readonly XNamespace Ns = "urn:ietf:params:xml:ns:pidf";

    /// <summary>Reads a document; a tuple without a basic status counts as closed.</summary>
    /// <returns>Null where it is none.</returns>
    public static PresenceDocument? Parse(ReadOnlyMemory<byte> body) =>
        XmlBody.Read(body, "presence") is { } root
            ? new PresenceDocument((string?)root.Attribute("entity") ?? "", [.. root.Children("tuple").Select(ReadTuple)])
            : null;

    /// <summary>The document.</summary>
    public byte[] ToBytes() => XmlBody.Write(new XElement(Ns + "presence", new XAttribute("entity", XmlBody.Clean(Entity)), Tuples.Select(Write)));

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
}
