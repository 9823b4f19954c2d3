using Tandem.Switch.Routing;

namespace Tandem.Switch.Tests.Routing;

public sealed class HostPatternTests
{
    [Theory]
    [InlineData("sip.example.org", "SIP.example.org.", true)]
    [InlineData("sip.example.org", "a.sip.example.org", false)]
    [InlineData("*.example.org", "sip.Example.org", true)]
    [InlineData("*.example.org", "a.b.example.org", true)]
    [InlineData("*.example.org", "example.org", false)]
    [InlineData("*.example.org", ".example.org", false)]
    [InlineData("*.example.org", "badexample.org", false)]
    [InlineData("*.example.org", "sip.example.org.evil.test", false)]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.10", false)]
    [InlineData("2001:db8::1", "2001:db8::1", true)]
    public void A_pattern_is_a_host_or_all_names_below_one(string pattern, string host, bool fits) => Assert.Equal(fits, HostPattern.Parse(pattern).Matches(host));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("*.")]
    [InlineData("sip.*.org")]
    [InlineData("*.192.0.2.1")]
    [InlineData("sip:a@example.org")]
    [InlineData("a b")]
    public void Anything_else_is_none(string text) => Assert.Throws<FormatException>(() => HostPattern.Parse(text));
}
