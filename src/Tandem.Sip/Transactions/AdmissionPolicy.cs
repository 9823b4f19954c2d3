using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

/// <summary>
/// Decides about each new request outside a dialog before any work is done for it. ACK, CANCEL, retransmissions and what carries a To tag
/// are never asked about, so that calls that are up go on. Called on the loop.
/// </summary>
/// <param name="request">The request.</param>
/// <param name="flow">The way on which it came.</param>
/// <param name="waited">How long it waited for the loop.</param>
public delegate Admission AdmissionPolicy(SipMessage request, SipFlow flow, TimeSpan waited);
