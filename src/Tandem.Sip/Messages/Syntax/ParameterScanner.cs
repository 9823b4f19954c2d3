using System.Text;

namespace Tandem.Sip.Messages.Syntax;

/// <summary>Reads <c>;name=value</c> lists after a header value (RFC 3261 section 25.1, generic-param).</summary>
internal static class ParameterScanner
{
    /// <summary>Reads the next parameter. At the end <paramref name="at"/> is the length of the text; false with less is an error.</summary>
    /// <param name="text">The value.</param>
    /// <param name="at">Where to read; moved behind what was read.</param>
    /// <param name="name">The name.</param>
    /// <param name="value">The value, quotes included; start -1 when there is no equals sign.</param>
    public static bool TryNext(ReadOnlySpan<byte> text, ref int at, out Slice name, out Slice value)
    {
        name = default;
        value = new Slice(-1, 0);
        var next = Lexer.SkipWhite(text, at);
        if (next == text.Length)
        {
            at = next;
            return false;
        }
        if (text[next] != ';')
        {
            return false;
        }
        next = Lexer.SkipWhite(text, next + 1);
        var end = Lexer.SkipToken(text, next);
        if (end == next)
        {
            // Phones do end a list with a semicolon; nothing else can be meant by it.
            at = text[next..].IndexOfAnyExcept("; \t"u8) < 0 ? text.Length : at;
            return false;
        }
        name = new Slice(next, end - next);
        next = Lexer.SkipWhite(text, end);
        if (next < text.Length && text[next] == '=')
        {
            next = Lexer.SkipWhite(text, next + 1);
            end = EndOfValue(text, next);
            if (end < 0)
            {
                return false;
            }
            value = new Slice(next, end - next);
            next = end;
        }
        at = next;
        return true;
    }

    /// <summary>Whether the rest of the text is a list of parameters, or nothing.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text, int at)
    {
        while (TryNext(text, ref at, out _, out _))
        {
        }
        return at == text.Length;
    }

    /// <summary>Finds a parameter by its lower-case name. A missing value is found with start -1.</summary>
    public static bool TryFind(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> lowerName, out Slice value)
    {
        while (TryNext(text, ref at, out var name, out value))
        {
            if (Ascii.EqualsIgnoreCase(name.Of(text), lowerName))
            {
                return true;
            }
        }
        value = default;
        return false;
    }

    public static SipParameters Read(ReadOnlySpan<byte> text, int at)
    {
        var count = Count(text, at);
        if (count == 0)
        {
            return SipParameters.Empty;
        }
        var list = new SipParameter[count];
        for (var i = 0; i < count && TryNext(text, ref at, out var name, out var value); i++)
        {
            list[i] = new SipParameter(KnownText.Of(name.Of(text)), value.Start < 0 ? null : Value(value.Of(text)), value.Start >= 0 && IsQuoted(value.Of(text)));
        }
        return new SipParameters(list);
    }

    private static int Count(ReadOnlySpan<byte> text, int at)
    {
        var count = 0;
        while (TryNext(text, ref at, out _, out _))
        {
            count++;
        }
        return count;
    }

    private static bool IsQuoted(ReadOnlySpan<byte> value) => value.Length >= 2 && value[0] == '"';

    private static string Value(ReadOnlySpan<byte> value) => IsQuoted(value) ? Lexer.Unquote(value) : Encoding.UTF8.GetString(value);

    private static int EndOfValue(ReadOnlySpan<byte> text, int at)
    {
        if (at < text.Length && text[at] == '"')
        {
            return Lexer.SkipQuoted(text, at);
        }
        while (at < text.Length && text[at] > ' ' && text[at] is not ((byte)';' or (byte)',' or (byte)'"' or (byte)'<' or (byte)'>' or 0x7f))
        {
            at++;
        }
        return at;
    }
}
