using System.Net;
using Tandem.Sip.Loop;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Testing;

/// <summary>
/// A datagram network in memory, on the clock of a <see cref="SteppedLoop"/>: every message may be lost, delayed (so reordered) or
/// doubled, as a test decides.
/// </summary>
public sealed class MemoryNetwork(SignalLoop loop)
{
    private readonly Dictionary<IPEndPoint, MemoryTransport> _transports = [];

    /// <summary>Decides what happens to a message: the delays after which it arrives; none means lost. By default it arrives once, at once.</summary>
    public Func<byte[], IReadOnlyList<TimeSpan>>? Fate { get; set; }

    /// <summary>Messages sent so far, lost ones included.</summary>
    public int Sent { get; private set; }

    /// <summary>Opens a transport.</summary>
    /// <param name="address">Its address, for example 192.0.2.1:5060.</param>
    public ISipTransport Open(string address)
    {
        var transport = new MemoryTransport(this, IPEndPoint.Parse(address));
        _transports.Add(transport.LocalEndPoint, transport);
        return transport;
    }

    private void Carry(MemoryTransport from, byte[] message, IPEndPoint to)
    {
        Sent++;
        foreach (var delay in Fate?.Invoke(message) ?? [TimeSpan.Zero])
        {
            if (delay <= TimeSpan.Zero)
            {
                loop.Post(Deliver);
            }
            else
            {
                new LoopTimer(loop, Deliver).Start(delay);
            }
        }

        void Deliver() => _transports.GetValueOrDefault(to)?.Receive?.Invoke(_transports[to], from.LocalEndPoint, message);
    }

    private sealed class MemoryTransport(MemoryNetwork network, IPEndPoint local) : ISipTransport
    {
        public SipReceiveHandler? Receive { get; private set; }

        public SipProtocol Protocol => SipProtocol.Udp;

        public IPEndPoint LocalEndPoint => local;

        public void Start(SipReceiveHandler receive, SipUndeliveredHandler undelivered) => Receive = receive;

        public bool Send(ReadOnlyMemory<byte> message, IPEndPoint remote)
        {
            network.Carry(this, message.ToArray(), remote);
            return true;
        }

        public bool IsOpen(IPEndPoint remote) => true;

        public void Dispose() => network._transports.Remove(local);
    }
}
