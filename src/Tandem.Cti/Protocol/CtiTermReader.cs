using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Tandem.Cti.Bert;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Protocol;

/// <summary>Reads values of the protocol, and is not particular about how they are written: servers differ in atoms, binaries and strings.</summary>
internal static class CtiTermReader
{
    /// <summary>A text, also of an atom, a string or a number; null where there is none.</summary>
    public static string? Text(this BertTerm? term) => term switch
    {
        BertTerm.Atom { Name: CtiTerms.Undefined } => null,
        BertTerm.Atom atom => atom.Name,
        BertTerm.Binary binary when Utf8.IsValid(binary.Bytes.Span) => Encoding.UTF8.GetString(binary.Bytes.Span),
        BertTerm.Binary binary => Encoding.Latin1.GetString(binary.Bytes.Span),
        BertTerm.ByteList bytes => Encoding.Latin1.GetString(bytes.Bytes.Span),
        BertTerm.Integer integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        BertTerm.Boolean boolean => boolean.Value ? "true" : "false",
        _ => null,
    };

    /// <summary>A whole number, also of a text; null where there is none.</summary>
    public static long? Number(this BertTerm? term) => term switch
    {
        BertTerm.Integer { Value: var value } => value >= long.MinValue && value <= long.MaxValue ? (long)value : null,
        BertTerm.Float { Value: var value } => Math.Abs(value) < long.MaxValue ? (long)value : null,
        _ => long.TryParse(term.Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    /// <summary>A small whole number; null where there is none.</summary>
    public static int? Small(this BertTerm? term) => term.Number() is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;

    /// <summary>Whether it is true.</summary>
    public static bool Flag(this BertTerm? term) => term.Text() == "true";

    /// <summary>The elements of a tuple or list; none of anything else.</summary>
    public static ValueList<BertTerm> Elements(this BertTerm? term) => term switch
    {
        BertTerm.Tuple tuple => tuple.Elements,
        BertTerm.List { Tail: null } list => list.Elements,
        BertTerm.ByteList bytes => [.. bytes.Bytes.ToArray().Select(value => (BertTerm)new BertTerm.Integer(value))],
        _ => [],
    };

    /// <summary>An element by its place; null where there is none.</summary>
    public static BertTerm? At(this ValueList<BertTerm> elements, int index) => index < elements.Count ? elements[index] : null;

    /// <summary>A user, group or device, of its id and its name.</summary>
    public static DirectoryReference? Reference(BertTerm? id, BertTerm? name)
    {
        var reference = new DirectoryReference(id.Small(), name.Text());
        return reference == default ? null : reference;
    }
}
