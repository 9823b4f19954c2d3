using System.Diagnostics.CodeAnalysis;

namespace Tandem.Pbx.Model;

/// <summary>The name of an object of the model, <c>source:localId</c>: unique among all sources that one exchange joins.</summary>
/// <param name="Source">The name of the source that owns the object. Never empty, never with a colon.</param>
/// <param name="LocalId">The object's name within its source and kind. Never empty; may hold colons.</param>
public readonly record struct ObjectId(string Source, string LocalId) : IParsable<ObjectId>
{
    /// <summary>Reads <c>source:localId</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">The id read, or the default.</param>
    /// <returns><see langword="false"/> when the text has no colon or one side of it is empty.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out ObjectId id)
    {
        int colon = text?.IndexOf(':') ?? -1;
        if (colon <= 0 || colon == text!.Length - 1)
        {
            id = default;
            return false;
        }

        id = new ObjectId(text[..colon], text[(colon + 1)..]);
        return true;
    }

    /// <inheritdoc cref="TryParse(string?, out ObjectId)"/>
    /// <exception cref="FormatException">The text is not <c>source:localId</c>.</exception>
    public static ObjectId Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out ObjectId id) ? id : throw new FormatException($"'{text}' is not an object id (source:localId).");
    }

    static ObjectId IParsable<ObjectId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<ObjectId>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ObjectId result) =>
        TryParse(s, out result);

    /// <summary>A hash of the local id alone: sources are few, and ids are looked up at every step.</summary>
    public override int GetHashCode() => LocalId?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>The text <c>source:localId</c>.</summary>
    public override string ToString() => $"{Source}:{LocalId}";
}
