using Tandem.Sip.Digest;
using Tandem.Sip.Messages;
using Tandem.Switch.Tests.Registrar;

namespace Tandem.Switch.Tests.Directory;

/// <summary>SHA-256 beside MD5 (RFC 8760).</summary>
public sealed class DigestAlgorithmTests
{
    private const string Target = "sip:tandem.test";

    [Fact]
    public async Task Both_algorithms_are_offered_in_the_order_that_is_set()
    {
        await using var exchange = await StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        var challenge = await wire.RequestAsync("REGISTER", "101", Target);

        Assert.Equal(401, challenge.StatusCode);
        Assert.Equal([DigestAlgorithm.Sha256, DigestAlgorithm.Md5], AlgorithmsOf(challenge));
    }

    [Theory]
    [InlineData(DigestAlgorithm.Sha256)]
    [InlineData(DigestAlgorithm.Md5)]
    public async Task A_phone_that_knows_only_one_algorithm_registers(DigestAlgorithm algorithm)
    {
        await using var exchange = await StartAsync();
        using var wire = new SipWire(exchange.EndPoint);

        Assert.Equal(200, (await RegisterAsync(wire, "101", algorithm)).StatusCode);
    }

    [Fact]
    public async Task Our_phone_takes_the_stronger_one()
    {
        await using var exchange = await StartAsync();
        var alice = await exchange.RegisteredAsync("101");
        await (await alice.CallAsync("600")).WaitForAnswerAsync().WaitAsync(TestExchange.Patience);
        var invites = exchange.Switch.Trace.Find(exchange.Switch.Trace.Calls()[0].Id).Select(message =>
        {
            SipParser.TryParse(message.Bytes.Span, out var parsed);
            return parsed.Get(SipHeaderName.ProxyAuthorization);
        });

        Assert.Contains("algorithm=SHA-256", invites.OfType<string>().First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_without_the_stronger_hash_still_registers_and_calls()
    {
        await using var exchange = await StartAsync();
        exchange.Accounts.Set(TestExchange.AccountOf("101", "Old") with { Ha1Sha256 = null });
        var old = await exchange.RegisteredAsync("101");
        var call = await old.CallAsync("600");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(TestExchange.Patience));

        using var wire = new SipWire(exchange.EndPoint);
        var again = await RegisterAsync(wire, "101", DigestAlgorithm.Sha256);
        Assert.Equal(401, again.StatusCode);
        Assert.Equal([DigestAlgorithm.Md5], AlgorithmsOf(again));
        Assert.True(again.IsStaleChallenge());
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_in_either_algorithm()
    {
        await using var exchange = await StartAsync();
        using var wire = new SipWire(exchange.EndPoint);

        Assert.Equal(403, (await RegisterAsync(wire, "101", DigestAlgorithm.Sha256, "wrong")).StatusCode);
        Assert.Equal(403, (await RegisterAsync(wire, "101", DigestAlgorithm.Md5, "wrong")).StatusCode);
        var phone = exchange.Phone("102", options => options with { Password = "wrong" });
        Assert.Equal(403, await phone.RegisterAsync().WaitAsync(TestExchange.Patience));
    }

    [Fact]
    public async Task Only_what_the_settings_allow_is_offered_and_taken()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { DigestAlgorithms = [DigestAlgorithm.Sha256] });
        using var wire = new SipWire(exchange.EndPoint);
        var challenge = await wire.RequestAsync("REGISTER", "101", Target);
        Assert.Equal([DigestAlgorithm.Sha256], AlgorithmsOf(challenge));

        Assert.Equal(401, (await SendAsync(wire, "101", DigestAlgorithm.Md5, challenge, TestExchange.PasswordOf("101"))).StatusCode);
        Assert.Equal(200, (await RegisterAsync(wire, "101", DigestAlgorithm.Sha256)).StatusCode);
    }

    private static async Task<SipMessage> RegisterAsync(SipWire wire, string user, DigestAlgorithm algorithm, string? password = null) =>
        await SendAsync(wire, user, algorithm, await wire.RequestAsync("REGISTER", user, Target), password ?? TestExchange.PasswordOf(user));

    private static async Task<SipMessage> SendAsync(SipWire wire, string user, DigestAlgorithm algorithm, SipMessage challenge, string password)
    {
        var challenges = challenge.GetAll(SipHeaderName.WwwAuthenticate).Select(text => DigestChallenge.TryParse(text, out var parsed) ? parsed : null).ToList();
        var chosen = challenges.Find(offered => offered!.Algorithm == algorithm) ?? challenges[0]! with { Algorithm = algorithm };
        var credentials = new DigestClient(user, password).Answer(chosen, SipMethod.Register, Target);
        return await wire.RequestAsync(
            "REGISTER", user, Target, extra: $"Contact: <sip:{user}@127.0.0.1:{wire.Port}>\r\nAuthorization: {credentials}\r\n");
    }

    private static List<DigestAlgorithm> AlgorithmsOf(SipMessage response) =>
        [.. response.GetAll(SipHeaderName.WwwAuthenticate).Select(text => DigestChallenge.TryParse(text, out var challenge) ? challenge.Algorithm : DigestAlgorithm.Unknown)];

    private static Task<TestExchange> StartAsync() =>
        TestExchange.StartAsync(options => options with { DigestAlgorithms = [DigestAlgorithm.Sha256, DigestAlgorithm.Md5] });
}
