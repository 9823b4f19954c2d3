using Tandem.Media.Tones;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Telemetry;
using Tandem.Phone.Calls;
using Tandem.Switch.Tests.Calls.Transfers;

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

    [Fact]
    public async Task In_a_conference_it_is_told_who_talks()
    {
        await using var exchange = await TestExchange.StartAsync();
        exchange.Switch.OnCall("900", async call =>
        {
            await call.AnswerAsync();
            await call.WaitForHangupAsync();
        });
        var calls = new Dictionary<string, PhoneCall>();
        foreach (var number in (string[])["101", "102", "103"])
        {
            calls[number] = await (await exchange.RegisteredAsync(number)).CallAsync("900");
            Assert.Equal(200, await calls[number].WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
            Assert.True((await exchange.Switch.ExecuteAsync(new JoinConferenceCommand(exchange.LegOf(number), "800"))).IsDone);
        }
        calls["101"].Play(new ToneSource(440));
        calls["102"].Play(new ToneSource(440, amplitude: 0.001));

        var loud = exchange.LegOf("101");
        var quiet = exchange.LegOf("102");
        await NextAsync(exchange, figures => figures.Channel == loud && figures.Talking == true);
        Assert.False((await NextAsync(exchange, figures => figures.Channel == quiet)).Talking);
        foreach (var call in calls.Values)
        {
            await call.HangupAsync();
        }
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
