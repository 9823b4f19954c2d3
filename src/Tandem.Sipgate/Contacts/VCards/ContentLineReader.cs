using System.Text;

namespace Tandem.Sipgate.Contacts.VCards;

/// <summary>Reads the properties of vCards (RFC 6350, 3.2 and 3.3): folded lines, groups, parameters with quotes. Lines end in CRLF, or LF alone.</summary>
internal static class ContentLineReader
{
    /// <exception cref="ContactFormatException">A line is no property.</exception>
    public static IEnumerable<ContentLine> Read(string text)
    {
        var at = text.StartsWith('\uFEFF') ? 1 : 0;
        var line = 1;
        while (at < text.Length)
        {
            var start = line;
            var unfolded = TakeLine(text, ref at, ref line);
            if (at < text.Length && text[at] is (' ' or '\t'))
            {
                var whole = new StringBuilder(unfolded);
                while (at < text.Length && text[at] is (' ' or '\t'))
                {
                    at++;
                    whole.Append(TakeLine(text, ref at, ref line));
                }
                unfolded = whole.ToString();
            }
            if (unfolded.Length > 0)
            {
                yield return Parse(unfolded, start);
            }
        }
    }

    private static string TakeLine(string text, ref int at, ref int line)
    {
        var feed = text.IndexOf('\n', at);
        var end = feed < 0 ? text.Length : feed;
        var taken = text.AsSpan(at, end - at);
        at = feed < 0 ? text.Length : feed + 1;
        line++;
        return (taken.EndsWith("\r") ? taken[..^1] : taken).ToString();
    }

    private static ContentLine Parse(string line, int number)
    {
        var nameEnd = line.AsSpan().IndexOfAny(';', ':');
        if (nameEnd < 1)
        {
            throw new ContactFormatException("Failed to parse VCard", number, 1);
        }
        var name = line[..nameEnd];
        name = name[(name.LastIndexOf('.') + 1)..].ToUpperInvariant();
        List<string>? types = null;
        var at = nameEnd;
        while (line[at] == ';')
        {
            at = ReadParameter(line, at + 1, number, ref types);
        }
        return new ContentLine(name, types ?? (IReadOnlyList<string>)[], line[(at + 1)..], number, at + 2);
    }

    // Gives the index of what follows the parameter: another's semicolon, or the colon before the value.
    private static int ReadParameter(string line, int start, int number, ref List<string>? types)
    {
        var equals = start;
        while (equals < line.Length && line[equals] is not ('=' or ';' or ':'))
        {
            equals++;
        }
        var isQuoted = false;
        var end = equals;
        while (end < line.Length && (isQuoted || line[end] is not (';' or ':')))
        {
            isQuoted ^= line[end] == '"';
            end++;
        }
        if (end >= line.Length)
        {
            throw new ContactFormatException("Failed to parse VCard", number, start + 1);
        }
        if (line.AsSpan(start, equals - start).Equals("TYPE", StringComparison.OrdinalIgnoreCase) && end > equals)
        {
            (types ??= []).AddRange(line[(equals + 1)..end].Replace("\"", "", StringComparison.Ordinal).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }
        return end;
    }
}
