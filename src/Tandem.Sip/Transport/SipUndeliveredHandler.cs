using System.Net;

namespace Tandem.Sip.Transport;

/// <summary>Hears of a message that a transport took and could not send: no connection came about, or it broke.</summary>
/// <param name="transport">The transport.</param>
/// <param name="remote">Where the message should have gone.</param>
/// <param name="message">Its bytes.</param>
public delegate void SipUndeliveredHandler(ISipTransport transport, IPEndPoint remote, ReadOnlyMemory<byte> message);
