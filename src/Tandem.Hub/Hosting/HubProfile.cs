using System.Text.Json;
using Tandem.Hub.Configuration;
using Tandem.Hub.Storage;

namespace Tandem.Hub.Hosting;

/// <summary>How the command line finds the hub of this machine: its address and a token, in a file that only its owner reads.</summary>
/// <param name="Url">Where REST is served.</param>
/// <param name="Token">A bearer token.</param>
internal sealed record HubProfile(string Url, string Token)
{
    private const string FileName = "profile.json";

    public static HubProfile? Load(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<HubProfile>(File.ReadAllText(path), JsonSerializerOptions.Web) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new SettingsException($"The profile {path} cannot be read: {exception.Message}");
        }
    }

    /// <summary>Writes the file anew, with mode 0600 from its first byte.</summary>
    public void Save(string dataDirectory) =>
        PrivateFile.Write(Path.Combine(dataDirectory, FileName), file => JsonSerializer.Serialize(file, this, JsonSerializerOptions.Web));

    /// <inheritdoc/>
    public override string ToString() => Url;
}
