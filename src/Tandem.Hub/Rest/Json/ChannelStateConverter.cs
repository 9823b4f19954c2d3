using System.Text.Json;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest.Json;

/// <summary>Writes what a channel is doing as the state's name and its arguments: <c>{"name":"park","lot":"main","slot":"701"}</c>.</summary>
internal sealed class ChannelStateConverter : WriteOnlyConverter<ChannelState>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ChannelState value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, value.Name);
        switch (value)
        {
            case ChannelState.Calling { Target: { } target }:
                writer.WriteTarget(target);
                break;
            case ChannelState.Ringing { Target: { } target }:
                writer.WriteTarget(target);
                break;
            case ChannelState.Queued queued:
                writer.WriteString("queue"u8, queued.QueueId.ToString());
                if (queued.Position is { } position)
                {
                    writer.WriteNumber("position"u8, position);
                }
                break;
            case ChannelState.Ivr ivr:
                writer.WriteString("id"u8, ivr.Id);
                break;
            case ChannelState.Voicemail voicemail:
                writer.WriteTarget(voicemail.Target);
                break;
            case ChannelState.CheckingVoicemail checking:
                writer.WriteString("mailbox"u8, checking.Mailbox);
                break;
            case ChannelState.InConference conference:
                writer.WriteString("room"u8, conference.Room);
                break;
            case ChannelState.Parked parked:
                writer.WriteString("lot"u8, parked.Lot);
                writer.WriteString("slot"u8, parked.Slot);
                break;
            case ChannelState.CallingExternal external:
                writer.WriteString("address"u8, external.Address);
                break;
            case ChannelState.CallingSipTermination termination:
                writer.WriteString("url"u8, termination.Url);
                break;
            case ChannelState.SystemOperation system:
                writer.WriteString("operation"u8, system.Operation);
                break;
            case ChannelState.InApplication application:
                writer.WriteString("application"u8, application.Application);
                break;
            case ChannelState.Eavesdrop eavesdrop:
                writer.WriteString("channel"u8, eavesdrop.Channel.ToString());
                break;
        }
        writer.WriteEndObject();
    }
}
