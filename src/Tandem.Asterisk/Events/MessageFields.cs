using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>Reads the fields of records from a message.</summary>
internal static class MessageFields
{
    /// <summary>A text; null for the words that Asterisk has for nothing.</summary>
    public static string? Text(this AmiMessage message, string name) => message[name] is { Length: > 0 } text and not ("<unknown>" or "<none>" or "(null)") ? text : null;

    public static int? Number(this AmiMessage message, string name) => message.TryGetInt32(name, out var value) ? value : null;

    public static bool? Flag(this AmiMessage message, string name) => message.TryGetBoolean(name, out var value) ? value : null;
}
