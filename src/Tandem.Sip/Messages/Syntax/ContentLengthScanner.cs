namespace Tandem.Sip.Messages.Syntax;

/// <summary>Finds the Content-Length in the headers of a frame. Absent is 0; two that differ, or one that is no number, is an error.</summary>
internal static class ContentLengthScanner
{
    public static bool TryFind(ReadOnlySpan<byte> headers, out uint length)
    {
        length = 0;
        var found = false;
        foreach (var range in headers.Split((byte)'\n'))
        {
            var line = headers[range];
            var end = Lexer.SkipToken(line, 0);
            if (end == 0 || SipHeaderNames.Find(line[..end]) != SipHeaderName.ContentLength)
            {
                continue;
            }
            var colon = Lexer.SkipWhite(line, end);
            if (colon == line.Length || line[colon] != ':' || !Lexer.TryNumber(line[(colon + 1)..].Trim(" \t\r"u8), out var value)
                || (found && value != length))
            {
                return false;
            }
            length = value;
            found = true;
        }
        return true;
    }
}
