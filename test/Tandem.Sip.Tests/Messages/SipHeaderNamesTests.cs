using Tandem.Sip.Messages;

namespace Tandem.Sip.Tests.Messages;

public sealed class SipHeaderNamesTests
{
    [Theory]
    [InlineData("v", SipHeaderName.Via)]
    [InlineData("VIA", SipHeaderName.Via)]
    [InlineData("I", SipHeaderName.CallId)]
    [InlineData("call-id", SipHeaderName.CallId)]
    [InlineData("x", SipHeaderName.SessionExpires)]
    [InlineData("www-authenticate", SipHeaderName.WwwAuthenticate)]
    [InlineData("X-Anything", SipHeaderName.Other)]
    [InlineData("C%6Fntact", SipHeaderName.Other)]
    [InlineData("z", SipHeaderName.Other)]
    [InlineData("", SipHeaderName.Other)]
    public void A_name_is_found_in_any_case_and_form(string text, SipHeaderName name) => Assert.Equal(name, SipHeaderNames.Find(text));

    [Fact]
    public void Every_name_is_found_by_its_spellings()
    {
        foreach (var name in Enum.GetValues<SipHeaderName>().Where(n => n != SipHeaderName.Other))
        {
            Assert.Equal(name, SipHeaderNames.Find(name.Text()));
            Assert.True(name.Compact() is not { } compact || SipHeaderNames.Find(compact.ToString()) == name);
        }
    }
}
