using Tandem.Sip.Digest;
using Tandem.Sip.Messages;
using Tandem.Switch.Registrar;

namespace Tandem.Switch.Tests.Registrar;

/// <summary>Nonces over the life of a registration, and what bad credentials cannot do to it.</summary>
public sealed class NonceTests
{
    private readonly DigestClient _client = new("101", TestExchange.PasswordOf("101"));

    [Fact]
    public async Task A_nonce_serves_fifty_requests_and_then_a_fresh_one_is_asked_for_silently()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        var challenge = await ChallengeAsync(harness);
        for (var use = 1; use <= 50; use++)
        {
            Assert.Equal(200, (await SendAsync(harness, challenge, sequence: use)).StatusCode);
        }
        var stale = await SendAsync(harness, challenge, sequence: 51);
        Assert.Equal(401, stale.StatusCode);
        Assert.True(stale.IsStaleChallenge());
        Assert.Equal(200, (await SendAsync(harness, ChallengeOf(stale), sequence: 52)).StatusCode);
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("Proxy-Authorization")]
    public async Task A_call_with_the_nonce_of_the_registration_needs_no_round_trip(string header)
    {
        await using var harness = await RegistrarHarness.StartAsync();
        var challenge = await ChallengeAsync(harness);
        await SendAsync(harness, challenge, sequence: 1);
        var target = "sip:nobody@tandem.test";
        var answer = await harness.Wire.SendAsync(harness.Wire.Compose(
            "INVITE", "101", target, $"Contact: {harness.Contact}\r\n{header}: {_client.Answer(challenge, SipMethod.Invite, target)}\r\n", "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 8\r\n"));
        Assert.Equal(404, answer.StatusCode);
    }

    [Fact]
    public async Task A_replay_is_challenged_and_harms_no_registration()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        var challenge = await ChallengeAsync(harness);
        var credentials = _client.Answer(challenge, SipMethod.Register, RegistrarHarness.Domain)!;
        Assert.Equal(200, (await SendAsync(harness, credentials, 1, "Expires: 3600\r\n")).StatusCode);
        var replayed = await SendAsync(harness, credentials, 2, "Expires: 0\r\n");
        Assert.Equal(401, replayed.StatusCode);
        Assert.True(replayed.IsStaleChallenge());
        Assert.Single(await harness.Registrations.FindAsync("101"));
    }

    [Fact]
    public async Task Credentials_on_a_first_REGISTER_that_an_earlier_run_asked_for_are_asked_for_anew_silently()
    {
        DigestChallenge old;
        await using (var before = await RegistrarHarness.StartAsync())
        {
            old = await ChallengeAsync(before);
        }
        await using var harness = await RegistrarHarness.StartAsync();
        var response = await SendAsync(harness, old, sequence: 1);
        Assert.Equal(401, response.StatusCode);
        Assert.True(response.IsStaleChallenge());
        Assert.Equal(200, (await SendAsync(harness, ChallengeOf(response), sequence: 2)).StatusCode);
    }

    [Fact]
    public async Task A_challenge_that_is_answered_too_late_is_asked_anew_and_one_in_use_lives_on()
    {
        await using var harness = await RegistrarHarness.StartAsync(new RegistrarOptions { AuthTimeout = 10 });
        var (late, used) = (await ChallengeAsync(harness), await ChallengeAsync(harness));
        Assert.Equal(200, (await SendAsync(harness, used, sequence: 1)).StatusCode);
        await harness.PassAsync(11, 11);
        var answer = new DigestClient("101", TestExchange.PasswordOf("101")).Answer(late, SipMethod.Register, RegistrarHarness.Domain)!;
        Assert.True((await SendAsync(harness, answer, 2)).IsStaleChallenge());
        Assert.Equal(200, (await SendAsync(harness, used, sequence: 3)).StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_secret_that_was_changed_or_removed_is_noticed_at_the_next_refresh(bool isRemoved)
    {
        await using var harness = await RegistrarHarness.StartAsync();
        var challenge = await ChallengeAsync(harness);
        Assert.Equal(200, (await SendAsync(harness, challenge, sequence: 1)).StatusCode);
        if (isRemoved)
        {
            harness.Exchange.Accounts.Remove("101");
        }
        else
        {
            harness.Exchange.Accounts.Set(TestExchange.AccountOf("101", "") with { Ha1Md5 = new string('0', 32) });
        }
        Assert.Equal(403, (await SendAsync(harness, challenge, sequence: 2)).StatusCode);
    }

    private static async Task<DigestChallenge> ChallengeAsync(RegistrarHarness harness) =>
        ChallengeOf(await harness.Wire.RequestAsync("REGISTER", "101", RegistrarHarness.Domain));

    private static DigestChallenge ChallengeOf(SipMessage response)
    {
        Assert.True(DigestChallenge.TryParse(response.Get(SipHeaderName.WwwAuthenticate), out var challenge));
        return challenge;
    }

    private Task<SipMessage> SendAsync(RegistrarHarness harness, DigestChallenge challenge, int sequence) =>
        SendAsync(harness, _client.Answer(challenge, SipMethod.Register, RegistrarHarness.Domain)!, sequence);

    private static Task<SipMessage> SendAsync(RegistrarHarness harness, DigestCredentials credentials, int sequence, string headers = "") =>
        harness.Wire.SendAsync(harness.Wire.Compose(
            "REGISTER", "101", RegistrarHarness.Domain, $"Contact: {harness.Contact}\r\n{headers}Authorization: {credentials}\r\n", callId: "nonces", sequence: sequence));
}
