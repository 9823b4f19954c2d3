using System.CommandLine;
using Tandem.Hub.Configuration;
using Tandem.Sipgate;

namespace Tandem.Hub.CommandLine;

/// <summary>The options of every command that speaks to sipgate itself. The token comes from the environment or from the profile, as other users of a machine see command lines.</summary>
internal sealed class SipgateConnectionOptions
{
    private readonly Option<string?> _url = new("--sipgate-url") { Description = "The API's address. Default: TANDEM_SIPGATE_URL, else that of sipgate." };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };

    /// <summary>Adds the options to a command.</summary>
    public static SipgateConnectionOptions AddTo(Command command)
    {
        var options = new SipgateConnectionOptions();
        command.Options.Add(options._url);
        command.Options.Add(options._json);
        return options;
    }

    public bool WantsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <exception cref="SettingsException">There is no token, or a setting cannot be.</exception>
    public SipgateClient Connect(ParseResult parsed)
    {
        var profile = Variable("TOKEN") is { } token ? new SipgateProfile(Variable("TOKEN_ID"), token) : SipgateProfile.Load();
        return Connect(parsed, profile ?? throw new SettingsException("There is no token. Use tandem sipgate login, or set TANDEM_SIPGATE_TOKEN_ID and TANDEM_SIPGATE_TOKEN."));
    }

    /// <exception cref="SettingsException">A setting cannot be.</exception>
    public SipgateClient Connect(ParseResult parsed, SipgateProfile profile)
    {
        try
        {
            return new SipgateClient(new SipgateOptions
            {
                Credentials = profile.TokenId is { } id ? SipgateCredentials.PersonalAccessToken(id, profile.Token) : SipgateCredentials.Bearer(profile.Token),
                BaseAddress = (parsed.GetValue(_url) ?? Variable("URL")) is { } url ? new Uri(url) : SipgateOptions.DefaultBaseAddress,
            });
        }
        catch (Exception exception) when (exception is ArgumentException or UriFormatException)
        {
            throw new SettingsException(exception.Message);
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable($"TANDEM_SIPGATE_{name}") is { Length: > 0 } value ? value : null;
}
