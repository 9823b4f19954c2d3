using System.Globalization;
using System.Text.Json;
using Tandem.Cti.Bert;
using Tandem.Cti.Channels;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Protocol;

/// <summary>Writes the records as JSON with the seed's names, as its message parser gives them to a program: what is not there is null, a state is an
/// object with its name, its timestamp and its arguments.</summary>
public static class ChannelInfoJson
{
    /// <summary>Writes a channel as an object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="info">The channel.</param>
    public static void Write(Utf8JsonWriter writer, ChannelInfo info)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(info);
        writer.WriteStartObject();
        writer.WriteString("uuid"u8, info.Uuid);
        writer.WriteString("direction"u8, info.Direction switch { ChannelDirection.Inbound => "inbound", ChannelDirection.Outbound => "outbound", _ => null });
        writer.WriteString("peer_location"u8, info.PeerLocation switch { PeerLocation.Internal => "internal", PeerLocation.External => "external", _ => null });
        writer.WriteString("calling_name"u8, info.Calling.Name);
        writer.WriteString("calling_number"u8, info.Calling.Number);
        writer.WriteString("called_number"u8, info.Called.Number);
        writer.WriteNumber("offer_timestamp"u8, info.OfferTimestamp);
        WriteNumber(writer, "answer_timestamp"u8, info.AnswerTimestamp);
        WriteNumber(writer, "hangup_timestamp"u8, info.HangupTimestamp);
        writer.WriteString("other_uuid"u8, info.OtherUuid);
        writer.WriteString("user_name"u8, info.User?.Name);
        WriteNumber(writer, "user_id"u8, info.User?.Id);
        writer.WritePropertyName("state"u8);
        WriteState(writer, info.State);
        WriteNumber(writer, "group_id"u8, info.Group?.Id);
        writer.WriteString("group_name"u8, info.Group?.Name);
        writer.WritePropertyName("target"u8);
        WriteTarget(writer, info.Target);
        writer.WriteString("last_event"u8, info.LastEvent.Name);
        writer.WriteEndObject();
    }

    /// <summary>Writes the messages that wait in a mailbox as an object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="mwi">The mailbox.</param>
    public static void Write(Utf8JsonWriter writer, MwiInfo mwi)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(mwi);
        writer.WriteStartObject();
        writer.WriteString("target_type"u8, CtiTerms.NameOf(mwi.TargetType));
        WriteNumber(writer, "target_id"u8, mwi.TargetId);
        writer.WriteString("target_name"u8, mwi.TargetName);
        writer.WriteNumber("new_count"u8, mwi.NewCount);
        writer.WriteNumber("saved_count"u8, mwi.SavedCount);
        WriteNumber(writer, "ts"u8, mwi.Timestamp);
        writer.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter writer, CtiState? state)
    {
        if (state is null)
        {
            writer.WriteNullValue();
            return;
        }
        writer.WriteStartObject();
        writer.WriteString("name"u8, state.Name);
        writer.WriteNumber("ts"u8, state.Timestamp);
        switch (state)
        {
            case CtiState.Calling { Target: var target }:
                WriteTargetFields(writer, target);
                break;
            case CtiState.Ringing { Target: var target }:
                WriteTargetFields(writer, target);
                break;
            case CtiState.Voicemail { Target: var target }:
                WriteTargetFields(writer, target);
                break;
            case CtiState.Queued queued:
                writer.WriteString("queue"u8, queued.Queue);
                WriteNumber(writer, "position"u8, queued.Position);
                break;
            case CtiState.CheckingVoicemail checking:
                writer.WriteString("target_name"u8, checking.TargetName);
                break;
            case CtiState.CallingSipTermination termination:
                writer.WriteString("url"u8, termination.Url);
                break;
            case CtiState.CallingExternal external:
                writer.WriteString("address"u8, external.Address);
                break;
            case CtiState.Ivr ivr:
                WriteId(writer, "ivr_id"u8, ivr.Id);
                break;
            case CtiState.SystemOperation operation:
                writer.WriteString("operation"u8, operation.Operation);
                break;
            case CtiState.Conference conference:
                WriteId(writer, "room_id"u8, conference.Room);
                break;
            case CtiState.Application application:
                writer.WriteString("application"u8, application.Program);
                break;
            case CtiState.Park park:
                WriteId(writer, "park_slot"u8, park.Slot);
                break;
            case CtiState.Eavesdrop eavesdrop:
                writer.WriteString("uuid"u8, eavesdrop.Uuid);
                break;
            case CtiState.Other other:
                writer.WriteString("arguments"u8, BertTerm.ListOf(other.Arguments.AsSpan()).ToString());
                break;
        }
        writer.WriteEndObject();
    }

    private static void WriteTargetFields(Utf8JsonWriter writer, CallTarget? target)
    {
        writer.WriteString("target_type"u8, target is null ? null : CtiTerms.NameOf(target.Type));
        WriteId(writer, "target_id"u8, target?.Id);
        writer.WriteString("target_name"u8, target?.Name);
    }

    private static void WriteTarget(Utf8JsonWriter writer, CallTarget? target)
    {
        if (target is null)
        {
            writer.WriteNullValue();
            return;
        }
        writer.WriteStartObject();
        writer.WriteString("type"u8, CtiTerms.NameOf(target.Type));
        WriteId(writer, "id"u8, target.Id);
        writer.WriteString("name"u8, target.Name);
        writer.WriteString("address"u8, target.Address);
        writer.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? id)
    {
        if (long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var integer) && integer.ToString(CultureInfo.InvariantCulture) == id)
        {
            writer.WriteNumber(name, integer);
        }
        else
        {
            writer.WriteString(name, id);
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
