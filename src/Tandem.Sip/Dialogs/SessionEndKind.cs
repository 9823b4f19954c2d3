namespace Tandem.Sip.Dialogs;

/// <summary>How an <see cref="InviteSession"/> came to its end.</summary>
public enum SessionEndKind
{
    /// <summary>We hung up: BYE, CANCEL or a failure response of ours.</summary>
    LocalHangup,

    /// <summary>The peer sent BYE.</summary>
    RemoteBye,

    /// <summary>The peer cancelled its INVITE.</summary>
    RemoteCancel,

    /// <summary>The peer refused our INVITE with a final response.</summary>
    Rejected,

    /// <summary>No answer came at all: neither a final nor a provisional response, or a re-INVITE found no peer.</summary>
    Timeout,

    /// <summary>The INVITE could not be sent.</summary>
    TransportError,

    /// <summary>The ACK of our 2xx never came (RFC 3261 13.3.1.4), or the PRACK of a reliable provisional response (RFC 3262 3).</summary>
    AckTimeout,

    /// <summary>Nobody refreshed the session within its interval (RFC 4028 10).</summary>
    SessionExpired,
}
