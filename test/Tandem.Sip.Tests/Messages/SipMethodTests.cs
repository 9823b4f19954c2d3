using Tandem.Sip.Messages;

namespace Tandem.Sip.Tests.Messages;

public sealed class SipMethodTests
{
    [Theory]
    [InlineData("INVITE")]
    [InlineData("ACK")]
    [InlineData("BYE")]
    [InlineData("CANCEL")]
    [InlineData("OPTIONS")]
    [InlineData("REGISTER")]
    [InlineData("PRACK")]
    [InlineData("UPDATE")]
    [InlineData("SUBSCRIBE")]
    [InlineData("NOTIFY")]
    [InlineData("REFER")]
    [InlineData("MESSAGE")]
    [InlineData("INFO")]
    [InlineData("PUBLISH")]
    public void A_registered_method_is_known(string name)
    {
        var method = SipMethod.Parse(name);

        Assert.True(method.IsKnown);
        Assert.Equal(name, method.Name);
    }

    [Fact]
    public void Case_counts()
    {
        var method = SipMethod.Parse("invite");

        Assert.False(method.IsKnown);
        Assert.NotEqual(SipMethod.Invite, method);
        Assert.Equal(SipMethod.Parse("invite"), method);
        Assert.Equal("invite", method.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("IN VITE")]
    [InlineData("BYE\r\n")]
    public void Anything_but_a_token_is_refused(string name) => Assert.Throws<ArgumentException>(() => SipMethod.Parse(name));
}
