using System.CommandLine;
using System.Globalization;
using Tandem.Asterisk;
using Tandem.Hub.Configuration;

namespace Tandem.Hub.CommandLine;

/// <summary>The options of every command that speaks to an Asterisk itself.</summary>
internal sealed class AmiConnectionOptions
{
    private readonly Option<string?> _host = new("--host") { Description = "The Asterisk. Default: TANDEM_AMI_HOST, else 127.0.0.1." };
    private readonly Option<int?> _port = new("--port") { Description = "Its port. Default: TANDEM_AMI_PORT, else 5038, with TLS 5039." };
    private readonly Option<string?> _user = new("--user") { Description = "The user of manager.conf. Default: TANDEM_AMI_USER, else admin." };
    private readonly Option<string?> _secret = new("--secret") { Description = "The user's secret; other users of this machine see it, so rather set TANDEM_AMI_SECRET." };
    private readonly Option<bool> _tls = new("--tls") { Description = "Encrypt, and trust what this machine trusts." };
    private readonly Option<string?> _pin = new("--pin") { Description = "Encrypt, and trust the certificate with this SHA-256 fingerprint alone." };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };

    /// <summary>Adds the options to a command.</summary>
    public static AmiConnectionOptions AddTo(Command command)
    {
        var options = new AmiConnectionOptions();
        foreach (var option in new Option[] { options._host, options._port, options._user, options._secret, options._tls, options._pin, options._json })
        {
            command.Options.Add(option);
        }
        return options;
    }

    public bool WantsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>The settings of a client that connects once.</summary>
    /// <exception cref="SettingsException">There is no secret, or a port is none.</exception>
    public AmiClientOptions Read(ParseResult parsed)
    {
        var pin = parsed.GetValue(_pin);
        var options = new AmiClientOptions
        {
            Host = parsed.GetValue(_host) ?? Variable("HOST") ?? "127.0.0.1",
            Username = parsed.GetValue(_user) ?? Variable("USER") ?? "admin",
            Secret = parsed.GetValue(_secret) ?? Variable("SECRET") ?? throw new SettingsException("There is no secret. Set TANDEM_AMI_SECRET, or give --secret."),
            Tls = parsed.GetValue(_tls) || pin is not null ? new AmiTlsOptions { PinnedFingerprint = pin } : null,
            Reconnect = new AmiReconnectOptions { Enabled = false },
        };
        return (parsed.GetValue(_port), Variable("PORT")) switch
        {
            ({ } port, _) => options with { Port = port },
            (_, null) => options,
            (_, { } text) when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) => options with { Port = port },
            (_, { } text) => throw new SettingsException($"TANDEM_AMI_PORT is '{text}', which is no port."),
        };
    }

    /// <summary>Connects, once.</summary>
    /// <exception cref="SettingsException">A setting cannot be.</exception>
    /// <exception cref="AmiException">There is no connection.</exception>
    public static async Task<AmiClient> ConnectAsync(AmiClientOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await AmiClient.ConnectAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException exception)
        {
            throw new SettingsException(exception.Message);
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable($"TANDEM_AMI_{name}") is { Length: > 0 } value ? value : null;
}
