using System.Text;
using Tandem.Sip.Messages;
using Tandem.Sip.Sdp;

namespace Tandem.Sip.Tests.Messages;

/// <summary>The cases of RFC 5118: IPv6 in messages.</summary>
public sealed class IPv6TortureTests
{
    [Theory]
    [InlineData("sip:[2001:db8::10]", "2001:db8::10", null)] // 4.1
    [InlineData("sip:[2001:db8::10:5070]", "2001:db8::10:5070", null)] // 4.3: the port is part of the address
    [InlineData("sip:[2001:db8::10]:5070", "2001:db8::10", 5070)] // 4.4
    [InlineData("sip:user@[::ffff:192.0.2.10]:5060", "::ffff:192.0.2.10", 5060)] // 4.9
    [InlineData("sip:user@[2001:db8:::192.0.2.1]", "2001:db8:::192.0.2.1", null)] // 4.10: three colons, as the old grammar wrote it
    public void An_address_in_brackets_is_taken(string uri, string host, int? port)
    {
        var message = Parse(uri, "SIP/2.0/UDP [2001:db8::9:1];branch=z9hG4bKas3-111");
        Assert.Equal((host, port), (message.RequestUri!.Host, message.RequestUri.Port));
        Assert.Equal("2001:db8::9:1", message.TopVia!.Host);
    }

    [Fact]
    public void An_address_without_brackets_is_refused() // 4.2
    {
        var result = SipParser.TryParse(Bytes("sip:2001:db8::10", "SIP/2.0/UDP [2001:db8::9:1];branch=z9hG4bKas3-111"), out _);
        Assert.Equal((SipParseError.BadRequestUri, 400), (result.Error, result.StatusCode));
    }

    [Theory]
    [InlineData("SIP/2.0/UDP [2001:db8::9:1];received=[2001:db8::9:255];branch=z9hG4bKas3-111", "2001:db8::9:255")] // 4.5
    [InlineData("SIP/2.0/UDP [2001:db8::9:1];received=2001:db8::9:255;branch=z9hG4bKas3", "2001:db8::9:255")] // 4.5, both must be taken
    public void Received_comes_with_and_without_brackets(string via, string received) =>
        Assert.Equal(received, Parse("sip:[2001:db8::10]", via).TopVia!.Received);

    [Theory]
    [InlineData("IN IP6 2001:db8::20", "2001:db8::20")] // 4.6, 4.8
    [InlineData("IN IP6 ::ffff:192.0.2.10", "::ffff:192.0.2.10")] // 4.9
    public void A_description_may_hold_one(string connection, string address)
    {
        var text = $"v=0\r\no=assistant 971731711378798081 0 IN IP6 2001:db8::20\r\ns=Live\r\nc={connection}\r\nt=3338481189 3370017201\r\nm=audio 6000 RTP/AVP 2\r\na=rtpmap:2 G726-32/8000\r\n";
        Assert.True(SessionDescription.TryParse(Encoding.ASCII.GetBytes(text), out var description).Ok);
        Assert.Equal(address, description!.Connection!.Address);
    }

    [Fact]
    public void Vias_of_both_families_stand_together() // 4.7
    {
        var message = Parse("sip:user@example.com", "SIP/2.0/UDP [2001:db8::9:1]:6050;branch=z9hG4bKas3-111, SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKjhja8781hjuaij65144");
        Assert.Equal(["2001:db8::9:1", "192.0.2.1"], message.Vias.Select(via => via.Host));
    }

    private static SipMessage Parse(string uri, string via)
    {
        Assert.True(SipParser.TryParse(Bytes(uri, via), out var message).Ok);
        return message;
    }

    private static byte[] Bytes(string uri, string via) => Encoding.ASCII.GetBytes(
        $"REGISTER {uri} SIP/2.0\r\nTo: sip:user@example.com\r\nFrom: sip:user@example.com;tag=81x2\r\nVia: {via}\r\nCall-ID: SSG9559905523997077@hlau_4100\r\n" +
        "Max-Forwards: 70\r\nContact: \"Caller\" <sip:caller@[2001:db8::1]>\r\nCSeq: 98176 REGISTER\r\nContent-Length: 0\r\n\r\n");
}
