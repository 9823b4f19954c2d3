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
    /// <param name="receive">Gets each message with its source. Called on the transport's own threads; the array is the receiver's to keep.</param>
    /// <param name="undelivered">Gets each message that <see cref="Send(ReadOnlyMemory{byte}, IPEndPoint)"/> took but that could not be sent after all. Called on any thread.</param>
    void Start(SipReceiveHandler receive, SipUndeliveredHandler undelivered);

    /// <summary>Sends one message. Never blocks for long and never throws for what the network does.</summary>
    /// <param name="message">The message; its bytes must not change any more.</param>
    /// <param name="remote">Where to. A transport with connections uses the one to this address, and else opens one.</param>
    /// <returns>False where the message could not be sent; true where it was, or waits for its connection.</returns>
    bool Send(ReadOnlyMemory<byte> message, IPEndPoint remote);

    /// <summary>Sends one message to a host that must prove its name where the transport is encrypted (RFC 5922 7).</summary>
    /// <param name="message">The message; its bytes must not change any more.</param>
    /// <param name="remote">The host's address.</param>
    /// <param name="host">Its name or IP address, as the URI has it; null for whoever is at the address.</param>
    /// <returns>False where the message could not be sent; true where it was, or waits for its connection.</returns>
    bool Send(ReadOnlyMemory<byte> message, IPEndPoint remote, string? host) => Send(message, remote);

    /// <summary>Whether a message to an address needs no new connection. Always true of a protocol without connections.</summary>
    /// <param name="remote">The peer's address.</param>
    bool IsOpen(IPEndPoint remote);
}
