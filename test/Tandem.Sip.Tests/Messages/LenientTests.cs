using System.Text;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Tests.Messages;

/// <summary>What real phones send although no RFC says so; and what stays refused, as it is ambiguous.</summary>
public sealed class LenientTests
{
    [Theory]
    [InlineData("Date: Fri, 01 Jan 2010 16:00:00 +0100")]
    [InlineData("Date: 2026-11-21 05:51:00")]
    [InlineData("Date: Fri, 01 Jan 2010 16:00:00 gmt")]
    [InlineData("Contact: <sip:a@192.0.2.1>;expires=60;")]
    [InlineData("Contact: <sip:a@192.0.2.1>; ;")]
    [InlineData("Expires: soon")]
    [InlineData("Session-Expires: a while")]
    [InlineData("P-Asserted-Identity: <<>>")]
    [InlineData("Diversion: ;;;")]
    [InlineData("Supported:")]
    [InlineData("Allow: ,,INVITE,")]
    [InlineData("Retry-After: ?")]
    [InlineData("Subscription-State: ;")]
    [InlineData("Unknown-Header:;;,,;;")]
    [InlineData("User-Agent: Ünïcode \u0001 phone")]
    public void An_optional_header_kills_no_message(string header) => Assert.Equal(SipParseError.None, Parse(header).Error);

    [Theory]
    [InlineData("From: <sip:a@192.0.2.1>;tag=1;", "To: <sip:b@192.0.2.1>;")]
    [InlineData("From: sip:a@192.0.2.1;tag=1;;", "To: Bob Smith <sip:b@192.0.2.1>")]
    [InlineData("f: \"\" <sip:a@192.0.2.1>;tag=1", "t: Jörg <sip:b@192.0.2.1>")]
    public void An_odd_from_and_to_are_understood(string from, string to)
    {
        var result = SipParser.TryParse(
            Encoding.UTF8.GetBytes($"OPTIONS sip:x SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1;\r\n{from}\r\n{to}\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n\r\n"),
            out var message);
        Assert.Equal(SipParseError.None, result.Error);
        Assert.Equal(("1", "b", "z9hG4bK1"), (message.From!.Tag, message.To!.Uri.User, message.TopVia!.Branch));
    }

    [Theory]
    [InlineData("Date: Fri, 01 Jan 2010 16:00:00 EST", SipParseError.BadDate)]
    [InlineData("Contact: <sip:a@192.0.2.1>;;expires=60", SipParseError.BadContact)]
    [InlineData("Max-Forwards: 300", SipParseError.BadMaxForwards)]
    [InlineData("Record-Route: <sip:", SipParseError.BadRoute)]
    public void What_could_mean_two_things_is_refused(string header, SipParseError error) => Assert.Equal(error, Parse(header).Error);

    private static SipParseResult Parse(string header) => SipParser.TryParse(
        Encoding.UTF8.GetBytes(
            $"OPTIONS sip:x SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nFrom: <sip:a>;tag=1\r\nTo: <sip:b>\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n{header}\r\n\r\n"),
        out _);
}
