using System.Net;
using Tandem.Sip.Testing;
using Tandem.Switch.Admission;

namespace Tandem.Switch.Tests.Admission;

public sealed class FailedAuthenticationsTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Failures_count_within_a_minute_and_silence_for_one()
    {
        var failures = new FailedAuthentications(3, _clock);
        var source = IPAddress.Parse("192.0.2.1");
        failures.Add(source);
        failures.Add(source);
        _clock.Advance(TimeSpan.FromSeconds(60));
        failures.Add(source);
        failures.Add(source);
        Assert.False(failures.IsSilenced(source));
        failures.Add(source);
        Assert.True(failures.IsSilenced(source));
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True(failures.IsSilenced(source));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(failures.IsSilenced(source));
    }

    [Theory]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    public void An_IPv6_source_is_its_subscriber(string guesser, string other, bool silenced)
    {
        var failures = new FailedAuthentications(1, _clock);
        failures.Add(IPAddress.Parse(guesser));

        Assert.Equal(silenced, failures.IsSilenced(IPAddress.Parse(other)));
    }

    [Fact]
    public void Forged_sources_do_not_grow_the_table_without_end_nor_free_those_that_are_silenced()
    {
        var failures = new FailedAuthentications(1, _clock);
        var guesser = IPAddress.Parse("192.0.2.1");
        failures.Add(guesser);
        for (var i = 0; i < 50_000; i++)
        {
            failures.Add(new IPAddress(0x0a00_0000 + i));
        }
        Assert.InRange(failures.Count, 1, 16_384);
        Assert.True(failures.IsSilenced(guesser));
        _clock.Advance(TimeSpan.FromSeconds(61));
        failures.Add(guesser);

        Assert.True(failures.IsSilenced(guesser));
    }
}
