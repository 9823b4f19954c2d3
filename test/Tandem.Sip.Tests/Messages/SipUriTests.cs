using Tandem.Sip.Messages;

namespace Tandem.Sip.Tests.Messages;

public sealed class SipUriTests
{
    [Fact]
    public void All_parts_are_read()
    {
        var uri = SipUri.Parse("sips:alice:secret@Atlanta.com:5061;transport=tcp;lr?Subject=a%20b&Priority=urgent");

        Assert.Equal("sips", uri.Scheme);
        Assert.Equal("alice", uri.User);
        Assert.Equal("secret", uri.Password);
        Assert.Equal("Atlanta.com", uri.Host);
        Assert.Equal(5061, uri.Port);
        Assert.Equal("tcp", uri.Transport);
        Assert.True(uri.IsLooseRoute);
        Assert.Equal("a b", uri.Headers["subject"]);
        Assert.Equal("urgent", uri.Headers["Priority"]);
    }

    [Fact]
    public void A_host_alone_has_neither_user_nor_port()
    {
        var uri = SipUri.Parse("sip:192.0.2.1");

        Assert.Null(uri.User);
        Assert.Null(uri.Port);
        Assert.Equal("192.0.2.1", uri.Host);
    }

    [Fact]
    public void An_IPv6_host_is_read_and_written_in_brackets()
    {
        var uri = SipUri.Parse("sip:a@[2001:db8::1]:5070");

        Assert.Equal("2001:db8::1", uri.Host);
        Assert.True(uri.IsIPv6);
        Assert.Equal("sip:a@[2001:db8::2]:5070", uri.WithHost("[2001:db8::2]").ToString());
        Assert.Equal("sip:[::1]", new SipUri("::1").ToString());
    }

    [Fact]
    public void Escapes_are_undone_and_made()
    {
        Assert.Equal("sips:user@example.com", SipUri.Parse("sip:sips%3Auser%40example.com@example.net").User);
        Assert.Equal("sip:%C3%A4%20@h", new SipUri("h", "ä ").ToString());
        Assert.True(SipUri.Parse("sip:h;%6C%72").IsLooseRoute);
    }

    [Fact]
    public void A_tel_uri_keeps_its_number()
    {
        var uri = SipUri.Parse("tel:+1-201-555-0123;phone-context=example.com");

        Assert.Equal("tel", uri.Scheme);
        Assert.Equal("+1-201-555-0123", uri.User);
        Assert.Equal("example.com", uri.Parameters["phone-context"]);
        Assert.Equal("tel:+1-201-555-0123;phone-context=example.com", uri.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("sip:")]
    [InlineData("alice@example.com")]
    [InlineData("sip:@example.com")]
    [InlineData("sip:a b@example.com")]
    [InlineData("sip:a@example.com ")]
    [InlineData("sip:a@example.com:")]
    [InlineData("sip:a@example.com:70000")]
    [InlineData("sip:a@example.com:5060x")]
    [InlineData("sip:a@[::1")]
    [InlineData("sip:a@b@c")]
    [InlineData("sip:a%4@b")]
    [InlineData("sip:a@b;;lr")]
    [InlineData("sip:a@b;=x")]
    [InlineData("sip:a@b\r\nVia: x")]
    [InlineData("<sip:a@b>")]
    [InlineData("tel:")]
    public void What_is_no_uri_is_refused(string text)
    {
        Assert.False(SipUri.TryParse(text, out _));
        Assert.Throws<FormatException>(() => SipUri.Parse(text));
    }

    // The examples of RFC 3261 section 19.1.4.
    [Theory]
    [InlineData("sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtlanTa.CoM;Transport=tcp", true)]
    [InlineData("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5", true)]
    [InlineData("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;newparam=5", true)]
    [InlineData("sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com", "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com", true)]
    [InlineData("sip:alice@atlanta.com?subject=project%20x&priority=urgent", "sip:alice@atlanta.com?priority=urgent&subject=project%20x", true)]
    [InlineData("SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com:6000;transport=tcp", false)]
    [InlineData("sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting", false)]
    [InlineData("sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4", false)]
    [InlineData("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;security=off", false)]
    [InlineData("sip:a@h", "sips:a@h", false)]
    [InlineData("sip:a@h;maddr=1.2.3.4", "sip:a@h", false)]
    public void Uris_compare_as_the_rfc_says(string left, string right, bool equal)
    {
        var (a, b) = (SipUri.Parse(left), SipUri.Parse(right));

        Assert.Equal(equal, a.Equals(b));
        Assert.Equal(equal, b.Equals(a));
        Assert.True(!equal || a.GetHashCode() == b.GetHashCode());
    }

    [Fact]
    public void Nothing_can_put_a_line_break_into_a_uri()
    {
        Assert.Throws<ArgumentException>(() => new SipUri("h\r\nX: y"));
        Assert.Equal("sip:u%0D%0AX%3A%20y@h", new SipUri("h", "u\r\nX: y").ToString());
        Assert.Throws<ArgumentException>(() => new SipUri("h").WithParameter("a", "b\r\nX: y"));
        Assert.Throws<ArgumentException>(() => new SipUri("h").WithParameter("a\r\nX: y"));
    }
}
