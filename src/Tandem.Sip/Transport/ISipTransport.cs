using System.Net;

namespace Tandem.Sip.Transport;

/// <summary>One listening address of one protocol.</summary>
public interface ISipTransport : IDisposable
{
    /// <summary>The protocol spoken.</summary>
    SipProtocol Protocol { get; }

    /// <summary>The address bound; its IP may be a wildcard.</summary>
    IPEndPoint LocalEndPoint { get; }

    /// <summary>Starts receiving.</summary>
    /// <param name="receive">Gets each message with its source. Called on the transport's own thread; the array is the receiver's to keep.</param>
    void Start(SipReceiveHandler receive);

    /// <summary>Sends one message. Never blocks for long and never throws for what the network does.</summary>
    /// <returns>False where the message could not be sent.</returns>
    bool Send(ReadOnlyMemory<byte> message, IPEndPoint remote);
}
