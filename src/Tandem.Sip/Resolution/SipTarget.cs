using System.Net;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Resolution;

/// <summary>A place where a request may be sent to.</summary>
/// <param name="Protocol">The protocol to speak.</param>
/// <param name="Address">The address.</param>
/// <param name="Host">The host of the URI: whom the place must prove to be where the protocol is encrypted (RFC 5922 4), whatever DNS called it.</param>
public readonly record struct SipTarget(SipProtocol Protocol, IPEndPoint Address, string Host);
