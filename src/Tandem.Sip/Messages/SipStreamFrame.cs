namespace Tandem.Sip.Messages;

/// <summary>What <see cref="SipStreamReader"/> found next in a stream.</summary>
public enum SipStreamFrame
{
    /// <summary>Nothing complete yet: read more bytes.</summary>
    None,

    /// <summary>A message, well-formed or not: see the parse result.</summary>
    Message,

    /// <summary>A keep-alive request, CRLF CRLF: answer with one CRLF (RFC 5626 section 3.5.1).</summary>
    Ping,

    /// <summary>The answer to a keep-alive, one CRLF.</summary>
    Pong,

    /// <summary>The end of the message cannot be known (see the parse result): close the connection (RFC 3261 section 18.3).</summary>
    Broken,
}
