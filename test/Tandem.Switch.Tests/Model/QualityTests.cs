using Tandem.Media.Tones;
using Tandem.Pbx.Telemetry;

namespace Tandem.Switch.Tests.Model;

public sealed class QualityTests
{
    [Fact]
    public async Task What_arrives_from_a_phone_is_told_while_the_call_is_up()
    {
        await using var exchange = await TestExchange.StartAsync();
        var alice = await exchange.RegisteredAsync("101");
        var bob = await exchange.RegisteredAsync("102");
        var outgoing = await alice.CallAsync("102");
        var incoming = await bob.WaitForCallAsync().WaitAsync(TestExchange.Patience);
        Assert.True(await incoming.AnswerAsync());
        outgoing.Play(new ToneSource(440));
        var channels = exchange.Switch.Model.Snapshot().Channels;
        var caller = channels.MinBy(channel => channel.OfferedAt)!.Id;

        var first = await NextAsync(exchange, figures => figures.Channel == caller);
        Assert.Equal(0, first.LossPercent);
        Assert.InRange(first.Jitter, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.InRange(first.MeanOpinionScore!.Value, 1, 4.5);
        Assert.Null(first.Talking);
        var second = await NextAsync(exchange, figures => figures.Channel == caller && figures.At > first.At);
        Assert.True(second.At - first.At >= TimeSpan.FromSeconds(0.9));
        await incoming.HangupAsync();
    }

    private static async Task<ChannelTelemetry> NextAsync(TestExchange exchange, Func<ChannelTelemetry, bool> wanted)
    {
        using var patience = new CancellationTokenSource(TestExchange.Patience);
        await foreach (var figures in exchange.Switch.Model.Telemetry.ReadAllAsync(patience.Token))
        {
            if (wanted(figures))
            {
                return figures;
            }
        }
        throw new OperationCanceledException();
    }
}
