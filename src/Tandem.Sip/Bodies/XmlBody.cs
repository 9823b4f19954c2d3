using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Tandem.Sip.Bodies;

/// <summary>Reads and writes small XML bodies of strangers: no DTD, no entities, bounded.</summary>
internal static class XmlBody
{
    private const int MaxCharacters = 256 * 1024;

    private static readonly XmlReaderSettings Reading = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private static readonly XmlWriterSettings Writing = new() { Encoding = new UTF8Encoding(false), CheckCharacters = true };

    /// <summary>The root element of a body where it has that local name; else null.</summary>
    public static XElement? Read(ReadOnlyMemory<byte> body, string rootName)
    {
        try
        {
            using var stream = new MemoryStream(body.ToArray(), writable: false);
            using var reader = XmlReader.Create(stream, Reading);
            return XElement.Load(reader) is { } root && root.Name.LocalName == rootName ? root : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>Writes a document.</summary>
    public static byte[] Write(XElement root)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, Writing))
        {
            root.Save(writer);
        }
        return stream.ToArray();
    }

    /// <summary>The first child of that local name, whatever its namespace: phones differ in theirs.</summary>
    public static XElement? Child(this XElement element, string localName) => element.Elements().FirstOrDefault(child => child.Name.LocalName == localName);

    /// <summary>The children of that local name, whatever their namespace.</summary>
    public static IEnumerable<XElement> Children(this XElement element, string localName) => element.Elements().Where(child => child.Name.LocalName == localName);

    /// <summary>The text without control characters, which no XML 1.0 document may hold.</summary>
    public static string Clean(string text) => text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Where(XmlConvert.IsXmlChar));
}
