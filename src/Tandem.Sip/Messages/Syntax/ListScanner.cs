namespace Tandem.Sip.Messages.Syntax;

/// <summary>Splits a header value at its commas, not at those in quotes or angle brackets (RFC 3261 section 7.3.1).</summary>
internal static class ListScanner
{
    /// <summary>The next value at or after <paramref name="at"/>, trimmed; empty values are skipped. False at the end.</summary>
    public static bool TryNext(ReadOnlySpan<byte> text, ref int at, out Slice value)
    {
        while (at < text.Length)
        {
            var start = at;
            var end = EndOfValue(text, start);
            at = end + 1;
            start = Lexer.SkipWhite(text, start);
            while (end > start && Lexer.IsWhite(text[end - 1]))
            {
                end--;
            }
            if (end > start)
            {
                value = new Slice(start, end - start);
                return true;
            }
        }
        value = default;
        return false;
    }

    private static int EndOfValue(ReadOnlySpan<byte> text, int at)
    {
        var bracketed = false;
        while (at < text.Length)
        {
            var step = text[at..].IndexOfAny(",\"<>"u8);
            if (step < 0)
            {
                return text.Length;
            }
            at += step;
            switch (text[at])
            {
                case (byte)',' when !bracketed:
                    return at;
                case (byte)'"' when !bracketed:
                    var closed = Lexer.SkipQuoted(text, at);
                    at = closed < 0 ? text.Length : closed;
                    continue;
                case (byte)'<':
                    bracketed = true;
                    break;
                case (byte)'>':
                    bracketed = false;
                    break;
                default:
                    break;
            }
            at++;
        }
        return text.Length;
    }
}
