using Tandem.Pbx.Model;
using Tandem.Sip.Testing;
using Tandem.Switch.Calls.Policy;

namespace Tandem.Switch.Tests.Calls.Policy;

public sealed class CallAllowanceTests
{
    [Fact]
    public void So_many_calls_begin_a_second_whether_or_not_they_last()
    {
        var start = DateTimeOffset.UnixEpoch;
        var clock = new ManualTimeProvider(start);
        var allowance = new CallAllowance(0, 2, clock);
        foreach (var (at, obstacle) in ((int, HangupCause?)[])[(0, null), (600, null), (900, HangupCause.CallRate), (1000, null), (1500, HangupCause.CallRate), (1600, null)])
        {
            clock.Advance(start.AddMilliseconds(at) - clock.GetUtcNow());
            Assert.Equal(obstacle, allowance.Obstacle);
            if (obstacle is null)
            {
                allowance.Take();
                allowance.Return();
            }
        }
    }

    [Fact]
    public void So_many_calls_are_up_at_a_time()
    {
        var allowance = new CallAllowance(1, 0, new ManualTimeProvider());
        allowance.Take();
        Assert.Equal(HangupCause.CallLimit, allowance.Obstacle);
        allowance.Return();
        Assert.Null(allowance.Obstacle);
    }
}
