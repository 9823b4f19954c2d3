using System.Globalization;

namespace Tandem.Sip.Sdp;

/// <summary>The value of <c>a=crypto</c> (RFC 4568): a suite and the key of what its writer sends.</summary>
/// <param name="Tag">Its number within the media, 1 to 999,999,999.</param>
/// <param name="Suite">The suite's name.</param>
/// <param name="Key">Master key and salt, one after the other.</param>
public sealed record SdpCrypto(int Tag, string Suite, ReadOnlyMemory<byte> Key)
{
    private const string Inline = "inline:";

    /// <summary>The attribute's value.</summary>
    internal string Value => string.Create(CultureInfo.InvariantCulture, $"{Tag} {Suite} {Inline}{Convert.ToBase64String(Key.Span)}");

    /// <summary>
    /// Reads a value. A lifetime is passed over; a key with an index (MKI), more keys than one, and parameters that weaken or change the stream
    /// are more than we have.
    /// </summary>
    /// <returns>Null where it is malformed, or asks for what we have not.</returns>
    public static SdpCrypto? TryParse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 3 || !parts[2].StartsWith(Inline, StringComparison.OrdinalIgnoreCase)
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var tag) || tag is < 1 or > 999_999_999
            || parts.Skip(3).Any(parameter => !parameter.StartsWith("WSH=", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }
        var key = parts[2][Inline.Length..].Split('|');
        if (parts[2].Contains(';') || key.Skip(1).Any(part => part.Contains(':')))
        {
            return null;
        }
        var bytes = new byte[key[0].Length];
        return Convert.TryFromBase64String(key[0], bytes, out var length) ? new SdpCrypto(tag, parts[1], bytes.AsMemory(0, length)) : null;
    }

    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => $"{Tag} {Suite}, key not shown";
}
