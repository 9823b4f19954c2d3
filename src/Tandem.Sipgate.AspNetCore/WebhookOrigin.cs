using System.Net;
using Microsoft.AspNetCore.Http;

namespace Tandem.Sipgate.AspNetCore;

/// <summary>Finds out where a request came from, behind the proxies that are trusted.</summary>
internal static class WebhookOrigin
{
    private const string ForwardedFor = "X-Forwarded-For";

    /// <summary>Whether a request comes from where webhooks may.</summary>
    /// <param name="context">The request.</param>
    /// <param name="options">From where they may come.</param>
    public static bool IsAllowed(HttpContext context, SipgateWebhookOptions options) =>
        options.AllowedOrigins.Count == 0 || (Find(context, options.TrustedProxies) is { } origin && Contains(options.AllowedOrigins, origin));

    private static IPAddress? Find(HttpContext context, IReadOnlyList<IPNetwork> proxies)
    {
        var origin = context.Connection.RemoteIpAddress;
        var hops = string.Join(',', context.Request.Headers[ForwardedFor].AsEnumerable()).Split(',', StringSplitOptions.TrimEntries);

        // Each proxy wrote the address before it at the end.
        for (var i = hops.Length - 1; i >= 0 && origin is not null && Contains(proxies, origin) && hops[i].Length > 0; i--)
        {
            origin = IPEndPoint.TryParse(hops[i], out var hop) ? hop.Address : null;
        }
        return origin;
    }

    private static bool Contains(IReadOnlyList<IPNetwork> networks, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(network => network.Contains(plain));
    }
}
