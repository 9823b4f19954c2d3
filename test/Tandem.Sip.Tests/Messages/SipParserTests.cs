using System.Text;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Tests.Messages;

public sealed class SipParserTests
{
    [Fact]
    public void Parsing_into_a_used_message_allocates_nothing()
    {
        var data = Samples.InviteBytes;
        var message = new SipMessage();
        var checks = 0;
        for (var i = 0; i < 200; i++)
        {
            checks += Touch(data, message);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            checks += Touch(data, message);
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1200, checks);
        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("\r\n\r\n")]
    public void Line_ends_alone_are_a_keep_alive(string data)
    {
        var result = SipParser.TryParse(Encoding.ASCII.GetBytes(data), out _);

        Assert.Equal(SipParseError.Empty, result.Error);
        Assert.False(result.Malformed);
    }

    [Fact]
    public void Folded_lines_are_unfolded()
    {
        var message = Samples.Parse(Samples.Options("Subject: first\r\n  second\r\n\tthird\r\n"));

        var subject = message.Get(SipHeaderName.Subject)!;
        Assert.Equal(["first", "second", "third"], subject.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain('\n', subject);
    }

    [Fact]
    public void Lines_may_end_in_a_line_feed_alone() => Assert.Equal("c", Samples.Parse(Samples.Options().Replace("\r\n", "\n")).CallId);

    [Fact]
    public void Line_ends_before_a_message_are_skipped() => Assert.Equal("c", Samples.Parse("\r\n\r\n" + Samples.Options()).CallId);

    [Fact]
    public void A_body_without_length_goes_to_the_end_of_the_datagram() =>
        Assert.Equal("body", Encoding.ASCII.GetString(Samples.Parse(Samples.Options() + "body").Body.Span));

    [Theory]
    [InlineData("Via: x", SipParseError.BadVia)]
    [InlineData("Contact: <sip:a@h", SipParseError.BadContact)]
    [InlineData("Contact: *, <sip:a@h>", SipParseError.BadContact)]
    [InlineData("Route: x", SipParseError.BadRoute)]
    [InlineData("Record-Route: ", SipParseError.BadRoute)]
    [InlineData("Max-Forwards: 256", SipParseError.BadMaxForwards)]
    [InlineData("Max-Forwards: -1", SipParseError.BadMaxForwards)]
    [InlineData("CSeq: 1 OPTIONS", SipParseError.DuplicateHeader)]
    [InlineData("i: d", SipParseError.DuplicateHeader)]
    [InlineData("Content-Length: +1", SipParseError.BadContentLength)]
    [InlineData("Content-Length: 4294967296", SipParseError.BadContentLength)]
    [InlineData("No colon", SipParseError.BadHeaderLine)]
    [InlineData(": no name", SipParseError.BadHeaderLine)]
    [InlineData("Subject: a\rVia: b", SipParseError.BadHeaderLine)]
    public void A_bad_line_is_named_with_its_place(string line, SipParseError error)
    {
        var text = Samples.Options(line + "\r\n");
        var result = SipParser.TryParse(Encoding.ASCII.GetBytes(text), out var message);

        Assert.Equal(error, result.Error);
        Assert.True(result.Malformed);
        Assert.InRange(result.Offset, text.IndexOf(line, StringComparison.Ordinal), text.Length);
        Assert.NotEmpty(result.ReasonPhrase);
        Assert.Equal("c", message.CallId);
        Assert.Equal("z9hG4bK1", message.TopVia!.Branch);
    }

    [Theory]
    [InlineData("From: <sip:a@h>;tag=1\r\n")]
    [InlineData("To: <sip:b@h>\r\n")]
    [InlineData("Call-ID: c\r\n")]
    [InlineData("CSeq: 1 OPTIONS\r\n")]
    [InlineData("Via: SIP/2.0/UDP h;branch=z9hG4bK1\r\n")]
    public void A_missing_header_is_refused(string line)
    {
        var result = SipParser.TryParse(Encoding.ASCII.GetBytes(Samples.Options().Replace(line, "")), out _);

        Assert.Equal(SipParseError.MissingHeader, result.Error);
        Assert.True(result.Malformed);
    }

    [Theory]
    [InlineData("SIP/2.0 200 O\rK")]
    [InlineData("SIP/2.0 20 OK")]
    [InlineData("SIP/2.0 099 Low")]
    [InlineData("SIP/2.0 700 High")]
    [InlineData("SIP/2.0 2000 Long")]
    [InlineData("SIP/2.0")]
    [InlineData("SIP/x 200 OK")]
    [InlineData("SIP/3.0 200 OK")]
    [InlineData("OPTIONS")]
    [InlineData("OPTIONS sip:h")]
    [InlineData("OPTIONS  SIP/2.0")]
    [InlineData(" OPTIONS sip:h SIP/2.0")]
    [InlineData("OPTIONS\tsip:h\tSIP/2.0")]
    [InlineData("GET / HTTP/1.1")]
    [InlineData("OPTIONS sip:h SIP/2.0x")]
    public void A_bad_first_line_is_refused(string line)
    {
        var text = Samples.Options().Replace("OPTIONS sip:h SIP/2.0\r\n", line + "\r\n");

        Assert.NotEqual(SipParseError.None, Parse(text));
    }

    [Fact]
    public void The_version_is_read_without_regard_to_case() =>
        Assert.Equal(SipParseError.None, Parse(Samples.Options().Replace("SIP/2.0\r\nVia", "sip/2.0\r\nVia")));

    [Fact]
    public void An_unquoted_comma_in_a_name_is_refused()
    {
        var text = Samples.Options().Replace("From: <sip:a@h>", "From: Bell, Alexander <sip:a@h>");

        Assert.Equal(SipParseError.BadFrom, SipParser.TryParse(Encoding.ASCII.GetBytes(text), out _).Error);
    }

    [Fact]
    public void A_malformed_ack_is_never_answered()
    {
        var text = Samples.Options("Max-Forwards: x\r\n").Replace("OPTIONS", "ACK");

        Assert.False(SipParser.TryParse(Encoding.ASCII.GetBytes(text), out _).Malformed);
    }

    [Fact]
    public void Sizes_are_bounded()
    {
        Assert.Equal(SipParseError.MessageTooLarge, Parse(Samples.Options() + new string('x', SipLimits.MaxMessageBytes)));
        Assert.Equal(SipParseError.LineTooLong, Parse(Samples.Options($"X: {new string('x', SipLimits.MaxLineBytes)}\r\n")));
        Assert.Equal(SipParseError.LineTooLong, Parse(Samples.Options(requestUri: "sip:" + new string('x', SipLimits.MaxLineBytes))));
        Assert.Equal(SipParseError.TooManyHeaders, Parse(Samples.Options(string.Concat(Enumerable.Repeat("X: y\r\n", SipLimits.MaxHeaders)))));
        Assert.Equal(SipParseError.None, Parse(Samples.Options(string.Concat(Enumerable.Repeat("X: y\r\n", SipLimits.MaxHeaders - 5)))));
    }

    [Fact]
    public void A_used_message_keeps_nothing_of_the_last()
    {
        var message = Samples.Parse(Samples.Invite);
        _ = (message.From, message.Contacts, message.RequestUri, message.Get("X-Own"));

        SipParser.TryParse(Encoding.ASCII.GetBytes(Samples.Options()), message);

        Assert.Equal(SipMethod.Options, message.Method);
        Assert.Equal("a", message.From!.Uri.User);
        Assert.Empty(message.Contacts);
        Assert.Null(message.Get("X-Own"));
        Assert.True(message.Body.IsEmpty);
        Assert.Equal("h", message.RequestUri!.Host);
    }

    private static SipParseError Parse(string text) => SipParser.TryParse(Encoding.ASCII.GetBytes(text), out _).Error;

    private static int Touch(byte[] data, SipMessage message)
    {
        var ok = SipParser.TryParse(data, message).Ok && message.Method == SipMethod.Invite && message.CSeq!.Value.Number == 314159
            && message.CallIdSpan.Length == 25 && message.TopViaBranchSpan.Length == 10 && message.FromTagSpan.Length == 5
            && message.ToTagSpan.IsEmpty && message.MaxForwards == 70 && message.HasValue(SipHeaderName.Supported, "timer"u8);
        return ok ? 1 : 0;
    }
}
