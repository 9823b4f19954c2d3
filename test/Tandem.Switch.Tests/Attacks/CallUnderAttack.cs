using Tandem.Media.Tones;
using Tandem.Phone;
using Tandem.Phone.Calls;
using Tandem.Switch.Tests.Registrar;

namespace Tandem.Switch.Tests.Attacks;

/// <summary>
/// Two phones that talk while somebody attacks the exchange, and what must be true afterwards: they still hear each other, a new call works,
/// nothing has piled up, and the log has not grown with the attack.
/// </summary>
internal sealed class CallUnderAttack : IAsyncDisposable
{
    private const int MaxLogLines = 5;
    private const int MaxTransactions = 200;
    private const long MaxMemoryGrowth = 64 * 1024 * 1024;

    private readonly CapturedLog _log;
    private readonly SipPhone _alice;
    private readonly SipPhone _bob;
    private readonly PhoneCall _outgoing;
    private readonly PhoneCall _incoming;
    private readonly long _memory;

    private CallUnderAttack(TestExchange exchange, CapturedLog log, SipPhone alice, SipPhone bob, PhoneCall outgoing, PhoneCall incoming)
    {
        Exchange = exchange;
        _log = log;
        (_alice, _bob, _outgoing, _incoming) = (alice, bob, outgoing, incoming);
        Wire = new SipWire(exchange.EndPoint);
        _memory = GC.GetTotalMemory(forceFullCollection: true);
    }

    public TestExchange Exchange { get; }

    /// <summary>The attacker.</summary>
    public SipWire Wire { get; }

    /// <summary>The exchange's two RTP ports of the call.</summary>
    public int[] MediaPorts { get; private init; } = [];

    public static async Task<CallUnderAttack> StartAsync(Func<SwitchOptions, SwitchOptions>? configure = null)
    {
        var log = new CapturedLog();
        var media = TestExchange.PortRange(channels: 8);
        var exchange = await TestExchange.StartAsync(configure, media, loggers: log);
        var (alice, bob) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"));
        var outgoing = await alice.CallAsync("102");
        var incoming = await bob.WaitForCallAsync().WaitAsync(TestExchange.Patience);
        Assert.True(await incoming.AnswerAsync());
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
        outgoing.Play(new ToneSource(440));
        incoming.Play(new ToneSource(880));
        var call = new CallUnderAttack(exchange, log, alice, bob, outgoing, incoming) { MediaPorts = [media.FirstPort, media.FirstPort + 2] };
        await call.HearsAsync();
        return call;
    }

    /// <summary>Both phones hear the other's tone, in packets that came after this call.</summary>
    public async Task HearsAsync()
    {
        await Task.WhenAll(GetsAsync(_outgoing), GetsAsync(_incoming));
        await TestExchange.HearsAsync(_incoming, 440);
        await TestExchange.HearsAsync(_outgoing, 880);
    }

    /// <summary>How many of the packets that one phone sent came to the other, as a share of 1.</summary>
    public double Delivered => Math.Min(
        (double)_incoming.Statistics.PacketsReceived / _outgoing.Statistics.PacketsSent,
        (double)_outgoing.Statistics.PacketsReceived / _incoming.Statistics.PacketsSent);

    /// <summary>Checks that the attack did no harm.</summary>
    public async Task AssertUnharmedAsync()
    {
        await HearsAsync();
        Assert.Equal((PhoneCallState.Talking, PhoneCallState.Talking), (_outgoing.State, _incoming.State));
        Assert.InRange(await Exchange.Switch.CountTransactionsAsync(), 0, MaxTransactions);
        var fresh = await _alice.CallAsync("600");
        Assert.Equal(200, await fresh.WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
        fresh.Play(new ToneSource(660));
        await TestExchange.HearsAsync(fresh, 660);
        await fresh.HangupAsync();
        await _bob.RegisterAsync().WaitAsync(TestExchange.Patience);
        await _incoming.HangupAsync();
        await Exchange.UntilAsync(state => state.Channels.Count == 0);
        Assert.True(_log.Lines.Count <= MaxLogLines, string.Join('\n', _log.Lines));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - _memory, long.MinValue, MaxMemoryGrowth);
    }

    public async ValueTask DisposeAsync()
    {
        Wire.Dispose();
        await Exchange.DisposeAsync();
    }

    private static async Task GetsAsync(PhoneCall call)
    {
        using var patience = new CancellationTokenSource(TestExchange.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var wanted = call.Statistics.PacketsReceived + 25;
        while (call.Statistics.PacketsReceived < wanted)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }
}
