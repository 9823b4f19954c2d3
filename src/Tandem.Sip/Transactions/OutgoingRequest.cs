using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

/// <summary>A request that is ready to be sent.</summary>
/// <param name="Message">The request with its Via.</param>
/// <param name="Bytes">The request as it is sent.</param>
/// <param name="Flow">The way that it takes.</param>
/// <param name="Branch">The branch of its Via.</param>
/// <param name="Fallback">The way that it takes where it cannot be sent on the first; null for none.</param>
internal readonly record struct OutgoingRequest(SipMessage Message, byte[] Bytes, SipFlow Flow, string Branch, SipFlow? Fallback);
