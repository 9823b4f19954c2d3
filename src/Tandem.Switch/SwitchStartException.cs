using System.Net;
using Tandem.Sip.Transport;

namespace Tandem.Switch;

/// <summary>The exchange cannot listen where it should.</summary>
/// <param name="protocol">The transport.</param>
/// <param name="endPoint">The address wanted.</param>
/// <param name="innerException">What the system said.</param>
public sealed class SwitchStartException(SipProtocol protocol, IPEndPoint endPoint, Exception innerException)
    : Exception($"SIP over {protocol.ToViaName()} cannot listen on {endPoint}: {innerException.Message}", innerException)
{
    /// <summary>The transport.</summary>
    public SipProtocol Protocol { get; } = protocol;

    /// <summary>The address wanted.</summary>
    public IPEndPoint EndPoint { get; } = endPoint;
}
