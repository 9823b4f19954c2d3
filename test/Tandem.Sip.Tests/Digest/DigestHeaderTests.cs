using FsCheck;
using FsCheck.Fluent;
using Tandem.Sip.Digest;

namespace Tandem.Sip.Tests.Digest;

public sealed class DigestHeaderTests
{
    [Fact]
    public void A_challenge_is_written_and_read()
    {
        var challenge = new DigestChallenge { Realm = "a \"b\"", Nonce = "n", Opaque = "o", Algorithm = DigestAlgorithm.Sha256, Stale = true };

        Assert.Equal("Digest realm=\"a \\\"b\\\"\", nonce=\"n\", opaque=\"o\", algorithm=SHA-256, qop=\"auth\", stale=true", challenge.ToString());
        Assert.True(DigestChallenge.TryParse(challenge.ToString(), out var again));
        Assert.Equal(challenge, again);
    }

    [Theory]
    [InlineData("Digest realm=\"r\",nonce=\"n\"", true)]
    [InlineData("Digest realm=\"r\",nonce=\"n\",qop=\"auth-int, auth\"", true)]
    [InlineData("Digest realm=\"r\",nonce=\"n\",qop=\"auth-int\"", false)]
    [InlineData("Digest realm=\"r\",nonce=\"n\",algorithm=MD5-sess", false)]
    [InlineData("digest realm=r, nonce=n, algorithm=md5, stale=FALSE", true)]
    public void A_challenge_tells_whether_it_is_supported(string text, bool supported)
    {
        Assert.True(DigestChallenge.TryParse(text, out var challenge));
        Assert.Equal(supported, challenge.IsSupported);
        Assert.False(challenge.Stale);
    }

    [Theory]
    [InlineData("Digest username=\"u\",realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"x\",cnonce=\"c\",nc=00000001,qop=auth,algorithm=MD5")]
    [InlineData("Digest username=\"u\",\r\n realm=\"r\",\r\n\tnonce=\"n\", uri=\"sip:h\", response=\"x\", cnonce=\"c\", nc=00000001, qop=\"auth\"")]
    [InlineData("Digest  username = \"u\" , realm = \"r\" ,nonce= \"n\" , uri =\"sip:h\",response=\"x\",qop=auth,nc=00000001,cnonce=\"c")]
    [InlineData("Digest username=\"u\" realm=\"r\" nonce=\"n\" uri=\"sip:h\" response=\"x\" qop=auth nc=00000001 cnonce=\"c\",,")]
    [InlineData("Digest username=\"u\",realm=\"r\",cnonce=\"c\",nc=00000001,qop=auth,uri=\"sip:h\",nonce=\"n\",response=\"x")]
    public void Credentials_are_read_as_phones_write_them(string text)
    {
        Assert.True(DigestCredentials.TryParse(text, out var credentials));
        Assert.Equal(
            new DigestCredentials
            {
                UserName = "u",
                Realm = "r",
                Nonce = "n",
                Uri = "sip:h",
                Response = "x",
                CNonce = "c",
                NonceCountText = "00000001",
                Qop = "auth",
            },
            credentials);
        Assert.Equal(1u, credentials.NonceCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Basic QWxhZGRpbg==")]
    [InlineData("Digest")]
    [InlineData("Digest username=\"u\"")]
    [InlineData("Digest username=\"u\",username=\"v\",realm=\"r\",nonce=\"n\",uri=\"u\",response=\"x\"")]
    [InlineData("NoOneKnowsThisScheme opaque-data=here")]
    public void What_are_no_credentials_is_refused(string text) => Assert.False(DigestCredentials.TryParse(text, out _));

    [Fact]
    public void What_is_read_from_any_text_can_be_written() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<string>(),
            text =>
            {
                var header = $"Digest realm=\"r\",nonce=\"n\",uri=\"u\",response=\"x\",username=\"{text}";
                return !DigestCredentials.TryParse(header, out var read)
                    || (DigestCredentials.TryParse(read.ToString(), out var again) && again == read);
            }).CheckAlways();

    [Fact]
    public void No_value_lets_a_line_break_in() =>
        Assert.Throws<ArgumentException>(() => new DigestChallenge { Realm = "a\r\nX: y", Nonce = "n" }.ToString());
}
