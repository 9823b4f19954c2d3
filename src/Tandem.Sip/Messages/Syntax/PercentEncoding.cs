using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tandem.Sip.Messages.Syntax;

/// <summary>Escapes in URIs (RFC 3261 section 19.1.2).</summary>
internal static class PercentEncoding
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";

    public static readonly SearchValues<char> User = SearchValues.Create(Unreserved + "&=+$,;?/");
    public static readonly SearchValues<char> Password = SearchValues.Create(Unreserved + "&=+$,");
    public static readonly SearchValues<char> Parameter = SearchValues.Create(Unreserved + "[]/:&+$");
    public static readonly SearchValues<char> Header = SearchValues.Create(Unreserved + "[]/?:+$");

    /// <summary>Whether every percent sign is followed by two hexadecimal digits.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf((byte)'%'); at >= 0;)
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit((char)text[at + 1]) || !char.IsAsciiHexDigit((char)text[at + 2]))
            {
                return false;
            }
            var next = text[(at + 3)..].IndexOf((byte)'%');
            at = next < 0 ? -1 : at + 3 + next;
        }
        return true;
    }

    public static string Decode(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'%'))
        {
            return KnownText.Of(text);
        }
        var plain = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length
                && byte.TryParse(text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                plain[length++] = value;
                i += 2;
            }
            else
            {
                plain[length++] = text[i];
            }
        }
        return Encoding.UTF8.GetString(plain, 0, length);
    }

    public static void Append(StringBuilder target, string value, SearchValues<char> allowed)
    {
        if (!value.AsSpan().ContainsAnyExcept(allowed))
        {
            target.Append(value);
            return;
        }
        foreach (var b in Encoding.UTF8.GetBytes(value))
        {
            if (b < 0x80 && allowed.Contains((char)b))
            {
                target.Append((char)b);
            }
            else
            {
                target.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
        }
    }
}
