using System.Text;
using Tandem.Sip.Digest;
using Tandem.Sip.Messages;
using Tandem.Sip.Testing;
using Tandem.Switch.Tests.Registrar;

namespace Tandem.Switch.Tests.Attacks;

[Collection(MeasuredAlone.Name)]
public sealed class GuessingTests
{
    private const string Domain = "sip:tandem.test";

    [Theory]
    [InlineData("101")]
    [InlineData("nobody")]
    public async Task A_source_that_guesses_is_no_longer_answered_but_registered_phones_beside_it_are(string user)
    {
        await using var call = await CallUnderAttack.StartAsync();
        for (var guess = 0; guess < 20; guess++)
        {
            Assert.Equal(403, (await call.Wire.RequestAsync("REGISTER", user, Domain, password: $"guess-{guess}", callId: $"guess-{guess}")).StatusCode);
        }
        Assert.Equal(20, call.Exchange.Switch.Counters.RegistrationsRefused);
        for (var i = 0; i < 1000; i++)
        {
            await call.Wire.SendRawAsync(Encoding.ASCII.GetBytes(call.Wire.Compose(i % 2 == 0 ? "REGISTER" : "INVITE", user, Domain, callId: $"more-{i}")));
        }
        // Anything else is still answered, and so shows that all before it was not.
        Assert.Equal("OPTIONS", (await call.Wire.RequestAsync("OPTIONS", user, Domain, callId: "options")).CSeq!.Value.Method.Name);

        Assert.Equal(1000, call.Exchange.Switch.Counters.GuessesIgnored);
        Assert.Equal(20, call.Exchange.Switch.Counters.RegistrationsRefused);
        await call.AssertUnharmedAsync();
    }

    [Fact]
    public async Task A_source_is_listened_to_again_after_a_minute()
    {
        var clock = new ManualTimeProvider();
        await using var exchange = await TestExchange.StartAsync(options => options with { MaxAuthFailuresPerMinute = 2 }, clock: clock);
        using var wire = new SipWire(exchange.EndPoint);
        for (var guess = 0; guess < 2; guess++)
        {
            Assert.Equal(403, (await wire.RequestAsync("REGISTER", "101", Domain, password: "wrong")).StatusCode);
        }
        await wire.SendRawAsync(Encoding.ASCII.GetBytes(wire.Compose("REGISTER", "101", Domain)));
        Assert.Equal(200, (await wire.RequestAsync("OPTIONS", "101", Domain)).StatusCode);
        Assert.Equal(1, exchange.Switch.Counters.GuessesIgnored);
        clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(200, (await wire.RequestAsync("REGISTER", "101", Domain, TestExchange.PasswordOf("101"))).StatusCode);
    }

    [Fact]
    public async Task Who_has_an_account_does_not_guess_at_others_by_it()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { MaxAuthFailuresPerMinute = 3 });
        using var wire = new SipWire(exchange.EndPoint);
        var contact = $"Contact: <sip:101@127.0.0.1:{wire.Port}>\r\n";
        Assert.Equal(200, (await wire.RequestAsync("REGISTER", "101", Domain, TestExchange.PasswordOf("101"), contact)).StatusCode);
        for (var guess = 0; guess < 3; guess++)
        {
            Assert.Equal(403, (await wire.RequestAsync("REGISTER", "102", Domain, $"guess-{guess}", callId: $"{guess}")).StatusCode);
        }
        var credentials = new DigestClient("102", TestExchange.PasswordOf("102"));
        var challenge = await wire.RequestAsync("REGISTER", "102", Domain, callId: "right");
        var request = SipMessage.CreateRequest(SipMethod.Register, SipUri.Parse(Domain));
        Assert.True(credentials.TryAnswer(challenge, request));
        await wire.SendRawAsync(Encoding.ASCII.GetBytes(
            wire.Compose("REGISTER", "102", Domain, $"Authorization: {request.Get(SipHeaderName.Authorization)}\r\n", callId: "right", sequence: 99)));
        var own = await wire.RequestAsync("REGISTER", "101", Domain, TestExchange.PasswordOf("101"), contact);

        Assert.Equal((200, "101"), (own.StatusCode, own.To!.Uri.User));
        Assert.Equal(1, exchange.Switch.Counters.GuessesIgnored);
    }

    [Fact]
    public async Task Credentials_of_a_message_are_guesses_too()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { MaxAuthFailuresPerMinute = 2 });
        using var wire = new SipWire(exchange.EndPoint);
        for (var guess = 0; guess < 2; guess++)
        {
            Assert.Equal(403, (await wire.RequestAsync("MESSAGE", "101", "sip:102@tandem.test", $"guess-{guess}", callId: $"{guess}")).StatusCode);
        }
        await wire.SendRawAsync(Encoding.ASCII.GetBytes(wire.Compose("MESSAGE", "101", "sip:102@tandem.test", "Proxy-Authorization: Digest username=\"101\"\r\n", callId: "third")));

        Assert.Equal("OPTIONS", (await wire.RequestAsync("OPTIONS", "101", Domain, callId: "options")).CSeq!.Value.Method.Name);
        Assert.Equal(1, exchange.Switch.Counters.GuessesIgnored);
    }

    [Fact]
    public async Task Wrong_calls_count_as_wrong_registrations_do()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { MaxAuthFailuresPerMinute = 1 });
        using var wire = new SipWire(exchange.EndPoint);
        Assert.Equal(403, (await wire.RequestAsync("INVITE", "101", "sip:600@tandem.test", password: "wrong")).StatusCode);
        await wire.SendRawAsync(Encoding.ASCII.GetBytes(wire.Compose("INVITE", "101", "sip:600@tandem.test")));
        Assert.Equal(200, (await wire.RequestAsync("OPTIONS", "101", Domain)).StatusCode);

        Assert.Equal((1, 1), (exchange.Switch.Counters.CallsRefused, exchange.Switch.Counters.GuessesIgnored));
    }

    [Fact]
    public async Task Zero_never_silences()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { MaxAuthFailuresPerMinute = 0 });
        using var wire = new SipWire(exchange.EndPoint);
        for (var guess = 0; guess < 50; guess++)
        {
            Assert.Equal(403, (await wire.RequestAsync("REGISTER", "101", Domain, password: "wrong")).StatusCode);
        }
    }

    [Fact]
    public async Task A_replayed_or_foreign_or_old_nonce_is_challenged_anew()
    {
        var clock = new ManualTimeProvider();
        await using var exchange = await TestExchange.StartAsync(clock: clock);
        using var wire = new SipWire(exchange.EndPoint);
        var challenge = await wire.RequestAsync("REGISTER", "101", Domain);
        var credentials = Answer(challenge);
        Assert.Equal(200, (await RegisterAsync(wire, credentials)).StatusCode);
        var replayed = await RegisterAsync(wire, credentials);
        clock.Advance(TimeSpan.FromMinutes(6));
        var old = await RegisterAsync(wire, Answer(challenge));
        var foreign = await RegisterAsync(wire, Answer(challenge).Replace("realm=\"tandem.test\"", "realm=\"elsewhere\"", StringComparison.Ordinal));

        Assert.Equal((401, 401, 401), (replayed.StatusCode, old.StatusCode, foreign.StatusCode));
        Assert.Contains("stale=true", replayed.Get(SipHeaderName.WwwAuthenticate));
        Assert.Contains("stale=true", old.Get(SipHeaderName.WwwAuthenticate));
        Assert.DoesNotContain("stale=true", foreign.Get(SipHeaderName.WwwAuthenticate));
    }

    private static string Answer(SipMessage challenge)
    {
        var request = SipMessage.CreateRequest(SipMethod.Register, SipUri.Parse(Domain));
        Assert.True(new DigestClient("101", TestExchange.PasswordOf("101")).TryAnswer(challenge, request));
        return $"Authorization: {request.Get(SipHeaderName.Authorization)}\r\n";
    }

    private static Task<SipMessage> RegisterAsync(SipWire wire, string credentials) => wire.RequestAsync("REGISTER", "101", Domain, extra: credentials);
}
