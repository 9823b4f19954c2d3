using System.Diagnostics.Metrics;
using System.Text;
using Tandem.Media.Tones;
using Tandem.Pbx.Commands;
using Tandem.Sip.Messages;
using Tandem.Switch.Tests.Registrar;

namespace Tandem.Switch.Tests.Admission;

/// <summary>An exchange with too much to do refuses what is new, in time and cheaply, and keeps what it has.</summary>
public sealed class OverloadTests
{
    private const string Domain = "sip:tandem.test";

    [Fact]
    public async Task What_waited_too_long_is_refused_but_not_what_belongs_to_a_call()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { OverloadQueueAge = TimeSpan.FromMilliseconds(50) });
        var alice = await exchange.RegisteredAsync("101");
        var call = await alice.CallAsync("600");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
        using var wire = new SipWire(exchange.EndPoint);
        var received = exchange.Switch.SipCounters.Received;
        Task hangup;
        using (var held = await exchange.HoldLoopAsync())
        {
            hangup = call.HangupAsync();
            await wire.SendRawAsync(Encoding.ASCII.GetBytes(wire.Compose("REGISTER", "102", Domain, callId: "held-register")));
            await wire.SendRawAsync(Encoding.ASCII.GetBytes(wire.Compose("INVITE", "102", "sip:101@tandem.test", callId: "held-invite")));
            for (var i = 0; i < 100; i++)
            {
                await wire.SendRawAsync(Encoding.ASCII.GetBytes(wire.Compose("SUBSCRIBE", "102", Domain, callId: $"held-{i}")));
            }
            await exchange.ReceivedAsync(received + 103);
            await held.LastsAsync(TimeSpan.FromMilliseconds(100));
        }
        var answers = new Dictionary<string, SipMessage>();
        while (answers.Count < 102)
        {
            var answer = await wire.ReceiveAsync();
            answers[answer.CallId!] = answer;
        }

        await hangup.WaitAsync(TestExchange.Patience);
        await exchange.UntilAsync(state => state.Channels.Count == 0);
        foreach (var refused in (string[])["held-register", "held-invite"])
        {
            Assert.Equal(503, answers[refused].StatusCode);
            Assert.InRange(int.Parse(answers[refused].Get("Retry-After")!), 5, 15);
        }
        Assert.Equal(2, exchange.Switch.Counters.Overloaded);
        Assert.Equal(401, (await wire.RequestAsync("REGISTER", "102", Domain, callId: "later")).StatusCode);
    }

    [Fact]
    public async Task A_pause_with_little_waiting_refuses_nothing()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { OverloadQueueAge = TimeSpan.FromMilliseconds(50) });
        using var wire = new SipWire(exchange.EndPoint);
        using (var held = await exchange.HoldLoopAsync())
        {
            await wire.SendRawAsync(Encoding.ASCII.GetBytes(wire.Compose("REGISTER", "102", Domain)));
            await exchange.ReceivedAsync(1);
            await held.LastsAsync(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(401, (await wire.ReceiveAsync()).StatusCode);
    }

    [Fact]
    public async Task Calls_are_refused_before_the_last_media_ports_and_those_that_are_up_go_on()
    {
        // Other tests refuse as well while this one runs: at least its own are counted.
        var refusals = 0L;
        using var meter = new MeterListener { InstrumentPublished = (instrument, listener) => ListenTo(instrument, listener) };
        meter.SetMeasurementEventCallback<long>((_, count, tags, _) => Interlocked.Add(ref refusals, tags[0].Value is "ports" ? count : 0));
        meter.Start();

        // Three channels: a call between two phones takes two, and the third is too few for another.
        await using var exchange = await TestExchange.StartAsync(media: TestExchange.PortRange(channels: 3));
        var (alice, bob, carol) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"), await exchange.RegisteredAsync("103"));
        var outgoing = await alice.CallAsync("102");
        var incoming = await bob.WaitForCallAsync().WaitAsync(TestExchange.Patience);
        Assert.True(await incoming.AnswerAsync());
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
        var refused = await carol.CallAsync("600");
        Assert.Equal(503, await refused.WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
        var dialled = await exchange.Switch.ExecuteAsync(new CallCommand("103", "600"));
        Assert.Equal((CommandOutcome.Unavailable, "Too few media ports are free for another call."), (dialled.Outcome, dialled.Reason));
        using var wire = new SipWire(exchange.EndPoint);
        var answer = await wire.RequestAsync("INVITE", "stranger", "sip:600@tandem.test");

        Assert.Equal(503, answer.StatusCode);
        Assert.InRange(int.Parse(answer.Get("Retry-After")!), 5, 15);
        Assert.Equal(2, exchange.Switch.Counters.PortsShort);
        Assert.True(Interlocked.Read(ref refusals) >= 2);
        Assert.True(await outgoing.HoldAsync().WaitAsync(TestExchange.Patience));
        Assert.True(await outgoing.ResumeAsync().WaitAsync(TestExchange.Patience));
        outgoing.Play(new ToneSource(440));
        await TestExchange.HearsAsync(incoming, 440);
        await outgoing.HangupAsync();
        await exchange.UntilAsync(state => state.Channels.Count == 0);
        await exchange.PortsFreeAsync(3);
        Assert.Equal(200, await (await carol.CallAsync("600")).WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
    }

    private static void ListenTo(Instrument instrument, MeterListener listener)
    {
        if (instrument is { Meter.Name: "Tandem.Switch", Name: "tandem.switch.refused" })
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }
}
