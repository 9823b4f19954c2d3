using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tandem.Sip.Messages.Syntax;

/// <summary>Characters, tokens and quoted strings (RFC 3261 section 25.1). Values are unfolded before they come here, so white space is SP or HTAB.</summary>
internal static class Lexer
{
    public static readonly SearchValues<byte> TokenBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~"u8);

    public static readonly SearchValues<char> TokenChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~");

    private static readonly SearchValues<byte> HostBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._"u8);

    private static readonly SearchValues<byte> EscapeOrControlBytes =
        SearchValues.Create([.. Enumerable.Range(0, 256).Where(b => b == '\\' || IsControl((char)b)).Select(b => (byte)b)]);

    private static readonly SearchValues<byte> IPv6Bytes = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    public static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenBytes);

    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenChars);

    public static bool IsWhite(byte b) => b is (byte)' ' or (byte)'\t';

    public static int SkipWhite(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && IsWhite(text[at]))
        {
            at++;
        }
        return at;
    }

    public static int SkipToken(ReadOnlySpan<byte> text, int at)
    {
        var length = text[at..].IndexOfAnyExcept(TokenBytes);
        return length < 0 ? text.Length : at + length;
    }

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t"u8);

    /// <summary>The index just after the closing quote of the string that opens at <paramref name="at"/>, or -1.</summary>
    public static int SkipQuoted(ReadOnlySpan<byte> text, int at)
    {
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return i + 1;
            }
        }
        return -1;
    }

    /// <summary>The text within quotes, without its escapes, and without control characters: no one who shows or copies it expects those.</summary>
    public static string Unquote(ReadOnlySpan<byte> quoted)
    {
        var inner = quoted[1..^1];
        if (!inner.ContainsAny(EscapeOrControlBytes))
        {
            return Encoding.UTF8.GetString(inner);
        }
        var plain = new byte[inner.Length];
        var length = 0;
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\' && i + 1 < inner.Length)
            {
                i++;
            }
            if (!IsControl((char)inner[i]))
            {
                plain[length++] = inner[i];
            }
        }
        return Encoding.UTF8.GetString(plain, 0, length);
    }

    public static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\')
            {
                text.Append('\\');
            }
            text.Append(c);
        }
        text.Append('"');
    }

    /// <summary>Whether a character may never be written: the ASCII controls but the tab.</summary>
    public static bool IsControl(char c) => c is (< ' ' and not '\t') or '\x7f';

    /// <summary>Refuses control characters, so that no setter can put a line break into a message.</summary>
    public static void ThrowIfControl(ReadOnlySpan<char> value, string parameter)
    {
        foreach (var c in value)
        {
            if (IsControl(c))
            {
                throw new ArgumentException("Control characters are not allowed in a SIP message.", parameter);
            }
        }
    }

    /// <summary>The UTF-8 of a text.</summary>
    public static ReadOnlySpan<byte> Utf8(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    /// <summary>A host given by a program, without the brackets of an IPv6 address.</summary>
    public static string CheckHost(string host, string parameter)
    {
        var bare = host is ['[', .., ']'] ? host[1..^1] : host;
        var written = Utf8(bare.Contains(':') ? $"[{bare}]" : bare);
        var at = 0;
        return TryHost(written, ref at, out _) && at == written.Length ? bare : throw new ArgumentException("Not a host.", parameter);
    }

    public static void AppendHost(StringBuilder text, string host)
    {
        if (host.Contains(':'))
        {
            text.Append('[').Append(host).Append(']');
        }
        else
        {
            text.Append(host);
        }
    }

    /// <summary>Reads a host: a name, an IPv4 address, or an IPv6 address in brackets. Gives the range without brackets.</summary>
    public static bool TryHost(ReadOnlySpan<byte> text, ref int at, out Slice host)
    {
        host = default;
        if (at >= text.Length)
        {
            return false;
        }
        if (text[at] == '[')
        {
            var length = text[(at + 1)..].IndexOf((byte)']');
            if (length < 2 || text.Slice(at + 1, length).ContainsAnyExcept(IPv6Bytes) || !text.Slice(at + 1, length).Contains((byte)':'))
            {
                return false;
            }
            host = new Slice(at + 1, length);
            at += length + 2;
            return true;
        }
        var end = text[at..].IndexOfAnyExcept(HostBytes);
        end = end < 0 ? text.Length : at + end;
        host = new Slice(at, end - at);
        at = end;
        return host.Length > 0;
    }

    /// <summary>Reads a port of 0 to 65535, digits only.</summary>
    public static bool TryPort(ReadOnlySpan<byte> text, ref int at, out int port)
    {
        var start = at;
        port = 0;
        while (at < text.Length && char.IsAsciiDigit((char)text[at]))
        {
            port = (port * 10) + (text[at++] - '0');
            if (port > 65535)
            {
                return false;
            }
        }
        return at > start;
    }

    /// <summary>Reads an unsigned number of digits only; one beyond the range is false.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
