using System.Text.Json;
using Tandem.Hub.Configuration;
using Tandem.Hub.Storage;

namespace Tandem.Hub.CommandLine;

/// <summary>The token that <c>tandem sipgate login</c> keeps for its user, in a file that only he reads.</summary>
/// <param name="TokenId">The id of a personal access token; null where the token is an OAuth one.</param>
/// <param name="Token">The token.</param>
internal sealed record SipgateProfile(string? TokenId, string Token)
{
    /// <summary>Where the file is: below the user's configuration.</summary>
    public static string FilePath
    {
        get
        {
            var folder = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return Path.Combine(folder, "tandem", "sipgate.json");
        }
    }

    /// <summary>Reads it.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="SettingsException">It cannot be read, or others may read it.</exception>
    public static SipgateProfile? Load()
    {
        var path = FilePath;
        if (!File.Exists(path))
        {
            return null;
        }
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0)
        {
            throw new SettingsException($"Others may read {path}. Take that from them (chmod 600), and change the token.");
        }
        try
        {
            return JsonSerializer.Deserialize<SipgateProfile>(File.ReadAllText(path), JsonSerializerOptions.Web);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new SettingsException($"{path} cannot be read: {exception.Message}");
        }
    }

    /// <summary>Writes the file anew, with mode 0600 from its first byte.</summary>
    public void Save() => PrivateFile.Write(FilePath, file => JsonSerializer.Serialize(file, this, JsonSerializerOptions.Web));

    /// <inheritdoc/>
    public override string ToString() => TokenId ?? "OAuth";
}
