using Tandem.Sip.Messages;

namespace Tandem.Sip.Tests.Messages;

/// <summary>RFC 3261 section 8.2.6: what a response takes from its request.</summary>
public sealed class SipResponseTests
{
    [Fact]
    public void A_response_copies_what_it_must()
    {
        var response = Samples.Parse(Samples.Invite).CreateResponse(200, toTag: "totag");

        Assert.False(response.IsRequest);
        Assert.Equal(200, response.StatusCode);
        Assert.Equal("OK", response.ReasonPhrase);
        Assert.Equal(SipMethod.Invite, response.Method);
        Assert.Equal(
            "SIP/2.0 200 OK\r\n"
            + "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKtop;rport, SIP/2.0/TCP phone.example.com;branch=z9hG4bKlow\r\n"
            + "Record-Route: <sip:p1.example.com;lr>, <sip:p2.example.com;lr>\r\n"
            + "From: \"Alice, A.\" <sip:alice@example.com>;tag=from1\r\n"
            + "To: <sip:1000@pbx.example.com>;tag=totag\r\n"
            + "Call-ID: a84b4c76e66710@192.0.2.10\r\nCSeq: 314159 INVITE\r\nContent-Length: 0\r\n\r\n",
            response.ToString());
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(180, true)]
    [InlineData(200, true)]
    [InlineData(302, false)]
    [InlineData(486, false)]
    public void Record_route_is_copied_where_a_dialog_may_begin(int status, bool copied) =>
        Assert.Equal(copied, Samples.Parse(Samples.Invite).CreateResponse(status).Contains(SipHeaderName.RecordRoute));

    [Fact]
    public void A_tag_in_the_request_stays()
    {
        var request = Samples.Parse(Samples.Options().Replace("To: <sip:b@h>", "To: <sip:b@h>;tag=theirs"));

        Assert.Equal("theirs", request.CreateResponse(481, toTag: "ours").To!.Tag);
    }

    [Fact]
    public void A_timestamp_is_copied_into_a_100_only()
    {
        var request = Samples.Parse(Samples.Options("Timestamp: 54\r\n"));

        Assert.Equal("54", request.CreateResponse(100).Get(SipHeaderName.Timestamp));
        Assert.Null(request.CreateResponse(200).Get(SipHeaderName.Timestamp));
    }

    [Fact]
    public void Misuse_is_refused()
    {
        var request = Samples.Parse(Samples.Options());

        Assert.Throws<ArgumentOutOfRangeException>(() => request.CreateResponse(99));
        Assert.Throws<ArgumentOutOfRangeException>(() => request.CreateResponse(700));
        Assert.Throws<InvalidOperationException>(() => request.CreateResponse(200).CreateResponse(200));
        Assert.Throws<InvalidOperationException>(() => request.CreateResponse(200).RequestUri = new SipUri("h"));
    }

    [Fact]
    public void A_written_response_is_read_back()
    {
        var response = Samples.Parse(Samples.Parse(Samples.Invite).CreateResponse(486, "Besetzt ä", "t").ToString());

        Assert.Equal(486, response.StatusCode);
        Assert.Equal("Besetzt ä", response.ReasonPhrase);
        Assert.Null(response.RequestUri);
    }
}
