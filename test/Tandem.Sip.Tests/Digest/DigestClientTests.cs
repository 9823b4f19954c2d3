using Tandem.Sip.Digest;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Tests.Digest;

public sealed class DigestClientTests
{
    private readonly DigestChallenge _challenge = new() { Realm = "r", Nonce = "n1", Opaque = "o", Qop = "auth,auth-int" };

    [Fact]
    public void The_count_rises_with_each_use_and_starts_anew_with_a_nonce()
    {
        var client = new DigestClient("u", "p");

        Assert.Equal("00000001", client.Answer(_challenge, SipMethod.Invite, "sip:h")!.NonceCountText);
        Assert.Equal("00000002", client.Answer(_challenge, SipMethod.Bye, "sip:h")!.NonceCountText);
        Assert.Equal("00000001", client.Answer(_challenge with { Realm = "other" }, SipMethod.Invite, "sip:h")!.NonceCountText);
        Assert.Equal("00000003", client.Answer(_challenge, SipMethod.Bye, "sip:h")!.NonceCountText);
        Assert.Equal("00000001", client.Answer(_challenge with { Nonce = "n2" }, SipMethod.Invite, "sip:h")!.NonceCountText);
    }

    [Fact]
    public void Auth_is_picked_and_the_opaque_returned()
    {
        var answer = new DigestClient("u", "p").Answer(_challenge, SipMethod.Invite, "sip:h")!;

        Assert.Equal("auth", answer.Qop);
        Assert.Equal("o", answer.Opaque);
        Assert.Equal(16, answer.CNonce!.Length);
    }

    [Fact]
    public void Without_qop_the_old_form_is_used()
    {
        var answer = new DigestClient("u", "p").Answer(_challenge with { Qop = null }, SipMethod.Invite, "sip:h")!;
        var ha1 = DigestHash.Ha1(DigestAlgorithm.Md5, "u", "r", "p");

        Assert.Null(answer.NonceCountText);
        Assert.Null(answer.CNonce);
        Assert.Equal(DigestHash.Response(DigestAlgorithm.Md5, ha1, "INVITE", "sip:h", "n1", null, null, null), answer.Response);
        Assert.DoesNotContain("qop", answer.ToString());
    }

    [Fact]
    public void What_cannot_be_answered_is_not()
    {
        var client = new DigestClient("u", "p");

        Assert.Null(client.Answer(_challenge with { Algorithm = DigestAlgorithm.Unknown }, SipMethod.Invite, "sip:h"));
        Assert.Null(client.Answer(_challenge with { Qop = "auth-int" }, SipMethod.Invite, "sip:h"));
    }

    [Fact]
    public void HA1_alone_is_enough_for_its_realm_and_algorithm()
    {
        var ha1 = DigestHash.Ha1(DigestAlgorithm.Sha256, "u", "r", "p");
        var client = DigestClient.FromHa1("u", "r", DigestAlgorithm.Sha256, ha1);
        var server = new DigestServer();

        var answer = client.Answer(server.CreateChallenge("r", DigestAlgorithm.Sha256), SipMethod.Invite, "sip:h")!;

        Assert.Equal(DigestVerdict.Accepted, server.Verify(answer, "r", SipMethod.Invite, ha1));
        Assert.Null(client.Answer(_challenge, SipMethod.Invite, "sip:h"));
        Assert.Null(client.Answer(server.CreateChallenge("x", DigestAlgorithm.Sha256), SipMethod.Invite, "sip:h"));
    }
}
