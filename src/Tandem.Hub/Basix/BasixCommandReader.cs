using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Tandem.Pbx.Commands;

namespace Tandem.Hub.Basix;

/// <summary>Reads the commands of clients: JSON texts such as <c>{"cmd":"hangup","uuid":"..."}</c>.</summary>
internal static class BasixCommandReader
{
    /// <summary>Reads a command.</summary>
    /// <param name="text">The text, in UTF-8.</param>
    /// <param name="name">Its name.</param>
    /// <param name="command">The command; null when there is none of its name, or something is missing.</param>
    /// <param name="reference">The reference by which the client wants to hear of it; null when it does not.</param>
    /// <returns>False when the text is no command at all.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> text, [NotNullWhen(true)] out string? name, out ChannelCommand? command, out long? reference)
    {
        (name, command, reference) = (null, null, null);
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object || Text(document.RootElement, "cmd") is not { } cmd)
            {
                return false;
            }
            name = cmd;
            reference = document.RootElement.TryGetProperty("ref", out var value) && value.TryGetInt64(out var number) ? number : null;
            command = Text(document.RootElement, "uuid") is { } uuid ? Read(cmd, uuid, document.RootElement) : null;
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static ChannelCommand? Read(string name, string uuid, JsonElement command) => name switch
    {
        "hangup" => new HangUpCommand(uuid),
        "park" => new ParkCommand(uuid, Timeout: Seconds(command, "timeout")),
        "transfer" when Text(command, "destination") is { } destination => new RedirectCommand(uuid, destination),
        "eavesdrop" when Text(command, "target_uuid") is { } target => Text(command, "subcommand") switch
        {
            "whisper" => new WhisperCommand(target, uuid),
            "barge" => new BargeCommand(target, uuid),
            _ => new SpyCommand(target, uuid),
        },
        _ => null,
    };

    private static string? Text(JsonElement command, string field) => command.TryGetProperty(field, out var value) ? value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    }
    : null;

    private static TimeSpan? Seconds(JsonElement command, string field) =>
        command.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
