namespace Tandem.Sip.Messages;

/// <summary>
/// Reads SIP messages from datagrams and frames (RFC 3261 sections 7 and 18.3). Errors are results, never exceptions. Parsing into a message
/// that was used before allocates nothing. A line may end in LF alone, and lines may be folded; both are undone.
/// </summary>
public static class SipParser
{
    /// <summary>Reads a message from a datagram into a used one.</summary>
    /// <param name="data">All of the datagram; copied. Line ends before the message are skipped, bytes behind the body dropped.</param>
    /// <param name="message">What to fill; all that was in it is gone.</param>
    public static SipParseResult TryParse(ReadOnlySpan<byte> data, SipMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.Load(data);
    }

    /// <summary>Reads a message from a datagram into a new one.</summary>
    /// <param name="data">All of the datagram; copied. Line ends before the message are skipped, bytes behind the body dropped.</param>
    /// <param name="message">The message; incomplete when the result is an error.</param>
    public static SipParseResult TryParse(ReadOnlySpan<byte> data, out SipMessage message)
    {
        message = new SipMessage();
        return message.Load(data);
    }
}
