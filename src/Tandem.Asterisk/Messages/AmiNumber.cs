using System.Buffers.Text;
using System.Text;

namespace Tandem.Asterisk.Messages;

/// <summary>Reads values that are asked for as something else than text.</summary>
internal static class AmiNumber
{
    private const int LongestWord = 20;

    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        // No leading zeros, no plus, nothing behind: what would be written for the number is what stands there.
        var isPlain = text.Length is > 0 and <= LongestWord && (text[0] is >= (byte)'1' and <= (byte)'9' || text is [(byte)'0'] || text is [(byte)'-', >= (byte)'1' and <= (byte)'9', ..]);
        value = 0;
        return isPlain && Utf8Parser.TryParse(text, out value, out var used) && used == text.Length;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out int value)
    {
        var isOne = TryParse(text, out long wide) && wide is >= int.MinValue and <= int.MaxValue;
        value = isOne ? (int)wide : 0;
        return isOne;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out bool value)
    {
        value = Is(text, "yes"u8) || Is(text, "true"u8) || Is(text, "y"u8) || Is(text, "t"u8) || Is(text, "1"u8) || Is(text, "on"u8);
        return value || Is(text, "no"u8) || Is(text, "false"u8) || Is(text, "n"u8) || Is(text, "f"u8) || Is(text, "0"u8) || Is(text, "off"u8);
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset value)
    {
        value = default;
        var point = text.IndexOf((byte)'.');
        var micros = 0L;
        if (!TryParse(point < 0 ? text : text[..point], out long seconds) || seconds is < 0 or > 253_402_300_799
            || (point >= 0 && !TryParseMicroseconds(text[(point + 1)..], out micros)))
        {
            return false;
        }
        value = DateTimeOffset.UnixEpoch.AddTicks((seconds * TimeSpan.TicksPerSecond) + (micros * TimeSpan.TicksPerMicrosecond));
        return true;
    }

    /// <summary>The bytes of a text as short as a number or a word can be, for the methods above; empty for a longer one.</summary>
    public static ReadOnlySpan<byte> BytesOf(string text, Span<byte> buffer) =>
        text.Length <= buffer.Length && Encoding.ASCII.TryGetBytes(text, buffer, out var length) ? buffer[..length] : default;

    private static bool TryParseMicroseconds(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (text.Length != 6)
        {
            return false;
        }
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }
            micros = (micros * 10) + (digit - '0');
        }
        return true;
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => Ascii.EqualsIgnoreCase(text, word);
}
