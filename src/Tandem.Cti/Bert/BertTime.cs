using System.Numerics;

namespace Tandem.Cti.Bert;

/// <summary>Instants as BERT and Basix count them: in microseconds since 1970.</summary>
internal static class BertTime
{
    private const long MaxMicroseconds = 253_402_300_799_999_999;
    private const long MinMicroseconds = -62_135_596_800_000_000;

    /// <summary>The microseconds since 1970, those before counted down; what is finer is cut off towards the past.</summary>
    /// <param name="value">The instant.</param>
    public static long ToMicroseconds(DateTimeOffset value) =>
        (value.UtcTicks / TimeSpan.TicksPerMicrosecond) - (DateTimeOffset.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>The instant so many microseconds after 1970.</summary>
    /// <param name="microseconds">The microseconds.</param>
    /// <param name="value">The instant.</param>
    /// <returns>False before the year 1 and after 9999.</returns>
    public static bool TryFromMicroseconds(BigInteger microseconds, out DateTimeOffset value)
    {
        var isInstant = microseconds >= MinMicroseconds && microseconds <= MaxMicroseconds;
        value = isInstant ? DateTimeOffset.UnixEpoch.AddTicks((long)microseconds * TimeSpan.TicksPerMicrosecond) : default;
        return isInstant;
    }
}
