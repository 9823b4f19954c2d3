namespace Tandem.Hub.Storage;

/// <summary>Instants as the store holds them: microseconds since 1970 in UTC, the same on both engines.</summary>
internal static class StoreTime
{
    /// <summary>The stored form.</summary>
    /// <param name="instant">The instant.</param>
    public static long ToStore(DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <inheritdoc cref="ToStore(DateTimeOffset)"/>
    public static long? ToStore(DateTimeOffset? instant) => instant is { } known ? ToStore(known) : null;

    /// <summary>The instant, in UTC.</summary>
    /// <param name="microseconds">The stored form.</param>
    public static DateTimeOffset FromStore(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <inheritdoc cref="FromStore(long)"/>
    public static DateTimeOffset? FromStore(long? microseconds) => microseconds is { } known ? FromStore(known) : null;
}
