namespace Tandem.Sip.Messages.Syntax;

/// <summary>Finds the parts of one Via value (RFC 3261 section 20.42).</summary>
internal ref struct ViaScanner
{
    public Slice Transport;
    public Slice Host;
    public int Port;
    public int ParametersStart;

    public static bool TryScan(ReadOnlySpan<byte> text, out ViaScanner via)
    {
        via = new ViaScanner { Port = -1 };
        var at = Lexer.SkipWhite(text, 0);
        if (!TryToken(text, ref at, out _) || !TrySlash(text, ref at) || !TryToken(text, ref at, out _) || !TrySlash(text, ref at)
            || !TryToken(text, ref at, out via.Transport))
        {
            return false;
        }
        var host = Lexer.SkipWhite(text, at);
        if (host == at || !Lexer.TryHost(text, ref host, out via.Host))
        {
            return false;
        }
        at = Lexer.SkipWhite(text, host);
        if (at < text.Length && text[at] == ':')
        {
            at = Lexer.SkipWhite(text, at + 1);
            if (!Lexer.TryPort(text, ref at, out via.Port))
            {
                return false;
            }
        }
        via.ParametersStart = at;
        return ParameterScanner.IsValid(text, at);
    }

    private static bool TryToken(ReadOnlySpan<byte> text, ref int at, out Slice token)
    {
        var end = Lexer.SkipToken(text, at);
        token = new Slice(at, end - at);
        at = end;
        return token.Length > 0;
    }

    private static bool TrySlash(ReadOnlySpan<byte> text, ref int at)
    {
        at = Lexer.SkipWhite(text, at);
        if (at == text.Length || text[at] != '/')
        {
            return false;
        }
        at = Lexer.SkipWhite(text, at + 1);
        return true;
    }
}
