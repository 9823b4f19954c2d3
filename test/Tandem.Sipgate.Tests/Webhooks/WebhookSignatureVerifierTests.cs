using System.Security.Cryptography;
using System.Text;
using Tandem.Sipgate.Webhooks;

namespace Tandem.Sipgate.Tests.Webhooks;

public class WebhookSignatureVerifierTests
{
    [Fact]
    public void WhatSipgateSigned_IsAccepted()
    {
        using var verifier = new WebhookSignatureVerifier();

        Assert.True(verifier.Verify(Encoding.UTF8.GetBytes(SipgateVector.Body), SipgateVector.Signature));
    }

    [Fact]
    public void EachChangedByteOfTheBody_IsSeen()
    {
        using var verifier = new WebhookSignatureVerifier();
        var body = Encoding.UTF8.GetBytes(SipgateVector.Body);
        for (var i = 0; i < body.Length; i++)
        {
            body[i] ^= 1;
            Assert.False(verifier.Verify(body, SipgateVector.Signature));
            body[i] ^= 1;
        }
        Assert.False(verifier.Verify([.. body, (byte)'&'], SipgateVector.Signature));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("fakeSignature")]
    [InlineData("AAAA")]
    [InlineData("????")]
    public void WhatIsNoSignature_IsRefused(string? signature)
    {
        using var verifier = new WebhookSignatureVerifier();

        Assert.False(verifier.Verify(Encoding.UTF8.GetBytes(SipgateVector.Body), signature));
    }

    [Fact]
    public void AnEndlessSignature_IsRefusedUnread()
    {
        using var verifier = new WebhookSignatureVerifier();

        Assert.False(verifier.Verify("event=newCall"u8, new string('A', 1_000_000)));
    }

    [Fact]
    public void AnotherKeyThanSipgates_CountsWhereItIsSet()
    {
        using var key = new SigningKey();
        using var own = new WebhookSignatureVerifier(key.PublicPem);
        using var sipgates = new WebhookSignatureVerifier();

        Assert.True(own.Verify("event=newCall"u8, key.Sign("event=newCall")));
        Assert.False(sipgates.Verify("event=newCall"u8, key.Sign("event=newCall")));
    }

    [Fact]
    public void AnotherPadding_IsRefused()
    {
        using var rsa = RSA.Create(2_048);
        using var verifier = new WebhookSignatureVerifier(rsa.ExportSubjectPublicKeyInfoPem());
        var signature = rsa.SignData("event=newCall"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);

        Assert.False(verifier.Verify("event=newCall"u8, Convert.ToBase64String(signature)));
    }

    [Fact]
    public void WhatIsNoKey_IsRefusedAtOnce() => Assert.Throws<ArgumentException>(() => new WebhookSignatureVerifier("no key"));

    [Fact]
    public void ManyThreads_MayAskAtOnce()
    {
        using var verifier = new WebhookSignatureVerifier();
        var body = Encoding.UTF8.GetBytes(SipgateVector.Body);

        Parallel.For(0, 500, i => Assert.Equal(i % 2 == 0, verifier.Verify(i % 2 == 0 ? body : "event=newCall"u8, SipgateVector.Signature)));
    }
}
