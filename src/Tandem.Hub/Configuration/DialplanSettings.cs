using System.Buffers;
using Tandem.Asterisk.Live;

namespace Tandem.Hub.Configuration;

/// <summary>Reads what commands need to know of the dialplan of an Asterisk: <c>Asterisk:Connections:N:Dialplan</c>.</summary>
internal static class DialplanSettings
{
    private const string None = "none";
    private const string ContextAllowed = "the name of a context: letters, digits, _ - and .";
    private const string FolderAllowed = "a folder on the Asterisk from / on, without ..";
    private static readonly SearchValues<char> NameLetters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-.");
    private static readonly SearchValues<char> PatternLetters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-.*#+/@:");
    private static readonly SearchValues<char> PathLetters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-./ ");
    private static readonly string[] FileFields = ["{year}", "{month}", "{day}", "{time}", "{from}", "{to}", "{id}"];

    /// <summary>Reads them.</summary>
    /// <param name="reader">The settings.</param>
    /// <param name="connection">The key of the connection.</param>
    /// <param name="recordingBase">The folder of recordings that the model knows; null for none.</param>
    /// <exception cref="SettingsException">One of them is wrong.</exception>
    public static AsteriskDialplan Read(SettingsReader reader, string connection, string? recordingBase)
    {
        var defaults = AsteriskDialplan.Default;
        var key = $"{connection}:Dialplan";
        return new AsteriskDialplan
        {
            Prefix = Checked(reader, $"{connection}:Prefix", defaults.Prefix, IsPrefix, "digits, * and #, up to 16"),
            CallContext = Checked(reader, $"{key}:CallContext", defaults.CallContext, IsName, ContextAllowed),
            TransferContext = Checked(reader, $"{key}:TransferContext", defaults.TransferContext, IsName, ContextAllowed),
            VoicemailExtension = Pattern(reader, $"{key}:VoicemailExtension", defaults.VoicemailExtension),
            ConferenceExtension = Pattern(reader, $"{key}:ConferenceExtension", defaults.ConferenceExtension),
            HoldContext = Optional(reader, $"{key}:HoldContext"),
            PlayContext = Optional(reader, $"{key}:PlayContext"),
            QueueInterface = Checked(reader, $"{key}:QueueInterface", defaults.QueueInterface, IsPattern, "a device with {0} for the extension, as Local/{0}@from-queue/n"),
            QueueStateInterface = Pattern(reader, $"{key}:QueueStateInterface", defaults.QueueStateInterface),
            RecordingFolder = Checked(reader, $"{key}:RecordingFolder", recordingBase ?? defaults.RecordingFolder, IsFolder, FolderAllowed),
            RecordingFile = Checked(reader, $"{key}:RecordingFile", defaults.RecordingFile, IsFile, $"a file below the folder, of letters, digits, _ - . / and {string.Join(' ', FileFields)}"),
            TellsRecordings = reader.Flag($"{key}:TellsRecordings"),
            AnnouncementFolder = Checked(reader, $"{key}:AnnouncementFolder", defaults.AnnouncementFolder, IsFolder, FolderAllowed),
        };
    }

    private static string? Optional(SettingsReader reader, string key) => reader.Text(key) is null ? null : Checked(reader, key, "", IsName, ContextAllowed);

    // A default can be taken away: what the dialplan does not have is not among the capabilities.
    private static string? Pattern(SettingsReader reader, string key, string? fallback)
    {
        if (string.Equals(reader.Text(key), None, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        return fallback is null && reader.Text(key) is null ? null : Checked(reader, key, fallback ?? "", IsPattern, $"{None}, or a text with {{0}} for what is filled in");
    }

    private static string Checked(SettingsReader reader, string key, string fallback, Func<string, bool> isAllowed, string allowed) =>
        reader.Text(key) is not { } text ? fallback : isAllowed(text) ? text : throw new SettingsException(key, text, allowed);

    private static bool IsPrefix(string text) => text.Length <= 16 && text.All(letter => char.IsAsciiDigit(letter) || letter is '*' or '#');

    private static bool IsName(string text) => text.Length <= 80 && !text.AsSpan().ContainsAnyExcept(NameLetters);

    private static bool IsPattern(string text) =>
        text.Contains("{0}", StringComparison.Ordinal) && !text.Replace("{0}", "", StringComparison.Ordinal).AsSpan().ContainsAnyExcept(PatternLetters);

    private static bool IsFolder(string text) => text.StartsWith('/') && IsPath(text);

    private static bool IsFile(string text) =>
        !text.StartsWith('/') && IsPath(FileFields.Aggregate(text, (rest, field) => rest.Replace(field, "x", StringComparison.Ordinal)));

    private static bool IsPath(string text) => !text.AsSpan().ContainsAnyExcept(PathLetters) && !text.Split('/').Contains("..");
}
