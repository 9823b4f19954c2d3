namespace Tandem.Asterisk.Tests.Live;

/// <summary>A clock that stands where the replayed transcript is.</summary>
internal sealed class ReplayClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void GoTo(DateTimeOffset now) => _now = now > _now ? now : _now;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;
}
