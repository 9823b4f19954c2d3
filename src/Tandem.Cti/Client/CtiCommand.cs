using System.Text.Json;

namespace Tandem.Cti.Client;

/// <summary>What a client asks of the exchange: one nested record for each command of the protocol.</summary>
/// <param name="Uuid">The channel that it is about.</param>
public abstract record CtiCommand(string Uuid)
{
    /// <summary>Hangs a channel up.</summary>
    /// <param name="Uuid">The channel.</param>
    public sealed record HangUp(string Uuid) : CtiCommand(Uuid);

    /// <summary>Parks a channel.</summary>
    /// <param name="Uuid">The channel.</param>
    /// <param name="Timeout">After how long it comes back, in whole seconds; null as the exchange has it.</param>
    public sealed record Park(string Uuid, TimeSpan? Timeout = null) : CtiCommand(Uuid);

    /// <summary>Sends a channel elsewhere.</summary>
    /// <param name="Uuid">The channel.</param>
    /// <param name="Destination">Where to.</param>
    /// <param name="UserId">In whose name, by id.</param>
    /// <param name="UserName">In whose name.</param>
    public sealed record Transfer(string Uuid, string Destination, int? UserId = null, string? UserName = null) : CtiCommand(Uuid);

    /// <summary>Lets a channel listen in on another.</summary>
    /// <param name="Uuid">The channel that listens.</param>
    /// <param name="TargetUuid">The channel that is listened to.</param>
    /// <param name="Subcommand">How, in the exchange's words; at a Tandem <c>spy</c>, <c>whisper</c> or <c>barge</c>.</param>
    public sealed record Eavesdrop(string Uuid, string TargetUuid, string? Subcommand = null) : CtiCommand(Uuid);

    /// <summary>The command as the text that is sent.</summary>
    /// <param name="reference">By which the server names its answer, where it gives one.</param>
    internal byte[] Encode(long reference)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteString("cmd"u8, this switch { HangUp => "hangup", Park => "park", Transfer => "transfer", _ => "eavesdrop" });
            writer.WriteString("uuid"u8, Uuid);
            switch (this)
            {
                case Park { Timeout: { } timeout }:
                    writer.WriteNumber("timeout"u8, (int)timeout.TotalSeconds);
                    break;
                case Transfer transfer:
                    WriteTransfer(writer, transfer);
                    break;
                case Eavesdrop eavesdrop:
                    writer.WriteString("target_uuid"u8, eavesdrop.TargetUuid);
                    writer.WriteString("subcommand"u8, eavesdrop.Subcommand ?? "");
                    break;
            }
            writer.WriteNumber("ref"u8, reference);
            writer.WriteEndObject();
        }
        return output.ToArray();
    }

    private static void WriteTransfer(Utf8JsonWriter writer, Transfer transfer)
    {
        if (transfer.UserId is { } id)
        {
            writer.WriteNumber("user_id"u8, id);
        }
        if (transfer.UserName is { } name)
        {
            writer.WriteString("user_name"u8, name);
        }
        writer.WriteString("destination"u8, transfer.Destination);
    }
}
