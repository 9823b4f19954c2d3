namespace Tandem.Sip.Messages.Syntax;

/// <summary>Finds the parts of a CSeq (RFC 3261 section 20.16).</summary>
internal static class CSeqScanner
{
    public static bool TryScan(ReadOnlySpan<byte> text, out uint number, out ReadOnlySpan<byte> method)
    {
        method = default;
        var end = text.IndexOfAny(" \t"u8);
        if (end < 0)
        {
            number = 0;
            return false;
        }
        method = Lexer.Trim(text[end..]);
        return Lexer.TryNumber(text[..end], out number) && number <= int.MaxValue && Lexer.IsToken(method);
    }
}
