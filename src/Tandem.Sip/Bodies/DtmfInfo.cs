using System.Globalization;
using System.Text;

namespace Tandem.Sip.Bodies;

/// <summary>A key that a phone tells by INFO: the bodies that phones use, which no RFC has (beside RFC 6086).</summary>
/// <param name="Digit"><c>0</c> to <c>9</c>, <c>*</c>, <c>#</c>, <c>A</c> to <c>D</c>, or <c>!</c> for hook flash.</param>
/// <param name="Duration">How long it was held; null where it is not told.</param>
public readonly record struct DtmfInfo(char Digit, TimeSpan? Duration = null)
{
    /// <summary>The media type with a duration.</summary>
    public const string RelayContentType = "application/dtmf-relay";

    /// <summary>The media type of the key alone.</summary>
    public const string PlainContentType = "application/dtmf";

    private const int LongestMilliseconds = 60_000;

    /// <summary>Reads the body of an INFO.</summary>
    /// <param name="contentType">Its Content-Type.</param>
    /// <param name="body">The body.</param>
    /// <param name="info">The key.</param>
    /// <returns>False where it is none.</returns>
    public static bool TryParse(string? contentType, ReadOnlySpan<byte> body, out DtmfInfo info)
    {
        info = default;
        var type = contentType?.Split(';')[0].Trim();
        if (body.Length > 256)
        {
            return false;
        }
        var text = Encoding.UTF8.GetString(body);
        if (string.Equals(type, PlainContentType, StringComparison.OrdinalIgnoreCase))
        {
            return TryKey(text.Trim(), out info);
        }
        if (!string.Equals(type, RelayContentType, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }
        TimeSpan? duration = null;
        var found = false;
        foreach (var line in text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                continue;
            }
            var value = line[(equals + 1)..].Trim();
            switch (line[..equals].Trim().ToUpperInvariant())
            {
                case "SIGNAL":
                    found = TryKey(value, out info);
                    break;
                case "DURATION" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds):
                    duration = TimeSpan.FromMilliseconds(Math.Min(milliseconds, LongestMilliseconds));
                    break;
                default:
                    break;
            }
        }
        info = info with { Duration = duration };
        return found;
    }

    /// <summary>The body of <see cref="RelayContentType"/>; 100 ms where no duration is told.</summary>
    public byte[] ToBytes() => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"Signal={Digit}\r\nDuration={(int)(Duration ?? TimeSpan.FromMilliseconds(100)).TotalMilliseconds}\r\n"));

    private static bool TryKey(string text, out DtmfInfo info)
    {
        info = default;
        // RFC 4733 numbers the keys beyond 9; some phones send the number.
        var key = text switch
        {
            "10" => '*',
            "11" => '#',
            "16" => '!',
            [var single] => char.ToUpperInvariant(single),
            _ => '\0',
        };
        if (!char.IsAsciiDigit(key) && key is not ('*' or '#' or '!' or (>= 'A' and <= 'D')))
        {
            return false;
        }
        info = new DtmfInfo(key);
        return true;
    }
}
