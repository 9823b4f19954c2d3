using Tandem.Sip.Messages;

namespace Tandem.Sip.Tests.Messages;

public sealed class ViaTests
{
    [Fact]
    public void All_parts_are_read()
    {
        var via = Via.Parse("SIP / 2.0 / UDP  [2001:db8::9]:5062 ;branch=z9hG4bK1;received=[2001:db8::5];rport=4711");

        Assert.Equal("UDP", via.Transport);
        Assert.Equal("2001:db8::9", via.Host);
        Assert.Equal(5062, via.Port);
        Assert.Equal("z9hG4bK1", via.Branch);
        Assert.Equal("2001:db8::5", via.Received);
        Assert.Equal(4711, via.RPort);
    }

    [Fact]
    public void An_empty_rport_asks_for_one()
    {
        var via = new Via("UDP", "192.0.2.1", 5060, "z9hG4bKa", requestRPort: true);

        Assert.Equal("SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKa;rport", via.ToString());
        Assert.True(via.HasRPort);
        Assert.Null(via.RPort);
        Assert.Equal("SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKa;rport=99;received=198.51.100.7", via.With("198.51.100.7", 99).ToString());
    }

    [Theory]
    [InlineData("SIP/2.0/UDP")]
    [InlineData("SIP/2.0/UDP 192.0.2.15;;,;,,")]
    [InlineData("SIP/2.0 h;branch=1")]
    [InlineData("SIP/2.0/UDP h:99999")]
    [InlineData("SIP/2.0/UDP h x")]
    public void What_is_no_via_is_refused(string text) => Assert.False(Via.TryParse(text, out _));
}
