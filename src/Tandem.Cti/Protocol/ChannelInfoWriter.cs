using Tandem.Cti.Bert;
using Tandem.Cti.Channels;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Protocol;

/// <summary>Writes a channel's record: a tuple of its fields in the order of the profile. Allocates nothing.</summary>
internal static class ChannelInfoWriter
{
    public static void Write(BertWriter writer, ChannelInfo info, CtiProfile profile)
    {
        var fields = ChannelFields.Of(profile);
        writer.WriteTupleHeader(fields.Length);
        foreach (var field in fields)
        {
            WriteField(writer, info, field, profile);
        }
    }

    private static void WriteField(BertWriter writer, ChannelInfo info, ChannelField field, CtiProfile profile)
    {
        switch (field)
        {
            case ChannelField.Uuid:
                writer.WriteText(info.Uuid);
                break;
            case ChannelField.Direction:
                writer.WriteAtom(info.Direction switch { ChannelDirection.Inbound => "inbound", ChannelDirection.Outbound => "outbound", _ => CtiTerms.Undefined });
                break;
            case ChannelField.PeerLocation:
                writer.WriteAtom(info.PeerLocation switch { PeerLocation.Internal => "internal", PeerLocation.External => "external", _ => CtiTerms.Undefined });
                break;
            case ChannelField.CallingName:
                writer.WriteTextOrUndefined(info.Calling.Name);
                break;
            case ChannelField.CallingNumber:
                writer.WriteTextOrUndefined(info.Calling.Number);
                break;
            case ChannelField.CalledNumber:
                writer.WriteTextOrUndefined(info.Called.Number);
                break;
            case ChannelField.OfferTimestamp:
                writer.WriteInteger(info.OfferTimestamp);
                break;
            case ChannelField.AnswerTimestamp:
                writer.WriteIntegerOrUndefined(info.AnswerTimestamp);
                break;
            case ChannelField.HangupTimestamp:
                writer.WriteIntegerOrUndefined(info.HangupTimestamp);
                break;
            case ChannelField.OtherUuid:
                writer.WriteTextOrUndefined(info.OtherUuid);
                break;
            case ChannelField.UserId:
                writer.WriteIntegerOrUndefined(info.User?.Id);
                break;
            case ChannelField.UserName:
                writer.WriteTextOrUndefined(info.User?.Name);
                break;
            case ChannelField.GroupId:
                writer.WriteIntegerOrUndefined(info.Group?.Id);
                break;
            case ChannelField.GroupName:
                writer.WriteTextOrUndefined(info.Group?.Name);
                break;
            case ChannelField.State:
                CtiStateWriter.Write(writer, info.State, profile);
                break;
            case ChannelField.Target:
                WriteTarget(writer, info.Target, profile);
                break;
            case ChannelField.LastEvent:
                writer.WriteAtom(info.LastEvent.Name ?? CtiTerms.Undefined);
                break;
            case ChannelField.LastEventData:
                WriteHangupCause(writer, info.HangupCause);
                break;
            case ChannelField.CallId:
                writer.WriteTextOrUndefined(info.CallId);
                break;
            default:
                WriteTandemField(writer, info, field);
                break;
        }
    }

    private static void WriteTandemField(BertWriter writer, ChannelInfo info, ChannelField field)
    {
        switch (field)
        {
            case ChannelField.CalledName:
                writer.WriteTextOrUndefined(info.Called.Name);
                break;
            case ChannelField.ConnectedName:
                writer.WriteTextOrUndefined(info.Connected.Name);
                break;
            case ChannelField.ConnectedNumber:
                writer.WriteTextOrUndefined(info.Connected.Number);
                break;
            case ChannelField.BridgedWith:
                writer.WriteTupleHeader(info.BridgedWith.Count);
                foreach (var uuid in info.BridgedWith.AsSpan())
                {
                    writer.WriteText(uuid);
                }
                break;
            case ChannelField.DeviceId:
                writer.WriteIntegerOrUndefined(info.Device?.Id);
                break;
            case ChannelField.DeviceName:
                writer.WriteTextOrUndefined(info.Device?.Name);
                break;
            case ChannelField.Domain:
                writer.WriteTextOrUndefined(info.Domain);
                break;
            case ChannelField.Name:
                writer.WriteTextOrUndefined(info.Name);
                break;
            case ChannelField.Held:
                writer.WriteFlag(info.Held);
                break;
            case ChannelField.Muted:
                writer.WriteFlag(info.Muted);
                break;
            case ChannelField.Recording:
                writer.WriteAtom(info.Recording switch { RecordingStatus.Off => "off", RecordingStatus.On => "on", RecordingStatus.Paused => "paused", _ => "unknown" });
                break;
            case ChannelField.Labels:
                writer.WriteTupleHeader(info.Labels.Count);
                foreach (var label in info.Labels.AsSpan())
                {
                    writer.WriteTupleHeader(2);
                    writer.WriteText(label.Name);
                    writer.WriteText(label.Value);
                }
                break;
            case ChannelField.Stale:
                writer.WriteFlag(info.Stale);
                break;
        }
    }

    private static void WriteTarget(BertWriter writer, CallTarget? target, CtiProfile profile)
    {
        if (target is null)
        {
            writer.WriteUndefined();
            return;
        }
        writer.WriteTupleHeader(4);
        writer.WriteTargetType(target.Type, profile);
        writer.WriteId(target.Id);
        writer.WriteTextOrUndefined(target.Name);
        writer.WriteTextOrUndefined(target.Address);
    }

    // By whom and how is told by Basix, and not known here.
    private static void WriteHangupCause(BertWriter writer, string? cause)
    {
        if (cause is null)
        {
            writer.WriteUndefined();
            return;
        }
        writer.WriteTupleHeader(2);
        writer.WriteUndefined();
        writer.WriteText(cause);
    }
}
