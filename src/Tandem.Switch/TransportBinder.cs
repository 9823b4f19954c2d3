using System.Net;
using System.Net.Sockets;
using Tandem.Sip.Transport;

namespace Tandem.Switch;

/// <summary>Binds every transport on every address: UDP and TCP with one port number, TLS with another.</summary>
internal static class TransportBinder
{
    // A port that the system chose for one transport may be taken for another.
    private const int FreePortAttempts = 32;

    public static List<ISipTransport> Bind(SwitchOptions options, TimeProvider timeProvider)
    {
        for (var attempt = 1; ; attempt++)
        {
            var bound = new List<ISipTransport>();
            try
            {
                foreach (var address in options.Addresses)
                {
                    foreach (var protocol in options.Transports)
                    {
                        var port = bound.Count > 0 ? bound[0].LocalEndPoint.Port : options.Port;
                        bound.Add(Bind(protocol, new IPEndPoint(address, port), options, timeProvider));
                    }
                }
                if (options.Tls is not null)
                {
                    BindTls(bound, options, timeProvider);
                }
                return bound;
            }
            catch (SwitchStartException) when ((options.Port == 0 || options.TlsPort == 0) && bound.Count > 0 && attempt < FreePortAttempts)
            {
                bound.ForEach(transport => transport.Dispose());
            }
            catch
            {
                bound.ForEach(transport => transport.Dispose());
                throw;
            }
        }
    }

    private static void BindTls(List<ISipTransport> bound, SwitchOptions options, TimeProvider timeProvider)
    {
        var port = options.TlsPort;
        foreach (var address in options.Addresses)
        {
            bound.Add(Bind(SipProtocol.Tls, new IPEndPoint(address, port), options, timeProvider));
            port = bound[^1].LocalEndPoint.Port;
        }
    }

    private static ISipTransport Bind(SipProtocol protocol, IPEndPoint endPoint, SwitchOptions options, TimeProvider timeProvider)
    {
        try
        {
            return protocol switch
            {
                SipProtocol.Udp => new UdpTransport(endPoint),
                SipProtocol.Tcp => new TcpTransport(endPoint, options.Tcp, timeProvider),
                SipProtocol.Tls => new TlsTransport(endPoint, options.Tls!, options.Tcp, timeProvider),
                _ => throw new NotSupportedException($"SIP over {protocol.ToViaName()} is not available."),
            };
        }
        catch (SocketException exception)
        {
            throw new SwitchStartException(protocol, endPoint, exception);
        }
    }
}
