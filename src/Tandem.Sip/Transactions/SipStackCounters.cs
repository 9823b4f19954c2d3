namespace Tandem.Sip.Transactions;

/// <summary>What a stack has seen since it started.</summary>
/// <param name="Received">Messages parsed.</param>
/// <param name="Sent">Messages sent, retransmissions included.</param>
/// <param name="Retransmitted">Messages sent again.</param>
/// <param name="Malformed">Datagrams that are no SIP message, or one that lacks what an answer needs.</param>
/// <param name="Dropped">Datagrams dropped because the loop was behind.</param>
/// <param name="Stray">Responses and ACKs that belong to nothing.</param>
public readonly record struct SipStackCounters(long Received, long Sent, long Retransmitted, long Malformed, long Dropped, long Stray);
