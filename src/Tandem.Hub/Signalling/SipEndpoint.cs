using System.Net;
using Tandem.Hub.Configuration;
using Tandem.Hub.Rest;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Sip.Transport;
using Tandem.Switch;

namespace Tandem.Hub.Signalling;

/// <summary><c>/sip</c>: SIP over WebSocket (RFC 7118), for phones in browsers. Who they are is SIP's matter: a digest, as on every transport.</summary>
internal static class SipEndpoint
{
    /// <summary>The path.</summary>
    public const string Path = "/sip";

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    /// <summary>Adds the endpoint.</summary>
    /// <param name="app">Where to.</param>
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Connect], ServeAsync)
            .Answers<string>("SIP over a WebSocket of the subprotocol sip, for phones in browsers; who they are is asked by SIP.", 200, 400, 403, 404, 426, 503);

    private static async Task<IResult> ServeAsync(HttpContext context, SipSwitch exchange, SwitchSettings settings)
    {
        if (!settings.ServesWebSockets)
        {
            return Results.NotFound();
        }
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return new Problem(StatusCodes.Status426UpgradeRequired, "A WebSocket is wanted.");
        }
        if (!context.WebSockets.WebSocketRequestedProtocols.Contains(WebSocketTransport.SubProtocol, StringComparer.OrdinalIgnoreCase))
        {
            return new Problem(StatusCodes.Status400BadRequest, "A WebSocket of the subprotocol sip is wanted.");
        }
        if (!IsAllowed(context.Request, settings.WebSocketOrigins))
        {
            return new Problem(StatusCodes.Status403Forbidden, "Pages of this origin may not connect (Switch:WebSocket:Origins).");
        }
        var (local, remote) = (context.Connection.LocalIpAddress, context.Connection.RemoteIpAddress);
        if (exchange.EndPoints.Count == 0 || local is null || remote is null)
        {
            return new Problem(StatusCodes.Status503ServiceUnavailable, "The exchange does not run.");
        }
        var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = WebSocketTransport.SubProtocol,
            KeepAliveInterval = KeepAlive,
            KeepAliveTimeout = KeepAlive,
        }).ConfigureAwait(false);
        await exchange.ServeAsync(
            socket, new IPEndPoint(Plain(local), context.Connection.LocalPort), new IPEndPoint(Plain(remote), context.Connection.RemotePort), context.Request.IsHttps).ConfigureAwait(false);
        return Results.Empty;
    }

    // A page of the hub's own always may, and a program that is no browser says no origin.
    private static bool IsAllowed(HttpRequest request, IReadOnlyList<string> origins)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || origins.Any(allowed => allowed == "*" || allowed.Equals(origin, StringComparison.OrdinalIgnoreCase))
            || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
