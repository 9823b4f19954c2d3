namespace Tandem.Sip.Messages.Syntax;

/// <summary>Finds the parts of a name-addr or addr-spec with its header parameters (RFC 3261 sections 20.10 and 25.1).</summary>
internal ref struct NameAddressScanner
{
    public Slice DisplayName;
    public Slice Uri;
    public int ParametersStart;

    public static bool TryScan(ReadOnlySpan<byte> text, out NameAddressScanner address)
    {
        address = default;
        var at = Lexer.SkipWhite(text, 0);
        if (at == text.Length)
        {
            return false;
        }
        return address.TryScanAddress(text, at)
            && UriScanner.TryScan(address.Uri.Of(text), out _)
            && ParameterScanner.IsValid(text, address.ParametersStart);
    }

    private bool TryScanAddress(ReadOnlySpan<byte> text, int at)
    {
        if (text[at] == '"')
        {
            var end = Lexer.SkipQuoted(text, at);
            if (end < 0)
            {
                return false;
            }
            DisplayName = new Slice(at, end - at);
            at = Lexer.SkipWhite(text, end);
            return at < text.Length && text[at] == '<' && TryScanBracketed(text, at);
        }
        var open = text[at..].IndexOfAny("<;\""u8);
        if (open >= 0 && text[at + open] == '<')
        {
            return TryScanTokens(text, at, at + open) && TryScanBracketed(text, at + open);
        }
        return TryScanBare(text, at);
    }

    private bool TryScanTokens(ReadOnlySpan<byte> text, int at, int end)
    {
        var name = Lexer.Trim(text[at..end]);
        foreach (var b in name)
        {
            // Phones do send unquoted names outside ASCII; nothing else can be meant by them.
            if (!Lexer.TokenBytes.Contains(b) && !Lexer.IsWhite(b) && b < 0x80)
            {
                return false;
            }
        }
        DisplayName = new Slice(at, name.Length);
        return true;
    }

    private bool TryScanBracketed(ReadOnlySpan<byte> text, int open)
    {
        var length = text[(open + 1)..].IndexOf((byte)'>');
        if (length < 0)
        {
            return false;
        }
        Uri = new Slice(open + 1, length);
        ParametersStart = open + length + 2;
        return true;
    }

    private bool TryScanBare(ReadOnlySpan<byte> text, int at)
    {
        var length = text[at..].IndexOfAny("; \t"u8);
        length = length < 0 ? text.Length - at : length;
        Uri = new Slice(at, length);
        ParametersStart = at + length;
        // A URI with a comma, question mark or semicolon has to be bracketed (section 20), else its parts are ambiguous.
        return !Uri.Of(text).ContainsAny(",?"u8);
    }
}
