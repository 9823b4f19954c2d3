using System.Net;
using Tandem.Sip.Transport;

namespace Tandem.Switch.Tests.Calls.Simulation;

/// <summary>The transport of a phone that may lose its power: then nothing comes and nothing goes.</summary>
internal sealed class MortalTransport(ISipTransport inner) : ISipTransport
{
    public bool IsDead { get; set; }

    public SipProtocol Protocol => inner.Protocol;

    public IPEndPoint LocalEndPoint => inner.LocalEndPoint;

    public void Start(SipReceiveHandler receive, SipUndeliveredHandler undelivered) =>
        inner.Start((_, remote, message) => IsDead || receive(this, remote, message), undelivered);

    public bool Send(ReadOnlyMemory<byte> message, IPEndPoint remote) => IsDead || inner.Send(message, remote);

    public bool IsOpen(IPEndPoint remote) => true;

    public void Dispose() => inner.Dispose();
}
