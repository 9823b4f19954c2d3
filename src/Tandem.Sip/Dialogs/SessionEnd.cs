using Tandem.Sip.Messages;

namespace Tandem.Sip.Dialogs;

/// <summary>The end of an <see cref="InviteSession"/>.</summary>
/// <param name="Kind">How it came.</param>
/// <param name="StatusCode">SIP status where there is one: the refusal's, 408 for a time-out, 503 for a transport error, 487 for a cancel; 0 after a BYE.</param>
/// <param name="Message">The BYE, CANCEL or refusal; null where the end is ours.</param>
public sealed record SessionEnd(SessionEndKind Kind, int StatusCode, SipMessage? Message)
{
    /// <summary>Value of the message's Reason header (RFC 3326), where it has one.</summary>
    public string? Reason => Message?.Get("Reason");
}
