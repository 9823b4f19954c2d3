using System.Text;

namespace Tandem.Asterisk.Messages;

/// <summary>The escapes of C that Asterisk writes since 13, in names of callers, values of variables and notes of presence, and nowhere else.</summary>
internal static class AmiEscapes
{
    /// <summary>Whether Asterisk escapes the value of a header.</summary>
    public static bool Applies(ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> header)
    {
        if (EndsWith(header, "CallerIDName"u8) || EndsWith(header, "ConnectedLineName"u8))
        {
            // These are not written from the channel's snapshot, but as they are.
            return !Is(header, "EffectiveConnectedLineName"u8) && !Is(eventName, "OriginateResponse"u8) && !Is(eventName, "QueueEntry"u8);
        }
        return EndsWith(header, "ChanVariable"u8)
            || (Is(header, "Value"u8) && Is(eventName, "VarSet"u8))
            || ((Is(header, "Message"u8) || Is(header, "Subtype"u8)) && Is(eventName, "PresenceStateChange"u8));
    }

    /// <summary>The text without its escapes; what is no escape stays as it is.</summary>
    public static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var plain = text[i] == '\\' && i + 1 < text.Length ? Plain(text[i + 1]) : '\0';
            result.Append(plain == '\0' ? text[i] : plain);
            i += plain == '\0' ? 0 : 1;
        }
        return result.ToString();
    }

    private static char Plain(char escaped) => escaped switch
    {
        'a' => '\a',
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\v',
        '\\' or '\'' or '"' or '?' => escaped,
        _ => '\0',
    };

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(text, name);

    private static bool EndsWith(ReadOnlySpan<byte> header, ReadOnlySpan<byte> end) => header.Length >= end.Length && Is(header[^end.Length..], end);
}
