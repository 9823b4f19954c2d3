using System.Net;
using Tandem.Sip.Testing;
using Tandem.Switch.Admission;

namespace Tandem.Switch.Tests.Admission;

public sealed class RequestRatesTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void A_burst_is_taken_and_then_the_steady_rate()
    {
        var rates = new RequestRates(10, _clock);
        var source = IPAddress.Parse("192.0.2.1");
        Assert.Equal(30, Enumerable.Range(0, 100).Count(_ => rates.TryTake(source)));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, Enumerable.Range(0, 100).Count(_ => rates.TryTake(source)));
        Assert.True(rates.TryTake(IPAddress.Parse("192.0.2.2")));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(30, Enumerable.Range(0, 100).Count(_ => rates.TryTake(source)));
    }

    [Fact]
    public void Forged_sources_do_not_fill_memory()
    {
        var rates = new RequestRates(1, _clock);
        for (var i = 0; i < 100_000; i++)
        {
            rates.TryTake(new IPAddress(i + 16_777_216L));
        }
        Assert.Equal(16_384, rates.Count);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(rates.TryTake(IPAddress.Parse("192.0.2.1")));
        Assert.Equal(1, rates.Count);
    }
}
