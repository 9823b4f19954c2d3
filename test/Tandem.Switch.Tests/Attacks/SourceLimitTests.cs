using System.Net;
using System.Text;
using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Sip.Messages;
using Tandem.Sip.Testing;
using Tandem.Switch.Tests.Registrar;

namespace Tandem.Switch.Tests.Attacks;

/// <summary>What one source, or many for one account, may do, and whom the limits are not for.</summary>
public sealed class SourceLimitTests
{
    private const string Domain = "sip:tandem.test";
    private const string Scanner = "User-Agent: friendly-scanner\r\n";

    [Fact]
    public async Task A_source_that_sends_too_much_gets_no_answer_and_a_registered_phone_beside_it_does()
    {
        var clock = new ManualTimeProvider();
        await using var exchange = await TestExchange.StartAsync(options => options with { MaxRequestsPerSecond = 10 }, clock: clock);
        using var phone = new SipWire(exchange.EndPoint);
        await phone.RequestAsync("REGISTER", "101", Domain, TestExchange.PasswordOf("101"), $"Contact: <sip:101@127.0.0.1:{phone.Port}>\r\n");
        using var flood = new SipWire(exchange.EndPoint);
        for (var i = 0; i < 100; i++)
        {
            await flood.SendRawAsync(Encoding.ASCII.GetBytes(flood.Compose("OPTIONS", "102", Domain, callId: $"flood-{i}")));
        }
        Assert.Equal(200, (await phone.RequestAsync("OPTIONS", "101", Domain)).StatusCode);
        Assert.Equal(72, exchange.Switch.Counters.TooManyIgnored);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(200, (await flood.RequestAsync("OPTIONS", "102", Domain, callId: "later")).StatusCode);
    }

    [Fact]
    public async Task A_scanner_hears_nothing_whatever_it_asks()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        string[] methods = ["OPTIONS", "REGISTER", "INVITE", "SUBSCRIBE", "MESSAGE"];
        foreach (var method in methods)
        {
            await wire.SendRawAsync(Encoding.ASCII.GetBytes(wire.Compose(method, "101", Domain, Scanner, callId: method)));
        }
        var answer = await wire.RequestAsync("OPTIONS", "101", Domain, callId: "honest");

        Assert.Equal("honest", answer.CallId);
        Assert.Equal(methods.Length, exchange.Switch.Counters.ScannersIgnored);
    }

    [Fact]
    public async Task No_limit_of_sources_is_for_trusted_networks()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with
        {
            MaxRequestsPerSecond = 1,
            MaxAuthFailuresPerMinute = 1,
            MaxCallsPerSource = 1,
            TrustedNetworks = [IPNetwork.Parse("127.0.0.0/8")],
        });
        using var wire = new SipWire(exchange.EndPoint);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(403, (await wire.RequestAsync("REGISTER", "101", Domain, "wrong", callId: $"{i}")).StatusCode);
        }
        Assert.Equal(200, (await wire.RequestAsync("OPTIONS", "101", Domain, extra: Scanner)).StatusCode);
    }

    [Fact]
    public async Task An_account_that_many_guess_at_takes_no_new_phone_while_the_registered_one_goes_on()
    {
        var clock = new ManualTimeProvider();
        await using var exchange = await TestExchange.StartAsync(options => options with { MaxAuthFailuresPerMinute = 0, MaxAccountFailuresPerMinute = 6 }, clock: clock);
        using var phone = new SipWire(exchange.EndPoint);
        var contact = $"Contact: <sip:101@127.0.0.1:{phone.Port}>\r\n";
        Assert.Equal(200, (await RegisterAsync(phone, "101", contact)).StatusCode);
        using var watcher = exchange.Switch.Model.SnapshotAndWatch();
        for (var guess = 0; guess < 6; guess++)
        {
            using var guesser = new SipWire(exchange.EndPoint);
            Assert.Equal(403, (await guesser.RequestAsync("REGISTER", "101", Domain, $"guess-{guess}")).StatusCode);
            Assert.Equal(403, (await guesser.RequestAsync("REGISTER", "nobody", Domain, $"guess-{guess}")).StatusCode);
        }
        using var another = new SipWire(exchange.EndPoint);
        var locked = await RegisterAsync(another, "101", "Contact: <sip:101@127.0.0.1:7000>\r\n");
        var call = await another.RequestAsync("INVITE", "101", "sip:600@tandem.test", TestExchange.PasswordOf("101"), callId: "call");
        var nobody = await another.RequestAsync("REGISTER", "nobody", Domain, "guess", callId: "nobody");

        Assert.Equal((503, "60"), (locked.StatusCode, locked.Get("Retry-After")));
        Assert.Equal((503, 503), (call.StatusCode, nobody.StatusCode));
        Assert.Equal(200, (await RegisterAsync(phone, "101", contact)).StatusCode);
        Assert.Equal(200, (await RegisterAsync(another, "102", "Contact: <sip:102@127.0.0.1:7000>\r\n", callId: "other")).StatusCode);
        Assert.Equal(2, exchange.Switch.Counters.AccountsLocked);
        var changes = new List<Change>();
        while (watcher.TryRead(out var frame))
        {
            changes.AddRange(frame is Frame.Changed { Change.Kind: ChangeKind.AccountLocked } changed ? [changed.Change] : []);
        }
        var account = Assert.IsType<Extension>(Assert.Single(Assert.Single(changes).Entities).After);
        Assert.Equal(("101", clock.GetUtcNow() + TimeSpan.FromMinutes(1)), (account.Number, account.LockedUntil));
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(200, (await RegisterAsync(another, "101", "Contact: <sip:101@127.0.0.1:7000>\r\n")).StatusCode);
    }

    [Fact]
    public async Task A_source_has_a_bounded_number_of_calls()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { MaxCallsPerSource = 2 });
        var first = exchange.Phone("101");
        var second = exchange.Phone("102");
        var third = exchange.Phone("103");
        var call = await first.CallAsync("600");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
        Assert.Equal(200, await (await second.CallAsync("600")).WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
        Assert.Equal(503, await (await third.CallAsync("600")).WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
        Assert.Equal(1, exchange.Switch.Counters.TooManyCalls);
        await call.HangupAsync();

        // The exchange has heard of the end before anything that comes after it.
        Assert.Equal(200, await (await third.CallAsync("600")).WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
    }

    private static Task<SipMessage> RegisterAsync(SipWire wire, string user, string contact, string? callId = null) =>
        wire.RequestAsync("REGISTER", user, Domain, TestExchange.PasswordOf(user), contact, callId: callId);
}
