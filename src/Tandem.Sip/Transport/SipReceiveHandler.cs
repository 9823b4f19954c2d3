using System.Net;

namespace Tandem.Sip.Transport;

/// <summary>Takes one message off a transport.</summary>
/// <param name="transport">The transport that received it.</param>
/// <param name="remote">Its source address.</param>
/// <param name="message">Its bytes, owned by the receiver.</param>
public delegate void SipReceiveHandler(ISipTransport transport, IPEndPoint remote, byte[] message);
