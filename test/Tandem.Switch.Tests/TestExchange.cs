using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Tandem.Media;
using Tandem.Media.Tones;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Phone;
using Tandem.Phone.Calls;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Digest;
using Tandem.Switch.Applications;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Tests;

/// <summary>An exchange on loopback with extensions 101 to 105 and an echo at 600, and phones for it.</summary>
internal sealed class TestExchange : IAsyncDisposable
{
    private const string Realm = "tandem.test";

    private readonly MediaEngine _media;
    private readonly MediaEngine _phoneMedia = new(SystemPorts);
    private readonly List<SipPhone> _phones = [];
    private readonly List<IDisposable> _owned = [];

    private TestExchange(SwitchOptions options, IEnumerable<string> numbers, MediaOptions? media, TimeProvider? clock, ILoggerFactory? loggers)
    {
        _media = new MediaEngine(media ?? SystemPorts);
        Switch = new SipSwitch(_media, Accounts, options, timeProvider: clock, loggers: loggers);
        foreach (var number in numbers)
        {
            Accounts.Set(AccountOf(number, $"Phone {number}"));
        }
        Switch.OnCall("600", EchoApplication.RunAsync, EchoApplication.Name);
    }

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Media on loopback, on ports that the system chooses.</summary>
    public static MediaOptions SystemPorts { get; } = new() { Address = IPAddress.Loopback, FirstPort = 0, LastPort = 0, Shards = 1 };

    /// <summary>Figures of the exchange's media.</summary>
    public MediaEngineStatistics MediaFigures => _media.Statistics;

    public AccountDirectory Accounts { get; } = new();

    public SipSwitch Switch { get; }

    public IPEndPoint EndPoint => Switch.EndPoints[0];

    /// <summary>Where the exchange listens for IPv6, where it does.</summary>
    public IPEndPoint EndPoint6 => Switch.EndPoints.First(endPoint => endPoint.AddressFamily == AddressFamily.InterNetworkV6);

    public static async Task<TestExchange> StartAsync(
        Func<SwitchOptions, SwitchOptions>? configure = null, MediaOptions? media = null, TimeProvider? clock = null, ILoggerFactory? loggers = null)
    {
        var options = new SwitchOptions { Addresses = [IPAddress.Loopback], Port = 0, Realm = Realm, MaxRequestsPerSecond = 0, StopTimeout = TimeSpan.FromMilliseconds(500) };
        string[] numbers = ["101", "102", "103", "104", "105"];
        var exchange = new TestExchange(configure?.Invoke(options) ?? options, numbers, media, clock, loggers);
        await exchange.Switch.StartAsync();
        foreach (var number in numbers)
        {
            await exchange.Switch.ShowAccountAsync((await exchange.Accounts.FindAsync(number, Realm, default))!);
        }
        return exchange;
    }

    /// <summary>Media on loopback, on a range that nobody uses just now, below the ports that the system gives away.</summary>
    public static MediaOptions PortRange(int channels)
    {
        while (true)
        {
            var first = Random.Shared.Next(10_000, 15_000) * 2;
            var probes = new List<Socket>();
            try
            {
                for (var port = first; port < first + (channels * 2); port++)
                {
                    probes.Add(new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
                    probes[^1].Bind(new IPEndPoint(IPAddress.Loopback, port));
                }
                return SystemPorts with { FirstPort = first, LastPort = first + (channels * 2) - 1, PortReuseDelay = TimeSpan.Zero };
            }
            catch (SocketException)
            {
                // Somebody has one of them: another range.
            }
            finally
            {
                probes.ForEach(probe => probe.Dispose());
            }
        }
    }

    public static string PasswordOf(string number) => $"secret-of-{number}";

    public static SipAccount AccountOf(string number, string name) =>
        new(
            number,
            name,
            "default",
            DigestHash.Ha1(DigestAlgorithm.Md5, number, Realm, PasswordOf(number)),
            DigestHash.Ha1(DigestAlgorithm.Sha256, number, Realm, PasswordOf(number)));

    /// <summary>A phone that has not registered.</summary>
    public SipPhone Phone(string number, Func<PhoneOptions, PhoneOptions>? configure = null)
    {
        var options = new PhoneOptions { User = number, Password = PasswordOf(number), Server = EndPoint };
        var phone = new SipPhone(configure?.Invoke(options) ?? options, _phoneMedia);
        _phones.Add(phone);
        return phone;
    }

    /// <summary>A phone that has registered.</summary>
    public async Task<SipPhone> RegisteredAsync(string number, Func<PhoneOptions, PhoneOptions>? configure = null)
    {
        var phone = Phone(number, configure);
        Assert.Equal(200, await phone.RegisterAsync().WaitAsync(Patience));
        return phone;
    }

    /// <summary>Phone 101 registers and calls a number, which answers.</summary>
    public async Task<PhoneCall> AnsweredAsync(string number)
    {
        var call = await (await RegisteredAsync("101")).CallAsync(number);
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        return call;
    }

    /// <summary>Commands the exchange, which does it.</summary>
    public async Task DoneAsync(PbxCommand command)
    {
        var result = await Switch.ExecuteAsync(command).AsTask().WaitAsync(Patience);
        Assert.True(result.IsDone, $"{command}: {result.Outcome}, {result.Reason}");
    }

    /// <summary>Ends all calls, and checks that no index has kept anything of them.</summary>
    public async Task AssertNothingIsKeptAsync()
    {
        await Switch.StopAsync();
        Assert.All(await Switch.CountKeptAsync(), kept => Assert.Equal((kept.Key, 0), (kept.Key, kept.Value)));
    }

    /// <summary>Disposes something after the exchange.</summary>
    public void Own(IDisposable owned) => _owned.Add(owned);

    public Extension Extension(string number) =>
        Switch.Model.TryGet<Extension>(new ObjectId(Switch.Name, number), out var extension) ? extension : throw new InvalidOperationException($"no extension {number}");

    /// <summary>Sets what an extension wants done with its calls, as a command does.</summary>
    public Task SetAsync(string number, Func<Extension, Extension> change) => Switch.OnLoopAsync(() => ((PbxState)Switch.Model).Write(
        ChangeKind.ExtensionChanged, writer => writer.Update(new ObjectId(Switch.Name, number), change)));

    /// <summary>Waits until a call hears a tone.</summary>
    public static async Task HearsAsync(PhoneCall call, double frequency)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!(call.Heard.TryMeasure(out var tone) && Math.Abs(tone.Frequency - frequency) < 10 && tone.Share > 0.8))
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Two phones call each other, hear each other and hang up; then nothing is left.</summary>
    public async Task TalkAsync(SipPhone caller, SipPhone callee)
    {
        var outgoing = await caller.CallAsync(callee.User);
        var incoming = await callee.WaitForCallAsync().WaitAsync(Patience);
        Assert.True(await incoming.AnswerAsync());
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
        outgoing.Play(new ToneSource(440));
        incoming.Play(new ToneSource(880));
        await HearsAsync(incoming, 440);
        await HearsAsync(outgoing, 880);
        await incoming.HangupAsync();
        Assert.Equal(SessionEndKind.RemoteBye, (await outgoing.WaitForHangupAsync().WaitAsync(Patience)).Kind);
        await UntilAsync(state => state.Channels.Count == 0 && state.Conversations.Count == 0);
    }

    /// <summary>Waits until the exchange has done what was due when this was called.</summary>
    public async Task SettleAsync()
    {
        // Timers are looked at between two turns of the loop.
        for (var turn = 0; turn < 2; turn++)
        {
            await Switch.ShowAccountAsync(AccountOf("101", "Phone 101")).WaitAsync(Patience);
        }
    }

    /// <summary>Keeps the signalling loop from working until the result is disposed.</summary>
    public async Task<HeldLoop> HoldLoopAsync()
    {
        var held = new HeldLoop();
        _ = Switch.OnLoopAsync(held.Hold);
        await held.IsHeld.WaitAsync(Patience);
        return held;
    }

    /// <summary>Waits until so many SIP messages have come.</summary>
    public Task ReceivedAsync(long messages) => EventuallyAsync(() => Switch.SipCounters.Received >= messages);

    /// <summary>Waits until so many media channels can be opened.</summary>
    public Task PortsFreeAsync(int channels) => EventuallyAsync(() => _media.HasFreePorts(channels));

    private static async Task EventuallyAsync(Func<bool> wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!wanted())
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Waits until the model is as wanted.</summary>
    public async Task UntilAsync(Func<PbxSnapshot, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var watcher = Switch.Model.SnapshotAndWatch();
        while (!wanted(Switch.Model.Snapshot()))
        {
            await watcher.ReadAsync(patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var phone in _phones)
        {
            await phone.DisposeAsync();
        }
        await AssertNothingIsKeptAsync();
        await Switch.DisposeAsync();
        _owned.ForEach(owned => owned.Dispose());
        await _media.DisposeAsync();
        await _phoneMedia.DisposeAsync();
    }
}
