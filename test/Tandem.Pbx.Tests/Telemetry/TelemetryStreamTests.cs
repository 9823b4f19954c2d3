using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Pbx.Telemetry;

namespace Tandem.Pbx.Tests.Telemetry;

public sealed class TelemetryStreamTests
{
    [Fact]
    public async Task At_most_one_a_second_and_channel_is_passed_on()
    {
        var clock = new ManualClock();
        var state = new PbxState("s", clock);
        await using IAsyncEnumerator<ChannelTelemetry> reader = state.Telemetry.ReadAllAsync().GetAsyncEnumerator();
        Task<bool> next = reader.MoveNextAsync().AsTask();

        Assert.True(state.Telemetry.Publish(Figures("1", 1)));
        Assert.False(state.Telemetry.Publish(Figures("1", 2)));
        Assert.True(state.Telemetry.Publish(Figures("2", 3)));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(state.Telemetry.Publish(Figures("1", 4)));

        var seen = new List<double>();
        for (int i = 0; i < 3; i++)
        {
            Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(30)));
            seen.Add(reader.Current.LossPercent);
            if (i < 2)
                next = reader.MoveNextAsync().AsTask();
        }

        Assert.Equal([1, 3, 4], seen);

        ChannelTelemetry Figures(string channel, double loss) => new(new ObjectId("s", channel), clock.GetUtcNow(), loss, TimeSpan.Zero);
    }
}
