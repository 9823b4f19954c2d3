using System.Net;
using System.Net.Sockets;
using Tandem.Hub.Configuration;
using Tandem.Sip.Transport;

namespace Tandem.Hub.Doctor;

/// <summary>Whether the ports can be bound: SIP, HTTP, and a sample of those for RTP.</summary>
internal static class PortCheck
{
    private const int Samples = 20;

    /// <summary>Tries the ports.</summary>
    /// <param name="settings">Which ones.</param>
    /// <param name="isRunning">Whether our own hub has them.</param>
    public static IEnumerable<Finding> Examine(TandemSettings settings, bool isRunning)
    {
        var exchange = settings.Switch.Switch;
        foreach (var (address, protocol) in exchange.Addresses.SelectMany(address => exchange.Transports.Select(protocol => (address, protocol))))
        {
            var type = protocol == SipProtocol.Udp ? SocketType.Dgram : SocketType.Stream;
            yield return Examine(
                $"SIP {protocol.ToString().ToLowerInvariant()} port", new IPEndPoint(address, exchange.Port), type, isRunning, "Switch:Sip:Port");
        }
        if (exchange.Tls is not null)
        {
            foreach (var address in exchange.Addresses)
            {
                yield return Examine("SIP tls port", new IPEndPoint(address, exchange.TlsPort), SocketType.Stream, isRunning, "Switch:Tls:Port");
            }
        }
        foreach (var url in settings.Hub.Urls)
        {
            if (EndPointOf(url) is { } endPoint)
            {
                yield return Examine("HTTP port", endPoint, SocketType.Stream, isRunning, "Hub:Urls");
            }
        }
        yield return ExamineRtp(settings.Switch, isRunning);
    }

    private static Finding Examine(string check, IPEndPoint endPoint, SocketType type, bool isRunning, string key) =>
        (TryBind(endPoint, type), isRunning) switch
        {
            (null, _) => Finding.Ok(check, endPoint.Port == 0 ? "Any free one." : $"{endPoint} is free."),
            (SocketError.AddressAlreadyInUse, true) => Finding.Ok(check, $"{endPoint} is used by the hub that runs."),
            (SocketError.AddressAlreadyInUse, false) => Finding.Fail(
                check, $"{endPoint} is used by another program.", $"End it (ss -lnp shows it), or choose another port: {key}."),
            (SocketError.AccessDenied, _) => Finding.Fail(
                check, $"{endPoint} may not be bound by this user.", $"Take a port above 1023 ({key}), or give the service CAP_NET_BIND_SERVICE."),
            (SocketError.AddressNotAvailable, _) => Finding.Fail(check, $"{endPoint.Address} is no address of this machine.", $"Correct the address ({key}, Switch:Sip:Address)."),
            ({ } error, _) => Finding.Fail(check, $"{endPoint} cannot be bound: {error}.", $"Correct {key}."),
        };

    private static Finding ExamineRtp(SwitchSettings settings, bool isRunning)
    {
        var (address, first, last) = (settings.Media.Address, settings.Media.FirstPort, settings.Media.LastPort);
        var step = Math.Max(2, (last - first) / Samples);
        var taken = 0;
        var tried = 0;
        for (var port = first; port <= last; port += step, tried++)
        {
            taken += TryBind(new IPEndPoint(address, port), SocketType.Dgram) is null ? 0 : 1;
        }
        return taken == 0 || isRunning
            ? Finding.Ok("RTP ports", $"{first}-{last}: {tried - taken} of {tried} tried are free.")
            : taken < tried
                ? Finding.Warn("RTP ports", $"{first}-{last}: {taken} of {tried} tried are used by other programs.", "Choose a range of its own for the hub: Switch:Rtp:PortRange.")
                : Finding.Fail("RTP ports", $"{first}-{last}: none of {tried} tried can be bound, so calls would have no audio.", "Choose another range: Switch:Rtp:PortRange.");
    }

    private static SocketError? TryBind(IPEndPoint endPoint, SocketType type)
    {
        try
        {
            using var socket = new Socket(endPoint.AddressFamily, type, type == SocketType.Dgram ? ProtocolType.Udp : ProtocolType.Tcp);
            if (type == SocketType.Stream)
            {
                // As Kestrel does it: a port in TIME_WAIT is free.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }
            socket.Bind(endPoint);
            if (type == SocketType.Stream)
            {
                socket.Listen();
            }
            return null;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
    }

    private static IPEndPoint? EndPointOf(string url)
    {
        var address = BindingAddress.Parse(url);
        return address.Host switch
        {
            "*" or "+" => new IPEndPoint(IPAddress.Any, address.Port),
            "localhost" => new IPEndPoint(IPAddress.Loopback, address.Port),
            var host => IPAddress.TryParse(host, out var parsed) ? new IPEndPoint(parsed, address.Port) : null,
        };
    }
}
