using Tandem.Cti.Bert;

namespace Tandem.Cti.Channels;

/// <summary>The timestamps of the protocol: microseconds since 1970.</summary>
public static class CtiTimestamp
{
    /// <summary>The timestamp of an instant; what is finer than a microsecond is cut off.</summary>
    /// <param name="instant">The instant.</param>
    public static long Of(DateTimeOffset instant) => BertTime.ToMicroseconds(instant);

    /// <summary>The instant of a timestamp; one before the year 1 or after 9999 becomes the nearest instant there is.</summary>
    /// <param name="timestamp">Microseconds since 1970.</param>
    public static DateTimeOffset ToInstant(long timestamp) => BertTime.TryFromMicroseconds(timestamp, out var instant)
        ? instant
        : timestamp < 0 ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;
}
