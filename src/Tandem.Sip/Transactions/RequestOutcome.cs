using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

/// <summary>What became of a request that looked for its targets by itself.</summary>
/// <param name="Response">The final response; null where there is none.</param>
/// <param name="Failure">Why there is none.</param>
/// <param name="Flow">The way of the last try; null where there was none.</param>
public sealed record RequestOutcome(SipMessage? Response, RequestFailure Failure, SipFlow? Flow);
