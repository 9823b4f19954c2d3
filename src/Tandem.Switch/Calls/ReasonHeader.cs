using System.Text;
using Tandem.Pbx.Model;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Headers;

namespace Tandem.Switch.Calls;

/// <summary>Causes as SIP tells them: the status of a refusal and the Reason header (RFC 3326), both ways.</summary>
internal static class ReasonHeader
{
    private const string Elsewhere = "SIP;cause=200;text=\"Call completed elsewhere\"";

    /// <summary>The Reason header that tells a cause. A phone that was cancelled because another took the call notes no missed call.</summary>
    public static string Of(HangupCause cause) =>
        cause == HangupCause.LoseRace || cause == HangupCause.PickedOff ? Elsewhere : $"Q.850;cause={cause.Q850}";

    /// <summary>The status that refuses an INVITE for a cause.</summary>
    public static int StatusOf(HangupCause cause) => cause.SipStatus switch
    {
        // 487 means a cancelled INVITE: a caller who did not cancel is told that the called party is not available. So is one whom we do not send
        // elsewhere, as a redirection without an address says nothing.
        487 or (>= 300 and < 400) => 480,

        // The far end wants credentials of ours, not the caller's.
        407 => 403,
        var status => status,
    };

    /// <summary>Why a session ended.</summary>
    public static HangupCause CauseOf(SessionEnd end) => end.Kind switch
    {
        SessionEndKind.RemoteBye => Told(end) ?? HangupCause.NormalClearing,
        SessionEndKind.RemoteCancel => Told(end) ?? HangupCause.OriginatorCancel,
        // A Reason may say more than the status, but nothing else.
        SessionEndKind.Rejected => Told(end) is { } told && told.SipStatus == end.StatusCode ? told : HangupCause.FromSipStatus(end.StatusCode),
        SessionEndKind.TransportError => HangupCause.DestinationOutOfOrder,
        SessionEndKind.Timeout or SessionEndKind.AckTimeout or SessionEndKind.SessionExpired => HangupCause.RequestTimeout,
        _ => HangupCause.NormalClearing,
    };

    private static HangupCause? Told(SessionEnd end)
    {
        if (end.Reason is not { } text || ReasonValue.Parse(Encoding.UTF8.GetBytes(text)) is not { Cause: { } value } reason)
        {
            return null;
        }
        if (string.Equals(reason.Protocol, "Q.850", StringComparison.OrdinalIgnoreCase))
        {
            // A normal end is told by who hung up.
            return value is > 0 and <= 127 and not (16 or 31) ? HangupCause.FromQ850(value) : null;
        }
        return end.Kind == SessionEndKind.RemoteCancel && value is >= 200 and < 300 && string.Equals(reason.Protocol, "SIP", StringComparison.OrdinalIgnoreCase)
            ? HangupCause.LoseRace
            : null;
    }
}
