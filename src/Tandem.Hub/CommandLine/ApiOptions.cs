using System.CommandLine;
using Tandem.Hub.Configuration;
using Tandem.Hub.Hosting;

namespace Tandem.Hub.CommandLine;

/// <summary>The options that every command has which speaks to a hub.</summary>
internal sealed class ApiOptions
{
    private readonly Option<string?> _url = new("--url") { Description = "The hub's address. Default: TANDEM_URL, else the hub of this machine." };
    private readonly Option<string?> _token = new("--token") { Description = "Its API token. Default: TANDEM_TOKEN, else the profile of this machine's hub." };
    private readonly Option<string?> _domain = new("--domain") { Description = "The domain that is meant, where a number alone fits several. Default: the token's, for an operator's token all." };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON, as REST gives it." };

    /// <summary>Adds the options to a command.</summary>
    public static ApiOptions AddTo(Command command)
    {
        var options = new ApiOptions();
        command.Options.Add(options._url);
        command.Options.Add(options._token);
        command.Options.Add(options._domain);
        command.Options.Add(options._json);
        return options;
    }

    public bool WantsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>A client for the hub that the options, the environment or the profile name.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="patience">How long an answer may take; null means 30 s.</param>
    /// <exception cref="ApiException">No hub is named anywhere.</exception>
    public ApiClient Connect(ParseResult parsed, TimeSpan? patience = null)
    {
        var (url, token) = FindHub(parsed.GetValue(_url), parsed.GetValue(_token));
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new ApiClient(address!, token, patience, parsed.GetValue(_domain))
            : throw new ApiException($"'{url}' is no address of a hub, such as http://127.0.0.1:5080.");
    }

    /// <summary>The hub that was typed, else that of the environment, else that of this machine.</summary>
    /// <param name="url">The address that was typed; null for none.</param>
    /// <param name="token">The token that was typed; null for none.</param>
    /// <exception cref="ApiException">No hub is named anywhere, or no token for it.</exception>
    internal static (string Url, string Token) FindHub(string? url, string? token)
    {
        url ??= Environment.GetEnvironmentVariable("TANDEM_URL");
        token ??= Environment.GetEnvironmentVariable("TANDEM_TOKEN");
        if (url is not null && token is not null)
        {
            return (url, token);
        }
        var dataDirectory = TandemSettings.Sources([])["Hub:DataDirectory"] ?? HubSettings.DefaultDataDirectory;
        var profile = HubProfile.Load(dataDirectory);
        if (profile is null && url is null)
        {
            throw new ApiException($"No hub has run with the data directory {dataDirectory}. Start one by `tandem run`, or name one and its token.");
        }
        // A token is sent only to the hub that it is for.
        url ??= profile!.Url;
        return (url, token ?? (url == profile?.Url ? profile.Token : throw new ApiException($"No token for {url}. Give --token or TANDEM_TOKEN.")));
    }
}
