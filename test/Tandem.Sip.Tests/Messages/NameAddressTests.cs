using Tandem.Sip.Messages;

namespace Tandem.Sip.Tests.Messages;

public sealed class NameAddressTests
{
    [Theory]
    [InlineData("\"Bob \\\"B\\\" Smith\" <sip:bob@h>;tag=1", "Bob \"B\" Smith", "1")]
    [InlineData("Bob Smith <sip:bob@h>;tag=2", "Bob Smith", "2")]
    [InlineData("Bob<sip:bob@h>;tag=3", "Bob", "3")]
    [InlineData("<sip:bob@h;transport=tcp>;tag=4", null, "4")]
    [InlineData("sip:bob@h;tag=5", null, "5")]
    [InlineData("  sip:bob@h ; tag = 6 ", null, "6")]
    [InlineData("\"<not, this>;tag=x\" <sip:bob@h>;tag=7", "<not, this>;tag=x", "7")]
    public void Each_form_is_read(string text, string? name, string tag)
    {
        var address = NameAddress.Parse(text);

        Assert.Equal(name, address.DisplayName);
        Assert.Equal("bob", address.Uri.User);
        Assert.Equal(tag, address.Tag);
    }

    [Fact]
    public void Parameters_without_brackets_belong_to_the_header()
    {
        Assert.Equal("1", NameAddress.Parse("sip:a@h;x=1").Parameters["x"]);
        Assert.Empty(NameAddress.Parse("sip:a@h;x=1").Uri.Parameters);
        Assert.Equal("1", NameAddress.Parse("<sip:a@h;x=1>").Uri.Parameters["x"]);
    }

    [Fact]
    public void A_contact_gives_expiry_and_preference()
    {
        var contact = NameAddress.Parse("<sip:a@h>;expires=3600;q=0.7;methods=\"INVITE, BYE\"");

        Assert.Equal(3600u, contact.Expires);
        Assert.Equal(0.7, contact.Q);
        Assert.Equal("INVITE, BYE", contact.Parameters["methods"]);
        Assert.Equal(uint.MaxValue, NameAddress.Parse("<sip:a@h>;expires=99999999999").Expires);
        Assert.Null(NameAddress.Parse("<sip:a@h>;expires=soon;q=2").Expires);
        Assert.Null(NameAddress.Parse("<sip:a@h>;expires=soon;q=2").Q);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("\"Bob <sip:bob@h>")]
    [InlineData("Bell, Alexander <sip:a@h>")]
    [InlineData("< sip:a@h >")]
    [InlineData("<sip:a@h")]
    [InlineData("sip:a@h?Route=x")]
    [InlineData("<sip:a@h>tag=1")]
    [InlineData("<sip:a@h>;;tag=1")]
    [InlineData("<sip:a@h>;tag=\"1")]
    public void What_is_no_address_is_refused(string text) => Assert.False(NameAddress.TryParse(text, out _));

    [Fact]
    public void A_name_is_written_in_quotes_with_escapes()
    {
        var address = new NameAddress(new SipUri("h", "a"), "The \"\\\" man", SipParameters.Empty.Set("tag", "t").Set("m", "a,b"));

        Assert.Equal("\"The \\\"\\\\\\\" man\" <sip:a@h>;tag=t;m=\"a,b\"", address.ToString());
        Assert.Equal("The \"\\\" man", NameAddress.Parse(address.ToString()).DisplayName);
    }

    [Fact]
    public void Nothing_can_put_a_line_break_into_an_address()
    {
        var address = NameAddress.Parse("<sip:a@h>");

        Assert.Throws<ArgumentException>(() => address.WithDisplayName("a\r\nX: y"));
        Assert.Throws<ArgumentException>(() => address.WithTag("a\nX: y"));
        Assert.DoesNotContain('\a', NameAddress.Parse("\"ring \\\a\" <sip:a@h>").ToString());
    }
}
