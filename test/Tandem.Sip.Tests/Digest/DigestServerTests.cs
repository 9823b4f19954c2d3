using Tandem.Sip.Digest;
using Tandem.Sip.Messages;
using Tandem.Sip.Testing;

namespace Tandem.Sip.Tests.Digest;

public sealed class DigestServerTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly DigestClient _client = new("alice", "secret");

    [Theory]
    [InlineData("pbx", DigestAlgorithm.Md5)]
    [InlineData("192.168.1.1", DigestAlgorithm.Sha256)]
    [InlineData("PBX.Example.COM", DigestAlgorithm.Md5)]
    [InlineData("grüße", DigestAlgorithm.Sha256)]
    public void Right_credentials_are_accepted_in_any_realm(string realm, DigestAlgorithm algorithm)
    {
        var server = new DigestServer(null, _time);
        var credentials = Answer(server.CreateChallenge(realm, algorithm));

        Assert.Equal(DigestVerdict.Accepted, Verify(server, credentials, realm));
    }

    [Fact]
    public void Credentials_survive_the_wire()
    {
        var server = new DigestServer(null, _time);
        Assert.True(DigestChallenge.TryParse(server.CreateChallenge("r").ToString(), out var challenge));
        Assert.True(DigestCredentials.TryParse(Answer(challenge).ToString(), out var credentials));

        Assert.Equal(DigestVerdict.Accepted, Verify(server, credentials));
    }

    [Fact]
    public void A_nonce_serves_again_as_its_count_rises()
    {
        var server = new DigestServer(null, _time);
        var challenge = server.CreateChallenge("r");
        var first = Answer(challenge);
        var second = Answer(challenge);
        var third = Answer(challenge);

        Assert.Equal(DigestVerdict.Accepted, Verify(server, first));
        Assert.Equal(DigestVerdict.Accepted, Verify(server, third));
        Assert.Equal(DigestVerdict.Replayed, Verify(server, second));
        Assert.Equal(DigestVerdict.Replayed, Verify(server, third));
        Assert.True(DigestVerdict.Replayed.NeedsFreshNonce());
    }

    [Fact]
    public void A_phone_that_never_changes_its_cnonce_and_leaves_counts_out_is_taken()
    {
        var server = new DigestServer(null, _time);
        var first = Answer(server.CreateChallenge("r"));
        var later = first with
        {
            NonceCountText = "0000000a",
            Response = DigestHash.Response(DigestAlgorithm.Md5, Ha1("r", DigestAlgorithm.Md5), "REGISTER", first.Uri, first.Nonce, "0000000a", first.CNonce, "auth"),
        };

        Assert.Equal(DigestVerdict.Accepted, Verify(server, first));
        Assert.Equal(DigestVerdict.Accepted, Verify(server, later));
    }

    [Fact]
    public void A_nonce_ends_with_its_life_time()
    {
        var server = new DigestServer(new DigestServerOptions { NonceLifetime = TimeSpan.FromSeconds(60) }, _time);
        var challenge = server.CreateChallenge("r");

        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(DigestVerdict.Accepted, Verify(server, Answer(challenge)));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(DigestVerdict.Stale, Verify(server, Answer(challenge)));
    }

    [Fact]
    public void A_nonce_serves_as_often_as_allowed_whatever_its_count_says()
    {
        var server = new DigestServer(new DigestServerOptions { MaxUses = 3 }, _time);
        var challenge = server.CreateChallenge("r");
        for (var use = 0; use < 3; use++)
        {
            Answer(challenge);
            Assert.Equal(DigestVerdict.Accepted, Verify(server, Answer(challenge)));
        }
        Assert.Equal(DigestVerdict.Stale, Verify(server, Answer(challenge)));
        Assert.Equal(DigestVerdict.Accepted, Verify(server, Answer(server.CreateChallenge("r"))));
    }

    [Fact]
    public void A_challenge_waits_for_its_first_answer_less_long_than_a_nonce_in_use_lives()
    {
        var server = new DigestServer(new DigestServerOptions { ChallengeLifetime = TimeSpan.FromSeconds(5) }, _time);
        var used = server.CreateChallenge("r");
        Assert.Equal(DigestVerdict.Accepted, Verify(server, Answer(used)));
        var second = Answer(used);
        var late = server.CreateChallenge("r");
        _time.Advance(TimeSpan.FromSeconds(5.001));
        Assert.Equal(DigestVerdict.Stale, Verify(server, Answer(late)));
        Assert.Equal(DigestVerdict.Accepted, Verify(server, second));
    }

    [Fact]
    public void A_replay_is_refused_until_the_nonce_is_stale()
    {
        var server = new DigestServer(new DigestServerOptions { NonceLifetime = TimeSpan.FromSeconds(16) }, _time);
        var credentials = Answer(server.CreateChallenge("r"));
        Assert.Equal(DigestVerdict.Accepted, Verify(server, credentials));
        for (var second = 0; second < 40; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(second < 16 ? DigestVerdict.Replayed : DigestVerdict.Stale, Verify(server, credentials));
            Assert.Equal(DigestVerdict.Accepted, Verify(server, Answer(server.CreateChallenge("r"))));
        }
    }

    [Fact]
    public void A_full_memory_makes_old_nonces_stale_and_never_lets_a_replay_through()
    {
        var server = new DigestServer(new DigestServerOptions { MaxUsedNonces = 16 }, _time);
        var used = new List<DigestCredentials>();
        for (var i = 0; i < 200; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(700));
            used.Add(Answer(server.CreateChallenge("r")));
            Assert.Equal(DigestVerdict.Accepted, Verify(server, used[^1]));
        }

        Assert.All(used, credentials => Assert.True(Verify(server, credentials) is DigestVerdict.Replayed or DigestVerdict.Stale));
        Assert.Equal(DigestVerdict.Stale, Verify(server, used[0]));
        Assert.Equal(DigestVerdict.Replayed, Verify(server, used[^1]));
    }

    [Fact]
    public void A_nonce_of_another_server_asks_for_a_fresh_one()
    {
        var credentials = Answer(new DigestServer(null, _time).CreateChallenge("r"));

        var verdict = Verify(new DigestServer(null, _time), credentials);

        Assert.Equal(DigestVerdict.WrongNonce, verdict);
        Assert.True(verdict.NeedsFreshNonce());
    }

    [Fact]
    public void A_nonce_is_good_for_its_realm_only()
    {
        var server = new DigestServer(null, _time);
        var foreign = Answer(server.CreateChallenge("other") with { Realm = "r" });

        Assert.Equal(DigestVerdict.WrongNonce, Verify(server, foreign));
        Assert.Equal(DigestVerdict.WrongRealm, Verify(server, Answer(server.CreateChallenge("R"))));
    }

    [Fact]
    public void Each_part_of_the_answer_counts()
    {
        var server = new DigestServer(null, _time);
        var good = Answer(server.CreateChallenge("r"));
        var ha1 = Ha1("r", DigestAlgorithm.Md5);

        Assert.Equal(DigestVerdict.WrongResponse, server.Verify(good, "r", SipMethod.Invite, ha1));
        Assert.Equal(DigestVerdict.WrongResponse, Verify(server, good with { Uri = "sip:other" }));
        Assert.Equal(DigestVerdict.WrongResponse, Verify(server, good with { NonceCountText = "00000002" }));
        Assert.Equal(DigestVerdict.WrongResponse, Verify(server, good with { CNonce = "x" }));
        Assert.Equal(DigestVerdict.WrongResponse, Verify(server, good with { Response = "" }));
        Assert.Equal(DigestVerdict.WrongNonce, Verify(server, good with { Opaque = "x" }));
        Assert.Equal(DigestVerdict.Malformed, Verify(server, good with { CNonce = "" }));
        Assert.Equal(DigestVerdict.Malformed, Verify(server, good with { NonceCountText = "00000000" }));
        Assert.Equal(DigestVerdict.Malformed, Verify(server, good with { Qop = null }));
        Assert.Equal(DigestVerdict.WrongAlgorithm, Verify(server, good with { Algorithm = DigestAlgorithm.Unknown }, "r", ha1));
        Assert.Equal(DigestVerdict.WrongAlgorithm, Verify(server, good, "r", Ha1("r", DigestAlgorithm.Sha256)));
        Assert.Equal(DigestVerdict.Accepted, Verify(server, good));
    }

    [Fact]
    public void An_unknown_user_looks_like_a_wrong_password()
    {
        var server = new DigestServer(null, _time);
        var credentials = Answer(server.CreateChallenge("r"));

        Assert.Equal(DigestVerdict.WrongResponse, server.Verify(credentials, "r", SipMethod.Register, null));
        Assert.Equal(DigestVerdict.WrongResponse, server.Verify(credentials, "r", SipMethod.Register, new string('0', 32)));
        Assert.False(DigestVerdict.WrongResponse.NeedsFreshNonce());
    }

    [Fact]
    public void Refused_credentials_use_up_no_count()
    {
        var server = new DigestServer(null, _time);
        var credentials = Answer(server.CreateChallenge("r"));
        Verify(server, credentials with { Response = new string('0', 32) });

        Assert.Equal(DigestVerdict.Accepted, Verify(server, credentials));
    }

    [Fact]
    public void Nonces_differ()
    {
        var server = new DigestServer(null, _time);

        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => server.CreateChallenge("r").Nonce).Distinct().Count());
    }

    [Fact]
    public void Settings_and_arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DigestServer(new DigestServerOptions { NonceLifetime = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DigestServer(new DigestServerOptions { MaxUsedNonces = 1 }));
        Assert.Throws<ArgumentException>(() => new DigestServer().CreateChallenge(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DigestServer().CreateChallenge("r", DigestAlgorithm.Unknown));
    }

    [Fact]
    public async Task Of_one_answer_sent_many_times_at_once_one_is_accepted()
    {
        var server = new DigestServer();
        var credentials = Answer(server.CreateChallenge("r"));

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Verify(server, credentials))));

        Assert.Single(verdicts, DigestVerdict.Accepted);
        Assert.Equal(31, verdicts.Count(v => v == DigestVerdict.Replayed));
    }

    private static string Ha1(string realm, DigestAlgorithm algorithm) => DigestHash.Ha1(algorithm, "alice", realm, "secret");

    private static DigestVerdict Verify(DigestServer server, DigestCredentials credentials, string realm = "r", string? ha1 = null) =>
        server.Verify(credentials, realm, SipMethod.Register, ha1 ?? Ha1(realm, credentials.Algorithm));

    private DigestCredentials Answer(DigestChallenge challenge) => _client.Answer(challenge, SipMethod.Register, "sip:pbx")!;
}
