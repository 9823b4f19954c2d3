using System.Globalization;

namespace Tandem.Asterisk.Live;

/// <summary>
/// How the dialplan of an Asterisk names what commands need: AMI can send a channel to a place in the dialplan, and only the dialplan knows
/// what is there. The defaults are FreePBX's; what is <see langword="null"/> is not there, and commands that need it are not among the
/// capabilities.
/// </summary>
public sealed record AsteriskDialplan
{
    /// <summary>The dialplan of FreePBX and its kin.</summary>
    public static AsteriskDialplan Default { get; } = new();

    /// <summary>What is dialled before a number that is no extension, as for an outside line; empty for nothing. With one, a leading + becomes 00, and a number with 00 is left as it is.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The context in which extensions call. Default <c>from-internal</c>.</summary>
    public string CallContext { get; init; } = "from-internal";

    /// <summary>The context in which the targets of transfers and redirects are looked up. Default <c>from-internal</c>.</summary>
    public string TransferContext { get; init; } = "from-internal";

    /// <summary>The extension that leaves a message in a mailbox; <c>{0}</c> stands for the mailbox. Default <c>vmu{0}</c>.</summary>
    public string? VoicemailExtension { get; init; } = "vmu{0}";

    /// <summary>The extension that leads into a conference; <c>{0}</c> stands for the room. Default <c>{0}</c>.</summary>
    public string? ConferenceExtension { get; init; } = "{0}";

    /// <summary>The context whose extension <c>s</c> plays music to who is held; <see langword="null"/>, the default, where there is none.</summary>
    public string? HoldContext { get; init; }

    /// <summary>The context whose extension <c>s</c> plays the file in the variable <c>TANDEM_SOUND</c>; <see langword="null"/>, the default, where there is none.</summary>
    public string? PlayContext { get; init; }

    /// <summary>The device that a queue dials to reach a member; <c>{0}</c> stands for the extension. Default <c>Local/{0}@from-queue/n</c>.</summary>
    public string QueueInterface { get; init; } = "Local/{0}@from-queue/n";

    /// <summary>The device whose state a queue looks at; <c>{0}</c> stands for the extension; <see langword="null"/> means the member's own. Default <c>hint:{0}@ext-local</c>.</summary>
    public string? QueueStateInterface { get; init; } = "hint:{0}@ext-local";

    /// <summary>The folder on the Asterisk in which recordings are kept. Default <c>/var/spool/asterisk/monitor</c>.</summary>
    public string RecordingFolder { get; init; } = "/var/spool/asterisk/monitor";

    /// <summary>
    /// The file of a recording within its folder. <c>{year}</c>, <c>{month}</c>, <c>{day}</c>, <c>{time}</c> (when it begins, in UTC), <c>{from}</c>, <c>{to}</c> (the two sides) and <c>{id}</c> (the
    /// channel's unique id) are filled in. The default is one folder a day.
    /// </summary>
    public string RecordingFile { get; init; } = "{year}/{month}/{day}/{from}-{to}-{year}{month}{day}-{time}-{id}.wav";

    /// <summary>Whether recordings are told to the dialplan of FreePBX as its own on-demand recordings are, so that its call records know the file. Default false.</summary>
    public bool TellsRecordings { get; init; }

    /// <summary>The folder on the Asterisk in which announcements are recorded. Default <c>/var/lib/asterisk/sounds/custom</c>.</summary>
    public string AnnouncementFolder { get; init; } = "/var/lib/asterisk/sounds/custom";

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(CallContext);
        ArgumentException.ThrowIfNullOrEmpty(TransferContext);
        ArgumentException.ThrowIfNullOrEmpty(RecordingFolder);
        ArgumentException.ThrowIfNullOrEmpty(RecordingFile);
        ArgumentException.ThrowIfNullOrEmpty(AnnouncementFolder);
        RequirePlace(QueueInterface, nameof(QueueInterface));
        foreach (var (pattern, name) in new[] { (VoicemailExtension, nameof(VoicemailExtension)), (ConferenceExtension, nameof(ConferenceExtension)), (QueueStateInterface, nameof(QueueStateInterface)) })
        {
            if (pattern is not null)
            {
                RequirePlace(pattern, name);
            }
        }
    }

    internal static string Fill(string pattern, string value) => pattern.Replace("{0}", value, StringComparison.Ordinal);

    internal string RecordingPath(DateTimeOffset at, string from, string to, string id)
    {
        var file = RecordingFile
            .Replace("{year}", at.ToString("yyyy", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{month}", at.ToString("MM", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{day}", at.ToString("dd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{time}", at.ToString("HHmmss", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{from}", FileName(from), StringComparison.Ordinal)
            .Replace("{to}", FileName(to), StringComparison.Ordinal)
            .Replace("{id}", FileName(id), StringComparison.Ordinal);
        return $"{RecordingFolder.TrimEnd('/')}/{file}";
    }

    // What people are called by becomes part of a path and of a list divided by commas.
    private static string FileName(string text) => text.Length == 0 ? "unknown" : string.Concat(text.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' ? letter : '_')).Trim('.');

    private static void RequirePlace(string pattern, string name)
    {
        if (!pattern.Contains("{0}", StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{pattern}' has no {{0}} for what is filled in.", name);
        }
    }
}
