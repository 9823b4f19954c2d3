using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Live.Functions;

/// <summary>A voice mailbox with all that Asterisk tells of it.</summary>
/// <param name="Context">The context that it is in.</param>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its owner's name.</param>
/// <param name="Email">Where messages are mailed to.</param>
/// <param name="NewMessages">How many were not heard.</param>
/// <param name="OldMessages">How many were heard.</param>
/// <param name="MaxMessages">How many it takes.</param>
/// <param name="MaxMessageLength">How long a message may be; zero means without a limit.</param>
/// <param name="Fields">All fields by Asterisk's names, as <c>TimeZone</c> and <c>AttachMessage</c>.</param>
public sealed record AsteriskMailbox(
    string Context,
    string Number,
    string? Name,
    string? Email,
    int NewMessages,
    int OldMessages,
    int MaxMessages,
    TimeSpan MaxMessageLength,
    IReadOnlyDictionary<string, string> Fields)
{
    internal static AsteriskMailbox Of(AmiMessage entry) => new(
        entry["VMContext"] ?? "",
        entry["VoiceMailbox"] ?? "",
        Text(entry, "Fullname"),
        Text(entry, "Email"),
        Count(entry, "NewMessageCount"),
        Count(entry, "OldMessageCount"),
        Count(entry, "MaxMessageCount"),
        TimeSpan.FromSeconds(Count(entry, "MaxMessageLength")),
        entry.Where(header => header.Name is not ("Event" or "ActionID")).DistinctBy(header => header.Name).ToDictionary(header => header.Name, header => header.Value));

    private static string? Text(AmiMessage entry, string field) => entry[field] is { Length: > 0 } text and not "(null)" ? text : null;

    private static int Count(AmiMessage entry, string field) => int.TryParse(entry[field], out var number) ? number : 0;
}
