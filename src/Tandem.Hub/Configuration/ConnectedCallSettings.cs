using Tandem.Switch.Calls.Holding;

namespace Tandem.Hub.Configuration;

/// <summary>Settings of the built-in exchange for calls that are up.</summary>
internal static class ConnectedCallSettings
{
    private const string TonePrefix = "tone:";

    /// <summary><c>Switch:MusicOnHold</c>: <c>default</c>, <c>none</c>, tones in writing after <c>tone:</c>, or a WAV file.</summary>
    public static MusicOnHold ReadMusicOnHold(SettingsReader reader)
    {
        const string key = "Switch:MusicOnHold";
        var text = reader.Text(key, "default");
        try
        {
            return text.Equals("default", StringComparison.OrdinalIgnoreCase) ? MusicOnHold.Default
                : text.Equals("none", StringComparison.OrdinalIgnoreCase) ? MusicOnHold.None
                : text.StartsWith(TonePrefix, StringComparison.OrdinalIgnoreCase) ? MusicOnHold.OfTones(text[TonePrefix.Length..])
                : MusicOnHold.OfFile(text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or FormatException or ArgumentException)
        {
            throw new SettingsException($"{key} '{text}' cannot be played: {exception.Message.TrimEnd('.')}.");
        }
    }

    /// <summary><c>Switch:PickUpPrefix</c>: what is dialled before the number of an extension that rings; <c>none</c> for no such code.</summary>
    public static string? ReadPickUpPrefix(SettingsReader reader)
    {
        const string key = "Switch:PickUpPrefix";
        var text = reader.Text(key, "*8");
        return text.Equals("none", StringComparison.OrdinalIgnoreCase) ? null
            : text.Length <= 8 && text.All(c => char.IsAsciiDigit(c) || c is '*' or '#') ? text
            : throw new SettingsException(key, text, "1 to 8 of 0 to 9, * and #, or none");
    }

    /// <summary>A folder, made where it is missing; null where none is named.</summary>
    public static string? ReadFolder(SettingsReader reader, string key)
    {
        if (reader.Text(key) is not { } path)
        {
            return null;
        }
        try
        {
            return Directory.CreateDirectory(path).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SettingsException($"{key} '{path}' cannot be used: {exception.Message.TrimEnd('.')}.");
        }
    }
}
