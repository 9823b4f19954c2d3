using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Tandem.Hub.History;

/// <summary>A place between two conversations of the history, which stays right while others come: an opaque token as text.</summary>
/// <param name="StartedAt">The start of the last conversation before it, in microseconds since 1970.</param>
/// <param name="Id">That conversation's id.</param>
internal sealed record HistoryCursor(long StartedAt, string Id)
{
    /// <summary>Reads a token.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cursor">The place.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out HistoryCursor? cursor)
    {
        cursor = null;
        if (text is null || !Base64Url.IsValid(text))
            return false;
        string plain = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        int space = plain.IndexOf(' ');
        if (space < 0 || !long.TryParse(plain.AsSpan(0, space), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long at))
            return false;
        cursor = new HistoryCursor(at, plain[(space + 1)..]);
        return true;
    }

    /// <summary>The token: letters, digits, hyphen and underscore.</summary>
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{StartedAt} {Id}")));
}
