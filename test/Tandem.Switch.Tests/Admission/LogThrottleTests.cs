using System.Net;
using Tandem.Sip.Testing;
using Tandem.Switch.Admission;

namespace Tandem.Switch.Tests.Admission;

public sealed class LogThrottleTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void A_source_has_one_line_a_minute_and_kind_and_the_next_tells_how_many_were_left_out()
    {
        var throttle = new LogThrottle(_clock);
        var source = IPAddress.Parse("192.0.2.1");
        Assert.True(throttle.TryWrite(1, source, out var suppressed));
        Assert.Equal(0, suppressed);
        for (var i = 0; i < 500; i++)
        {
            Assert.False(throttle.TryWrite(1, source, out _));
        }
        Assert.True(throttle.TryWrite(2, source, out suppressed));
        Assert.Equal(0, suppressed);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(throttle.TryWrite(1, source, out suppressed));
        Assert.Equal(500, suppressed);
    }

    [Fact]
    public void Many_sources_together_have_ten_lines_a_minute()
    {
        var throttle = new LogThrottle(_clock);
        var lines = Enumerable.Range(0, 5000).Count(i => throttle.TryWrite(1, new IPAddress(0x0a00_0000 + i), out _));

        Assert.Equal(10, lines);
    }
}
