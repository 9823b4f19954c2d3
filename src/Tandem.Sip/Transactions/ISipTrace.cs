using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

/// <summary>Sees every SIP message of a stack, retransmissions included. Called on the loop; must be quick.</summary>
public interface ISipTrace
{
    /// <summary>A message went out or came in.</summary>
    /// <param name="bytes">Its bytes on the wire: a well-formed message.</param>
    /// <param name="flow">Our transport and the peer.</param>
    /// <param name="outgoing">True when we sent it.</param>
    void OnMessage(ReadOnlyMemory<byte> bytes, SipFlow flow, bool outgoing);
}
