using System.Globalization;

namespace Tandem.Sip.Sdp;

/// <summary>An RTP payload type and what it means: <c>a=rtpmap</c> with <c>a=fmtp</c> (RFC 8866 sections 6.6 and 6.15).</summary>
/// <param name="PayloadType">0 to 127.</param>
/// <param name="Encoding">The name, for example <c>PCMU</c>; compared without regard to case.</param>
/// <param name="ClockRate">The RTP clock in Hz; 8000 for G722 (RFC 3551 section 4.5.2).</param>
/// <param name="Channels">How many audio channels.</param>
/// <param name="Parameters">The fmtp, for example <c>0-16</c>; null when absent.</param>
public sealed record MediaFormat(int PayloadType, string Encoding, int ClockRate, int Channels = 1, string? Parameters = null)
{
    /// <summary>G.711 mu-law, payload type 0.</summary>
    public static MediaFormat Pcmu { get; } = new(0, "PCMU", 8000);

    /// <summary>G.711 A-law, payload type 8.</summary>
    public static MediaFormat Pcma { get; } = new(8, "PCMA", 8000);

    /// <summary>G.722, payload type 9.</summary>
    public static MediaFormat G722 { get; } = new(9, "G722", 8000);

    /// <summary>The value of an rtpmap, for example <c>0 PCMU/8000</c>.</summary>
    public string RtpMap => Channels == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{PayloadType} {Encoding}/{ClockRate}")
        : string.Create(CultureInfo.InvariantCulture, $"{PayloadType} {Encoding}/{ClockRate}/{Channels}");

    /// <summary>Whether both mean the same encoding, clock and channels, whatever their payload types.</summary>
    public bool IsSameEncoding(MediaFormat other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return string.Equals(Encoding, other.Encoding, StringComparison.OrdinalIgnoreCase) && ClockRate == other.ClockRate && Channels == other.Channels;
    }

    /// <summary>The meaning that RFC 3551 section 6 gives a payload type without rtpmap; null for one that needs it.</summary>
    public static MediaFormat? Static(int payloadType) => payloadType switch
    {
        0 => Pcmu,
        3 => new(3, "GSM", 8000),
        4 => new(4, "G723", 8000),
        8 => Pcma,
        9 => G722,
        10 => new(10, "L16", 44100, 2),
        11 => new(11, "L16", 44100),
        13 => new(13, "CN", 8000),
        18 => new(18, "G729", 8000),
        _ => null,
    };

    /// <summary>Reads the value of an rtpmap; null when it is malformed.</summary>
    internal static MediaFormat? FromRtpMap(string value)
    {
        var space = value.IndexOf(' ');
        var parts = value[(space + 1)..].Trim().Split('/');
        if (space < 0 || parts.Length is < 2 or > 3 || parts[0].Length == 0
            || !int.TryParse(value.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var payloadType) || payloadType > 127
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var clock) || clock == 0)
        {
            return null;
        }
        var channels = 1;
        if (parts.Length == 3 && !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out channels))
        {
            return null;
        }
        return new MediaFormat(payloadType, parts[0], clock, Math.Max(1, channels));
    }
}
