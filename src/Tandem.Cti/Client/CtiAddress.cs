using Tandem.Cti.Protocol;

namespace Tandem.Cti.Client;

/// <summary>The address that a client connects to.</summary>
internal static class CtiAddress
{
    private const string Path = "/basix/api/ws_cti";

    /// <summary>The address.</summary>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentException">The URL is none of <c>ws</c>, <c>wss</c>, <c>http</c> or <c>https</c>.</exception>
    public static Uri Of(CtiClientOptions options)
    {
        var scheme = options.Url is { IsAbsoluteUri: true } ? options.Url.Scheme : "";
        var address = new UriBuilder(options.Url)
        {
            Scheme = scheme switch
            {
                "ws" or "http" => "ws",
                "wss" or "https" => "wss",
                _ => throw new ArgumentException($"'{options.Url}' is no address of a feed: wss://host or ws://host is wanted.", nameof(options)),
            },
            Port = options.Url.IsDefaultPort ? -1 : options.Url.Port,
            UserName = "",
            Password = "",
        };
        if (address.Path is "" or "/")
        {
            address.Path = Path;
        }
        address.Query = Query(options, options.Url.Query.TrimStart('?'));
        return address.Uri;
    }

    private static string Query(CtiClientOptions options, string own)
    {
        List<string> parts = own.Length > 0 ? [own] : [];
        if (options.Login == CtiLogin.Query)
        {
            Add("domain", options.Domain);
            Add("api_user", options.User ?? "");
            Add("api_token", options.Token);
        }
        Add("profile", options.Profile.Name());
        if (options.AppName is { } name)
        {
            Add("app_name", name);
        }
        if (options.WholeModel)
        {
            Add("objects", "true");
        }
        if (options.Force)
        {
            Add("force", "true");
        }
        return string.Join('&', parts);

        void Add(string key, string value) => parts.Add($"{key}={Uri.EscapeDataString(value)}");
    }
}
