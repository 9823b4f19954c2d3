using Tandem.Sip.Messages;

namespace Tandem.Sip.Tests.Messages;

/// <summary>RFC 4475: what the parser has to make of each torture message.</summary>
public sealed class TortureTests
{
    [Theory]
    [InlineData("wsinv")]
    [InlineData("intmeth")]
    [InlineData("esc01")]
    [InlineData("escnull")]
    [InlineData("esc02")]
    [InlineData("lwsdisp")]
    [InlineData("longreq")]
    [InlineData("dblreq")]
    [InlineData("semiuri")]
    [InlineData("transports")]
    [InlineData("mpart01")]
    [InlineData("unreason")]
    [InlineData("noreason")]
    [InlineData("badbranch")]
    [InlineData("unkscm")]
    [InlineData("novelsc")]
    [InlineData("unksm2")]
    [InlineData("bext01")]
    [InlineData("invut")]
    [InlineData("regaut01")]
    [InlineData("bcast")]
    [InlineData("zeromf")]
    [InlineData("cparam01")]
    [InlineData("cparam02")]
    [InlineData("regescrt")]
    [InlineData("sdp01")]
    [InlineData("inv2543")]
    public void A_valid_message_is_parsed(string name)
    {
        var result = SipParser.TryParse(TortureMessages.Read(name), out var message);

        Assert.Equal(SipParseError.None, result.Error);
        Assert.NotNull(message.CallId);
        Assert.NotNull(message.CSeq);
        Assert.NotNull(message.From);
        Assert.NotNull(message.To);
        Assert.NotNull(message.TopVia);
    }

    [Theory]
    [InlineData("badinv01", SipParseError.BadVia, 400)]
    [InlineData("clerr", SipParseError.BodyTooShort, 400)]
    [InlineData("ncl", SipParseError.BadContentLength, 400)]
    [InlineData("scalar02", SipParseError.BadCSeq, 400)]
    [InlineData("quotbal", SipParseError.BadTo, 400)]
    [InlineData("ltgtruri", SipParseError.BadRequestUri, 400)]
    [InlineData("lwsruri", SipParseError.BadRequestUri, 400)]
    [InlineData("lwsstart", SipParseError.BadRequestUri, 400)]
    [InlineData("trws", SipParseError.BadStartLine, 400)]
    [InlineData("escruri", SipParseError.BadRequestUri, 400)]
    [InlineData("baddate", SipParseError.BadDate, 400)]
    [InlineData("regbadct", SipParseError.BadContact, 400)]
    [InlineData("badaspec", SipParseError.BadTo, 400)]
    [InlineData("baddn", SipParseError.HeadersNotEnded, 400)]
    [InlineData("badvers", SipParseError.UnsupportedVersion, 505)]
    [InlineData("mismatch01", SipParseError.CSeqMethodMismatch, 400)]
    [InlineData("mismatch02", SipParseError.CSeqMethodMismatch, 400)]
    [InlineData("insuf", SipParseError.MissingHeader, 400)]
    [InlineData("multi01", SipParseError.DuplicateHeader, 400)]
    [InlineData("mcl01", SipParseError.DuplicateHeader, 400)]
    [InlineData("test", SipParseError.BadStartLine, 400)]
    public void An_invalid_request_can_be_answered(string name, SipParseError error, int status)
    {
        var result = SipParser.TryParse(TortureMessages.Read(name), out var message);

        Assert.Equal(error, result.Error);
        Assert.True(result.Malformed);
        Assert.Equal(status, result.StatusCode);
        var answer = message.CreateResponse(result.StatusCode, result.ReasonPhrase, "t1");
        Assert.Equal(message.Get(SipHeaderName.CallId), answer.CallId);
        Assert.Equal(message.GetAll(SipHeaderName.Via), answer.GetAll(SipHeaderName.Via));
    }

    [Theory]
    [InlineData("scalarlg", SipParseError.BadCSeq)]
    [InlineData("bigcode", SipParseError.BadStatusCode)]
    public void An_invalid_response_is_dropped(string name, SipParseError error)
    {
        var result = SipParser.TryParse(TortureMessages.Read(name), out var message);

        Assert.Equal(error, result.Error);
        Assert.False(result.Malformed);
        Assert.False(message.IsRequest);
    }
}
