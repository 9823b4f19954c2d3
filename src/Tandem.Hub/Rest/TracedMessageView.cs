using System.Text;
using Tandem.Switch.Trace;

namespace Tandem.Hub.Rest;

/// <summary>A traced SIP message, as REST shows it.</summary>
/// <param name="At">When it crossed the wire.</param>
/// <param name="CallId">Its Call-ID.</param>
/// <param name="Direction"><c>in</c> or <c>out</c>, as seen from the exchange.</param>
/// <param name="Transport">The transport in lower case.</param>
/// <param name="Local">Our address and port.</param>
/// <param name="Remote">The peer's address and port.</param>
/// <param name="Summary">The method, or status and reason.</param>
/// <param name="Text">The message, credentials masked.</param>
internal sealed record TracedMessageView(
    DateTimeOffset At, string CallId, string Direction, string Transport, string Local, string Remote, string Summary, string Text)
{
    /// <summary>The view of a message.</summary>
    /// <param name="message">The message.</param>
    public static TracedMessageView Of(TracedMessage message) => new(
        message.At,
        message.CallId,
        message.Outgoing ? "out" : "in",
        message.Protocol.ToString().ToLowerInvariant(),
        message.Local.ToString(),
        message.Remote.ToString(),
        message.Summary,
        Encoding.UTF8.GetString(message.Bytes.Span));
}
