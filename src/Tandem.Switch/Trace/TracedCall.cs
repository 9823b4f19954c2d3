namespace Tandem.Switch.Trace;

/// <summary>A call of which SIP messages are kept.</summary>
/// <param name="Id">The conversation's id.</param>
/// <param name="StartedAt">When its first message crossed the wire.</param>
/// <param name="From">Who calls.</param>
/// <param name="To">Whom.</param>
/// <param name="Messages">How many messages are kept of it.</param>
public sealed record TracedCall(string Id, DateTimeOffset StartedAt, string From, string To, int Messages);
