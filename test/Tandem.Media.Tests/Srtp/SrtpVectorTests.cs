using Tandem.Media.Srtp;

namespace Tandem.Media.Tests.Srtp;

/// <summary>The figures of the standards.</summary>
public class SrtpVectorTests
{
    private const string GcmSalt = "517569642070726F2071756F";
    private const string Gcm128Key = "000102030405060708090A0B0C0D0E0F";
    private const string Gcm256Key = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F";
    private const string GcmHeader = "8040F17B8041F8D35501A0B2";
    private const string GcmText = "47616C6C696120657374206F6D6E69732064697669736120696E207061727465732074726573";
    private const string GcmRtcp = "81C8000D4D6172734E5450314E545032525450200000042A0000E9304C756E61DEADBEEFDEADBEEFDEADBEEFDEADBEEFDEADBEEF";

    // RFC 3711 appendix B.2.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheKeyStreamOfCounterMode(bool byProcessor)
    {
        using var cipher = new AesCounter(Hex("2B7E151628AED2A6ABF7158809CF4F3C"), byProcessor);
        byte[] stream = new byte[1024];
        cipher.Apply(Hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000"), stream);
        Assert.Equal("E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB41E95B3BB0A2E8DD477901E4FCA894C0", Text(stream.AsSpan(0, 48)));
    }

    [Fact]
    public void TheProcessorAndTheSystemMakeTheSameOfAnyLength()
    {
        byte[] key = Hex(Gcm128Key);
        using AesCounter one = new(key), other = new(key, mayUseProcessor: false);
        for (int length = 0; length < 300; length++)
        {
            byte[] mine = new byte[length], theirs = new byte[length];
            one.Apply(Hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000"), mine);
            other.Apply(Hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000"), theirs);
            Assert.Equal(theirs, mine);
        }
    }

    // RFC 3711 appendix B.3.
    [Theory]
    [InlineData(0, "C61E7A93744F39EE10734AFE3FF7A087")]
    [InlineData(2, "30CBBC08863D8C85D49DB34A9AE1")]
    [InlineData(1, "CEBE321F6FF7716B6FD4AB49AF256A156D38BAA48F0A0ACF3C34E2359E6CDBCEE049646C43D9327AD175578EF72270986371C10C9A369AC2F94A8C5FBCDDDC256D6E919A48B610EF17C2041E474035766B68642C59BBFC2F34DB60DBDFB2DC68")]
    public void TheSessionKeys(byte label, string key) => Assert.Equal(
        key[..Math.Min(key.Length, 188)],
        Text(SrtpKeyDerivation.Derive(Hex("E1F97A0D3E018BE0D64FA32C06DE4139"), Hex("0EC675AD498AFEEBB6960B3AABE6"), label, Math.Min(key.Length, 188) / 2)));

    // RFC 7714 sections 16.1.1 and 16.2.1.
    [Theory]
    [InlineData(Gcm128Key, "F24DE3A3FB34DE6CACBA861C9D7E4BCABE633BD50D294E6F42A5F47A51C7D19B36DE3ADF8833899D7F27BEB16A9152CF765EE4390CCE")]
    [InlineData(Gcm256Key, "32B1DE78A822FE12EF9F78FA332E33AAB18012389A58E2F3B50B2A0276FFAE0F1BA63799B87B7AA3DB36DFFFD6B0F9BB7878D7A76C13")]
    public void APacketInGaloisCounterMode(string key, string sealedText)
    {
        using SrtpContext context = Gcm(key);
        byte[] packet = [.. Hex(GcmHeader), .. Hex(GcmText), .. new byte[SrtpContext.MaxGrowth]];
        int length = context.Protect(packet, 12 + 38);
        Assert.Equal(GcmHeader + sealedText, Text(packet.AsSpan(0, length)));

        using SrtpContext other = Gcm(key);
        Assert.True(other.TryUnprotect(packet.AsSpan(0, length), out int open));
        Assert.Equal(GcmHeader + GcmText, Text(packet.AsSpan(0, open)));
    }

    // RFC 7714 section 17.1, which has the index 0x5D4.
    [Fact]
    public void AnRtcpCompoundInGaloisCounterMode()
    {
        using SrtpContext context = Gcm(Gcm128Key);
        byte[] packet = new byte[200];
        int length = 0;
        for (int index = 0; index <= 0x5D4; index++)
        {
            Hex(GcmRtcp).CopyTo(packet, 0);
            length = context.ProtectRtcp(packet, GcmRtcp.Length / 2);
        }

        Assert.Equal(
            "81C8000D4D61727363E94885DCDAB67CA727D7662F6B7E997FF5C0F76C06F32DC676A5F1730D6FDA4CE09B4686303DED0BB9275BC84AA45896CF4D2FC5ABF87245D9EADE800005D4",
            Text(packet.AsSpan(0, length)));
        using SrtpContext other = Gcm(Gcm128Key);
        Assert.True(other.TryUnprotectRtcp(packet.AsSpan(0, length), out int open));
        Assert.Equal(GcmRtcp, Text(packet.AsSpan(0, open)));
    }

    // What another implementation makes of the keys of RFC 3711 appendix B.3.
    [Fact]
    public void APacketInCounterMode()
    {
        byte[] key = Hex("E1F97A0D3E018BE0D64FA32C06DE41390EC675AD498AFEEBB6960B3AABE6");
        using var context = new SrtpContext(SrtpProfile.AesCm128HmacSha1Tag80, key);
        byte[] packet = [.. Hex("800F1234DECAFBADCAFEBABE"), .. Enumerable.Repeat((byte)0xAB, 16), .. new byte[SrtpContext.MaxGrowth]];
        int length = context.Protect(packet, 28);
        Assert.Equal("800F1234DECAFBADCAFEBABE4E55DC4CE79978D88CA4D215949D2402B78D6ACC99EA179B8DBB", Text(packet.AsSpan(0, length)));
    }

    private static SrtpContext Gcm(string key)
    {
        SrtpProfile profile = key.Length == 32 ? SrtpProfile.AeadAes128Gcm : SrtpProfile.AeadAes256Gcm;
        return new SrtpContext(Cipher(), Cipher());

        SrtpCipher Cipher() => new(profile, Hex(key), Hex(GcmSalt), null, 16);
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text);

    private static string Text(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes);
}
