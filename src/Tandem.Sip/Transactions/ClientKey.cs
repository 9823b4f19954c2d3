using Tandem.Sip.Messages;

namespace Tandem.Sip.Transactions;

/// <summary>By what a response finds its transaction (RFC 3261 17.1.3).</summary>
/// <param name="Branch">The branch of our Via.</param>
/// <param name="Method">The method of the request.</param>
internal readonly record struct ClientKey(string Branch, SipMethod Method);
