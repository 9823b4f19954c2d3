using Tandem.Sip.Digest;

namespace Tandem.Sip.Tests.Digest;

/// <summary>The examples of the RFCs.</summary>
public sealed class DigestHashTests
{
    [Fact]
    public void RFC_2617_section_3_5()
    {
        var ha1 = DigestHash.Ha1(DigestAlgorithm.Md5, "Mufasa", "testrealm@host.com", "Circle Of Life");

        Assert.Equal("939e7578ed9e3c518a452acee763bce9", ha1);
        Assert.Equal(
            "6629fae49393a05397450978507c4ef1",
            DigestHash.Response(DigestAlgorithm.Md5, ha1, "GET", "/dir/index.html", "dcd98b7102dd2f0e8b11d0f600bfb0c093", "00000001", "0a4f113b", "auth"));
    }

    [Fact]
    public void RFC_2069_form_without_qop()
    {
        var ha1 = DigestHash.Ha1(DigestAlgorithm.Md5, "Mufasa", "testrealm@host.com", "CircleOfLife");

        Assert.Equal(
            "1949323746fe6a43ef61f9606e7febea",
            DigestHash.Response(DigestAlgorithm.Md5, ha1, "GET", "/dir/index.html", "dcd98b7102dd2f0e8b11d0f600bfb0c093", null, null, null));
    }

    [Theory]
    [InlineData(DigestAlgorithm.Md5, "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData(DigestAlgorithm.Sha256, "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void RFC_7616_section_3_9_1(DigestAlgorithm algorithm, string response)
    {
        var ha1 = DigestHash.Ha1(algorithm, "Mufasa", "http-auth@example.org", "Circle of Life");

        Assert.Equal(
            response,
            DigestHash.Response(
                algorithm, ha1, "GET", "/dir/index.html", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "00000001",
                "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", "auth"));
    }

    [Fact]
    public void An_unknown_algorithm_is_misuse() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DigestHash.Ha1(DigestAlgorithm.Unknown, "u", "r", "p"));
}
