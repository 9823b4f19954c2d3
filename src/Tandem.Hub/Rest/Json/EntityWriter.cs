using System.Text.Json;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest.Json;

/// <summary>
/// Writes objects of the model for the feed. What changes with every call is written by hand, as the feed spends most of its time here; the
/// bytes are those that <see cref="ApiJson"/> writes for REST.
/// </summary>
internal static class EntityWriter
{
    private static readonly EnumNameConverter<ChannelDirection> ChannelDirections = new();
    private static readonly EnumNameConverter<CallDirection> CallDirections = new();
    private static readonly EnumNameConverter<PeerLocation> PeerLocations = new();
    private static readonly EnumNameConverter<RecordingStatus> Recordings = new();
    private static readonly EnumNameConverter<ParticipantRole> Roles = new();
    private static readonly ExtensionStatusConverter ExtensionStatuses = new();
    private static readonly ChannelStateConverter States = new();

    /// <summary>Writes an object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="entity">The object.</param>
    public static void Write(Utf8JsonWriter writer, Entity entity)
    {
        switch (entity)
        {
            case Channel channel:
                Write(writer, channel);
                break;
            case Conversation conversation:
                Write(writer, conversation);
                break;
            case Extension extension:
                Write(writer, extension);
                break;
            default:
                JsonSerializer.Serialize(writer, entity, ApiJson.Options.GetTypeInfo(entity.GetType()));
                break;
        }
    }

    private static void Write(Utf8JsonWriter writer, Channel channel)
    {
        writer.WriteStartObject();
        writer.WriteText("name"u8, channel.Name);
        writer.WriteName("direction"u8, channel.Direction, ChannelDirections);
        writer.WriteName("peerLocation"u8, channel.PeerLocation, PeerLocations);
        writer.WriteParty("calling"u8, channel.Calling);
        writer.WriteParty("called"u8, channel.Called);
        writer.WriteParty("connected"u8, channel.Connected);
        writer.WriteInstant("offeredAt"u8, channel.OfferedAt);
        writer.WriteInstant("answeredAt"u8, channel.AnsweredAt);
        writer.WriteInstant("hungUpAt"u8, channel.HungUpAt);
        writer.WriteCause(channel.HangupCause);
        writer.WriteIds("bridgedWith"u8, channel.BridgedWith);
        writer.WriteTexts("peerDomains"u8, channel.PeerDomains);
        writer.WriteId("conversation"u8, channel.Conversation);
        writer.WriteReference("user"u8, channel.User);
        writer.WriteReference("group"u8, channel.Group);
        writer.WriteReference("device"u8, channel.Device);
        writer.WritePropertyName("state"u8);
        States.Write(writer, channel.State, ApiJson.Options);
        writer.WriteInstant("stateSince"u8, channel.StateSince);
        writer.WriteTarget(channel.Target);
        writer.WriteBoolean("held"u8, channel.Held);
        writer.WriteBoolean("muted"u8, channel.Muted);
        writer.WriteName("recording"u8, channel.Recording, Recordings);
        writer.WriteText("lastEvent"u8, channel.LastEvent);
        writer.WriteStartArray("labels"u8);
        foreach (var label in channel.Labels.AsSpan())
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, label.Name);
            writer.WriteString("value"u8, label.Value);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        if (channel.Capabilities is { } capabilities)
        {
            writer.WritePropertyName("capabilities"u8);
            JsonSerializer.Serialize(writer, capabilities, ApiJson.TypeOf<Pbx.Commands.CapabilitySet>());
        }
        if (channel.Media is { } media)
        {
            writer.WritePropertyName("media"u8);
            JsonSerializer.Serialize(writer, media, ApiJson.TypeOf<MediaQuality>());
        }
        writer.WriteIdentity(channel);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Conversation conversation)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("participants"u8);
        foreach (var participant in conversation.Participants.AsSpan())
        {
            Write(writer, participant);
        }
        writer.WriteEndArray();
        writer.WriteName("direction"u8, conversation.Direction, CallDirections);
        writer.WriteParty("calling"u8, conversation.Calling);
        writer.WriteParty("called"u8, conversation.Called);
        writer.WriteId("queue"u8, conversation.Queue);
        writer.WriteId("trunk"u8, conversation.Trunk);
        writer.WriteName("recording"u8, conversation.Recording, Recordings);
        writer.WriteInstant("startedAt"u8, conversation.StartedAt);
        writer.WriteInstant("answeredAt"u8, conversation.AnsweredAt);
        writer.WriteInstant("endedAt"u8, conversation.EndedAt);
        writer.WriteCause(conversation.HangupCause);
        writer.WriteId("mergedInto"u8, conversation.MergedInto);
        writer.WriteId("splitFrom"u8, conversation.SplitFrom);
        writer.WriteTimeline(conversation.Timeline);
        writer.WriteIdentity(conversation);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Participant participant)
    {
        writer.WriteStartObject();
        writer.WriteId("channel"u8, participant.Channel);
        writer.WriteParty("party"u8, participant.Party);
        writer.WriteString("domain"u8, participant.Domain);
        writer.WriteReference("user"u8, participant.User);
        writer.WriteName("role"u8, participant.Role, Roles);
        writer.WriteBoolean("muted"u8, participant.Muted);
        writer.WriteBoolean("held"u8, participant.Held);
        writer.WriteBoolean("owner"u8, participant.Owner);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Extension extension)
    {
        writer.WriteStartObject();
        writer.WriteString("number"u8, extension.Number);
        writer.WriteText("name"u8, extension.Name);
        writer.WriteReference("user"u8, extension.User);
        writer.WriteName("status"u8, extension.Status, ExtensionStatuses);
        writer.WriteBoolean("doNotDisturb"u8, extension.DoNotDisturb);
        writer.WriteForward("forwardAlways"u8, extension.ForwardAlways);
        writer.WriteForward("forwardBusy"u8, extension.ForwardBusy);
        writer.WriteForward("forwardUnavailable"u8, extension.ForwardUnavailable);
        writer.WriteStartArray("contacts"u8);
        foreach (var contact in extension.Contacts.AsSpan())
        {
            writer.WriteContact(contact);
        }
        writer.WriteEndArray();
        writer.WriteText("context"u8, extension.Context);
        writer.WriteText("technology"u8, extension.Technology);
        writer.WriteText("macAddress"u8, extension.MacAddress);
        writer.WriteInstant("lockedUntil"u8, extension.LockedUntil);
        writer.WriteIds("conversations"u8, extension.Conversations);
        writer.WriteIdentity(extension);
        writer.WriteEndObject();
    }
}
