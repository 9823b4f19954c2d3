namespace Tandem.Sip.Messages;

/// <summary>Why the parser refused a message.</summary>
public enum SipParseError
{
    /// <summary>It did not: the message is well-formed.</summary>
    None,

    /// <summary>There is nothing but line ends: a keep-alive (RFC 5626 section 3.5.1), not a message.</summary>
    Empty,

    /// <summary>The message is longer than <see cref="SipLimits.MaxMessageBytes"/>.</summary>
    MessageTooLarge,

    /// <summary>A line is longer than <see cref="SipLimits.MaxLineBytes"/>.</summary>
    LineTooLong,

    /// <summary>There are more header lines than <see cref="SipLimits.MaxHeaders"/>.</summary>
    TooManyHeaders,

    /// <summary>The first line is neither a request line nor a status line (sections 7.1 and 7.2), or a carriage return stands alone in it.</summary>
    BadStartLine,

    /// <summary>The version is not SIP/2.0: answered with 505.</summary>
    UnsupportedVersion,

    /// <summary>The Request-URI is malformed, in angle brackets, has white space or header components (section 19.1.1).</summary>
    BadRequestUri,

    /// <summary>The status code is not of three digits, 100 to 699.</summary>
    BadStatusCode,

    /// <summary>A header line has no colon or no name, or a carriage return stands alone.</summary>
    BadHeaderLine,

    /// <summary>The blank line after the headers is missing.</summary>
    HeadersNotEnded,

    /// <summary>Via, From, To, Call-ID or CSeq is missing.</summary>
    MissingHeader,

    /// <summary>A header that may stand only once stands twice.</summary>
    DuplicateHeader,

    /// <summary>A Via is malformed.</summary>
    BadVia,

    /// <summary>The From is malformed.</summary>
    BadFrom,

    /// <summary>The To is malformed.</summary>
    BadTo,

    /// <summary>The Call-ID is empty or has white space.</summary>
    BadCallId,

    /// <summary>The CSeq is malformed, or its number is not below 2^31.</summary>
    BadCSeq,

    /// <summary>The method of the CSeq is not that of the request.</summary>
    CSeqMethodMismatch,

    /// <summary>The Max-Forwards is not a number of 0 to 255.</summary>
    BadMaxForwards,

    /// <summary>A Contact is malformed.</summary>
    BadContact,

    /// <summary>A Route or Record-Route is malformed.</summary>
    BadRoute,

    /// <summary>The Date is not in GMT (section 20.17).</summary>
    BadDate,

    /// <summary>The Content-Length is not a number.</summary>
    BadContentLength,

    /// <summary>The body is shorter than the Content-Length says.</summary>
    BodyTooShort,
}
