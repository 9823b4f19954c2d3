namespace Tandem.Sip.Transactions;

/// <summary>What a stack has seen since it started.</summary>
/// <param name="Received">Messages parsed.</param>
/// <param name="Sent">Messages sent, retransmissions included.</param>
/// <param name="Retransmitted">Messages sent again.</param>
/// <param name="Malformed">Datagrams that are no SIP message, or one that lacks what an answer needs.</param>
/// <param name="Dropped">Datagrams dropped because the loop was behind.</param>
/// <param name="Stray">Responses that belong to nothing.</param>
/// <param name="Refused">Requests refused with 503 before any work was done for them: by the policy, or for too many transactions.</param>
/// <param name="Ignored">Requests left without an answer by the policy.</param>
public readonly record struct SipStackCounters(
    long Received, long Sent, long Retransmitted, long Malformed, long Dropped, long Stray, long Refused, long Ignored);
