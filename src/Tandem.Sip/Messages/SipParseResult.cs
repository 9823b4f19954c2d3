namespace Tandem.Sip.Messages;

/// <summary>What <see cref="SipParser"/> made of some bytes.</summary>
/// <param name="Error">What is wrong; the first thing found.</param>
/// <param name="Offset">Where, in bytes from the start of the data.</param>
/// <param name="Malformed">
/// Whether the bytes are a malformed request of which enough is known for an answer: the message holds its method and what headers could be
/// read, and <see cref="SipMessage.CreateResponse"/> works. False for a response, an ACK and for bytes that are no SIP: drop those.
/// </param>
public readonly record struct SipParseResult(SipParseError Error, int Offset, bool Malformed)
{
    /// <summary>Whether the message is well-formed.</summary>
    public bool Ok => Error == SipParseError.None;

    /// <summary>The status code to answer a malformed request with: 400, 505 or 513.</summary>
    public int StatusCode => Error switch
    {
        SipParseError.UnsupportedVersion => 505,
        SipParseError.MessageTooLarge => 513,
        _ => 400,
    };

    /// <summary>A text fit for the reason phrase of the answer; empty when there is no error.</summary>
    public string ReasonPhrase => Error switch
    {
        SipParseError.None or SipParseError.Empty => "",
        SipParseError.UnsupportedVersion or SipParseError.MessageTooLarge => SipReasonPhrases.For(StatusCode),
        SipParseError.LineTooLong => "Line Too Long",
        SipParseError.TooManyHeaders => "Too Many Headers",
        SipParseError.BadStartLine => "Bad Request-Line",
        SipParseError.BadRequestUri => "Bad Request-URI",
        SipParseError.BadStatusCode => "Bad Status-Code",
        SipParseError.BadHeaderLine => "Bad Header Line",
        SipParseError.HeadersNotEnded => "Missing Blank Line",
        SipParseError.MissingHeader => "Missing Mandatory Header",
        SipParseError.DuplicateHeader => "Duplicate Header",
        SipParseError.BadVia => "Bad Via",
        SipParseError.BadFrom => "Bad From",
        SipParseError.BadTo => "Bad To",
        SipParseError.BadCallId => "Bad Call-ID",
        SipParseError.BadCSeq => "Bad CSeq",
        SipParseError.CSeqMethodMismatch => "CSeq Method Mismatch",
        SipParseError.BadMaxForwards => "Bad Max-Forwards",
        SipParseError.BadContact => "Bad Contact",
        SipParseError.BadRoute => "Bad Route",
        SipParseError.BadDate => "Bad Date",
        SipParseError.BadContentLength => "Bad Content-Length",
        SipParseError.BodyTooShort => "Body Too Short",
        _ => SipReasonPhrases.For(400),
    };
}
