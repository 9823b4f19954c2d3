using System.Net;
using Tandem.Sip.Transport;

namespace Tandem.Switch.Trace;

/// <summary>One SIP message as it crossed the wire, with credentials masked.</summary>
/// <param name="At">When.</param>
/// <param name="CallId">Its Call-ID.</param>
/// <param name="Outgoing">True when we sent it.</param>
/// <param name="Protocol">Over which transport.</param>
/// <param name="Local">Our address.</param>
/// <param name="Remote">The peer's address.</param>
/// <param name="Summary">What a ladder shows: <c>INVITE</c>, <c>180 Ringing</c>.</param>
/// <param name="Bytes">The message.</param>
public sealed record TracedMessage(
    DateTimeOffset At, string CallId, bool Outgoing, SipProtocol Protocol, IPEndPoint Local, IPEndPoint Remote, string Summary, ReadOnlyMemory<byte> Bytes);
