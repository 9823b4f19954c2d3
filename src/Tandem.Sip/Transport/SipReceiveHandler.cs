using System.Net;

namespace Tandem.Sip.Transport;

/// <summary>Takes one message off a transport.</summary>
/// <param name="transport">The transport that received it.</param>
/// <param name="remote">Its source address.</param>
/// <param name="message">Its bytes, owned by the receiver.</param>
/// <returns>
/// False where the receiver is overloaded and has not taken the message: a transport with connections offers it again and reads no further
/// until then; a datagram is lost, and its sender retransmits.
/// </returns>
public delegate bool SipReceiveHandler(ISipTransport transport, IPEndPoint remote, byte[] message);
