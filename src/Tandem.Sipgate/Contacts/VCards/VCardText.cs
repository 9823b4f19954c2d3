using System.Text;

namespace Tandem.Sipgate.Contacts.VCards;

/// <summary>Values of vCards: escapes (RFC 6350, 3.4) and folding (3.2).</summary>
internal static class VCardText
{
    private const int MaxOctets = 75;

    /// <summary>Splits at unescaped separators, and undoes the escapes of each part.</summary>
    public static List<string> Split(string value, char separator)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length)
            {
                i++;
                part.Append(value[i] is 'n' or 'N' ? '\n' : value[i]);
            }
            else if (value[i] == separator)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(value[i]);
            }
        }
        parts.Add(part.ToString());
        return parts;
    }

    public static string Unescape(string value) => value.Contains('\\', StringComparison.Ordinal) ? Split(value, '\0')[0] : value;

    public static string Escape(string? value)
    {
        if (value is null || !value.AsSpan().ContainsAny("\\,;\r\n"))
        {
            return value ?? "";
        }
        return value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
            .Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\n", StringComparison.Ordinal);
    }

    /// <summary>Appends a line, folded so that no part is longer than 75 octets of UTF-8 and no character is cut.</summary>
    public static void AppendFolded(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MaxOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }
            octets += rune.Utf8SequenceLength;
            text.Append(rune);
        }
        text.Append("\r\n");
    }
}
