using System.Buffers;
using System.Text;

namespace Tandem.Sip.Messages.Syntax;

/// <summary>Finds the parts of a URI without allocating (RFC 3261 section 19.1.1; RFC 3966 for tel). The whole text is the URI.</summary>
internal ref struct UriScanner
{
    private static readonly SearchValues<byte> NeverInUri =
        SearchValues.Create([.. Enumerable.Range(0, 256).Where(b => b <= ' ' || b is '<' or '>' or '"' or 0x7f).Select(b => (byte)b)]);

    public Slice Scheme;
    public bool IsSip;
    public bool IsTel;
    public Slice User;
    public bool HasPassword;
    public Slice Password;
    public Slice Host;
    public int Port;
    public int ParametersStart;
    public int ParametersEnd;
    public Slice Headers;

    public static bool TryScan(ReadOnlySpan<byte> text, out UriScanner uri)
    {
        uri = new UriScanner { Port = -1 };
        var colon = text.IndexOf((byte)':');
        if (colon <= 0 || !char.IsAsciiLetter((char)text[0]) || text.ContainsAny(NeverInUri) || !PercentEncoding.IsValid(text))
        {
            return false;
        }
        foreach (var b in text[..colon])
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'+' or (byte)'-' or (byte)'.'))
            {
                return false;
            }
        }
        uri.Scheme = new Slice(0, colon);
        var scheme = text[..colon];
        uri.IsSip = Ascii.EqualsIgnoreCase(scheme, "sip"u8) || Ascii.EqualsIgnoreCase(scheme, "sips"u8);
        uri.IsTel = Ascii.EqualsIgnoreCase(scheme, "tel"u8);
        return uri.IsSip ? uri.TryScanSip(text, colon + 1) : uri.TryScanOther(text, colon + 1);
    }

    private bool TryScanSip(ReadOnlySpan<byte> text, int at)
    {
        var userInfo = text[at..].IndexOf((byte)'@');
        if (userInfo >= 0)
        {
            var colon = text.Slice(at, userInfo).IndexOf((byte)':');
            HasPassword = colon >= 0;
            User = new Slice(at, HasPassword ? colon : userInfo);
            Password = HasPassword ? new Slice(at + colon + 1, userInfo - colon - 1) : default;
            if (User.Length == 0)
            {
                return false;
            }
            at += userInfo + 1;
        }
        if (!Lexer.TryHost(text, ref at, out Host))
        {
            return false;
        }
        if (at < text.Length && text[at] == ':')
        {
            at++;
            if (!Lexer.TryPort(text, ref at, out Port))
            {
                return false;
            }
        }
        ParametersStart = at;
        var headers = text[at..].IndexOf((byte)'?');
        ParametersEnd = headers < 0 ? text.Length : at + headers;
        Headers = headers < 0 ? default : new Slice(ParametersEnd + 1, text.Length - ParametersEnd - 1);
        return !text[ParametersStart..].Contains((byte)'@') && AreParameters(text[ParametersStart..ParametersEnd]);
    }

    private bool TryScanOther(ReadOnlySpan<byte> text, int at)
    {
        var end = IsTel ? text[at..].IndexOf((byte)';') : -1;
        ParametersStart = end < 0 ? text.Length : at + end;
        ParametersEnd = text.Length;
        User = new Slice(at, ParametersStart - at);
        return User.Length > 0 && AreParameters(text[ParametersStart..]);
    }

    /// <summary>The next <c>;name=value</c> of a URI, still escaped; a value start of -1 is no value.</summary>
    public static bool TryNextParameter(ReadOnlySpan<byte> text, ref int at, int end, out Slice name, out Slice value)
    {
        name = default;
        value = new Slice(-1, 0);
        if (at >= end)
        {
            return false;
        }
        var start = at + 1;
        var stop = text[start..end].IndexOf((byte)';');
        stop = stop < 0 ? end : start + stop;
        var equals = text[start..stop].IndexOf((byte)'=');
        name = new Slice(start, equals < 0 ? stop - start : equals);
        value = equals < 0 ? value : new Slice(start + equals + 1, stop - start - equals - 1);
        at = stop;
        return true;
    }

    private static bool AreParameters(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return true;
        }
        if (text[0] != ';')
        {
            return false;
        }
        var at = 0;
        while (TryNextParameter(text, ref at, text.Length, out var name, out _))
        {
            if (name.Length == 0)
            {
                return false;
            }
        }
        return true;
    }
}
