using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live;

/// <summary>Reads where a phone is from the URI that it registered.</summary>
internal static class ContactUri
{
    /// <summary>Of <c>sip:1001@192.0.2.5:5062;transport=tcp</c>.</summary>
    public static ExtensionContact Read(string uri)
    {
        var at = uri.LastIndexOf('@');
        var start = at >= 0 ? at + 1 : uri.IndexOf(':') + 1;
        var parameters = uri.IndexOf(';', start);
        var host = uri[start..(parameters < 0 ? uri.Length : parameters)];
        var colon = host.LastIndexOf(':');
        int? port = null;
        if (colon > host.LastIndexOf(']') && int.TryParse(host.AsSpan(colon + 1), System.Globalization.NumberStyles.None, null, out var number))
        {
            port = number;
            host = host[..colon];
        }
        return new ExtensionContact { Address = host.Trim('[', ']'), Port = port, Transport = TransportIn(uri, parameters) };
    }

    private static string? TransportIn(string uri, int parameters)
    {
        foreach (var parameter in parameters < 0 ? [] : uri[(parameters + 1)..].Split(';'))
        {
            if (parameter.StartsWith("transport=", StringComparison.OrdinalIgnoreCase))
            {
                return parameter[10..].ToLowerInvariant();
            }
        }
        return uri.StartsWith("sips:", StringComparison.OrdinalIgnoreCase) ? "tls" : null;
    }
}
