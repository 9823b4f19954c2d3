using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Headers;

/// <summary>The value of Replaces: the dialog in whose place a new one comes (RFC 3891 section 6.1).</summary>
/// <param name="CallId">Its Call-ID.</param>
/// <param name="ToTag">The tag of who gets the INVITE.</param>
/// <param name="FromTag">The tag of the other side.</param>
/// <param name="EarlyOnly">Whether a call that is answered must not be replaced.</param>
public sealed record Replaces(string CallId, string ToTag, string FromTag, bool EarlyOnly = false)
{
    /// <summary>What names a dialog of ours to its peer.</summary>
    public static Replaces Of(DialogId dialog) => new(dialog.CallId, ToTag: dialog.RemoteTag, FromTag: dialog.LocalTag);

    /// <summary>What the Refer-To of an attended transfer asks for; null where it asks for none (RFC 5589 7).</summary>
    public static Replaces? Of(NameAddress referTo)
    {
        ArgumentNullException.ThrowIfNull(referTo);
        return referTo.Uri.Headers["Replaces"] is { } text ? Parse(System.Text.Encoding.UTF8.GetBytes(text)) : null;
    }

    /// <summary>The dialog, as who gets the INVITE knows it.</summary>
    public DialogId Dialog => new(CallId, ToTag, FromTag);

    /// <summary>Reads a value, as UTF-8; null where it is malformed.</summary>
    public static Replaces? Parse(ReadOnlySpan<byte> text) =>
        ParameterizedValue.TryParse(text, out var value) && value.Parameters["to-tag"] is { } to && value.Parameters["from-tag"] is { } from
            ? new Replaces(value.Value, to, from, value.Parameters.Contains("early-only"))
            : null;

    /// <summary>The value as written in the header.</summary>
    public override string ToString()
    {
        var parameters = SipParameters.Empty.Set("to-tag", ToTag).Set("from-tag", FromTag);
        return CallId + (EarlyOnly ? parameters.Set("early-only", null) : parameters);
    }
}
