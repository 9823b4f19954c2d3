using Tandem.Sip.Messages;
using Tandem.Sip.Sdp;

namespace Tandem.Switch.Calls;

/// <summary>Why the body of an INVITE cannot even be read as an offer. Whether the offer suits us is another matter (488).</summary>
internal static class OfferRefusal
{
    /// <summary>The status to refuse an INVITE with: 415 for a body of another type, 400 for a broken description; null for none.</summary>
    public static int? Of(SipMessage invite)
    {
        if (invite.Body.IsEmpty)
        {
            return null;
        }
        var type = invite.ContentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        if (!type.IsEmpty && !type.Equals(SessionDescription.MediaType, StringComparison.OrdinalIgnoreCase))
        {
            return 415;
        }
        return SessionDescription.TryParse(invite.Body.Span, out _).Ok ? null : 400;
    }
}
