using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace Tandem.Hub.Configuration;

/// <summary>All settings of a hub, checked.</summary>
/// <param name="Hub">Of the program itself.</param>
/// <param name="Switch">Of the built-in exchange.</param>
/// <param name="Basix">Of the CTI feed, and of the exchanges that are joined by it.</param>
/// <param name="Asterisk">Of the Asterisks that are joined.</param>
/// <param name="Sipgate">Of the accounts of sipgate that are joined.</param>
public sealed record TandemSettings(HubSettings Hub, SwitchSettings Switch, BasixSettings Basix, AsteriskSettings Asterisk, SipgateSettings Sipgate)
{
    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="SettingsException">A setting is wrong, or there is no such setting.</exception>
    public static TandemSettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var names = new SourceNames(reader);
        var settings = new TandemSettings(
            HubSettings.Read(reader), SwitchSettings.Read(reader), BasixSettings.Read(reader, names), AsteriskSettings.Read(reader, names), SipgateSettings.Read(reader, names));
        reader.RefuseUnknown("Hub", "Switch", "Basix", "Asterisk", "Sipgate");
        CheckLogLevels(configuration);
        return settings;
    }

    /// <summary>Where settings come from, the later ones winning: <c>appsettings.json</c> in the working directory, <c>TANDEM__</c> environment, command line.</summary>
    /// <param name="arguments">Command line settings: <c>--Switch:Sip:Port 5070</c>.</param>
    /// <exception cref="SettingsException">appsettings.json cannot be read.</exception>
    public static IConfigurationRoot Sources(string[] arguments)
    {
        try
        {
            var file = new JsonConfigurationSource { FileProvider = WatchedFolder(), Path = "appsettings.json", Optional = true, ReloadOnChange = true };
            var sources = new ConfigurationBuilder().Add(file).AddEnvironmentVariables("TANDEM__").AddCommandLine(arguments).Build();
            file.OnLoadException = Tell;
            return sources;
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or IOException)
        {
            throw new SettingsException($"The settings cannot be read: {exception.GetBaseException().Message}");
        }
    }

    // Looked at every few seconds: told by the system, each write to a database below the working directory would wake us.
    private static PhysicalFileProvider WatchedFolder() =>
        new(Directory.GetCurrentDirectory()) { UsePollingFileWatcher = true, UseActivePolling = true };

    // It is thrown on, and so nobody hears of a change: a running hub keeps what it has until the file can be read again.
    private static void Tell(FileLoadExceptionContext failure) =>
        Console.Error.WriteLine($"The settings stay as they were, for they cannot be read: {failure.Exception.GetBaseException().Message}");

    // Read by the logging itself, which would throw in the middle of the start.
    private static void CheckLogLevels(IConfiguration configuration)
    {
        foreach (var (key, value) in configuration.GetSection("Logging").AsEnumerable())
        {
            if (value is not null && key.Contains(":LogLevel:", StringComparison.OrdinalIgnoreCase) && !Enum.TryParse<LogLevel>(value, ignoreCase: true, out _))
            {
                throw new SettingsException(key, value, string.Join(", ", Enum.GetNames<LogLevel>()));
            }
        }
    }
}
