namespace Tandem.Sip.Transactions;

/// <summary>States of the four transaction machines (RFC 3261 17, RFC 6026).</summary>
public enum TransactionState
{
    /// <summary>INVITE client: the request is out, nothing came back.</summary>
    Calling,

    /// <summary>Non-INVITE: the request is out (client) or waits for its first response (server).</summary>
    Trying,

    /// <summary>A provisional response came (client) or was sent (server); for an INVITE server also the first state.</summary>
    Proceeding,

    /// <summary>A final response came or was sent; retransmissions are absorbed.</summary>
    Completed,

    /// <summary>INVITE server: the ACK of a failure came.</summary>
    Confirmed,

    /// <summary>INVITE: a 2xx came or was sent (RFC 6026).</summary>
    Accepted,

    /// <summary>The end.</summary>
    Terminated,
}
