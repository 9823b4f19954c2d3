namespace Tandem.Sip.Transactions;

/// <summary>Why a request that looked for its targets by itself has no response.</summary>
public enum RequestFailure
{
    /// <summary>It has one.</summary>
    None,

    /// <summary>Its next hop has no address that our transports could reach (RFC 3263); the caller treats it as 480.</summary>
    NotResolved,

    /// <summary>No target answered in time; the caller treats it as 408.</summary>
    Timeout,

    /// <summary>It could be sent to none of them; the caller treats it as 503.</summary>
    TransportError,
}
