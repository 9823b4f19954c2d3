using Tandem.Cti.Bert;
using Tandem.Cti.Channels;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Protocol;

/// <summary>Writes a channel's state: <c>{Timestamp,Name,Argument,...}</c>. A state that a profile does not have becomes the nearest one that it has.</summary>
internal static class CtiStateWriter
{
    public static void Write(BertWriter writer, CtiState? state, CtiProfile profile)
    {
        var isTandem = profile == CtiProfile.Tandem;
        switch (state)
        {
            case null:
                writer.WriteUndefined();
                break;
            case CtiState.Calling { Target: { Type: CallTargetType.External, Address: { } address } } calling when !isTandem:
                WriteExternal(writer, calling.Timestamp, address, profile);
                break;
            case CtiState.Calling calling:
                WriteTarget(writer, calling, calling.Name, calling.Target, profile);
                break;
            case CtiState.Ringing ringing:
                WriteTarget(writer, ringing, isTandem ? ringing.Name : "calling", ringing.Target, profile);
                break;
            case CtiState.Queued queued when isTandem:
                Begin(writer, queued, queued.Name, 2);
                writer.WriteText(queued.Queue);
                writer.WriteIntegerOrUndefined(queued.Position);
                break;
            case CtiState.Queued queued:
                WriteGroup(writer, queued, profile);
                break;
            case CtiState.Voicemail voicemail:
                Begin(writer, voicemail, voicemail.Name, isTandem ? 4 : 3);
                WriteTarget(writer, voicemail.Target, profile);
                break;
            case CtiState.CheckingVoicemail checking:
                WriteOne(writer, checking, checking.Name, checking.TargetName);
                break;
            case CtiState.CallingSipTermination termination:
                WriteOne(writer, termination, termination.Name, termination.Url);
                break;
            case CtiState.CallingExternal external:
                WriteExternal(writer, external.Timestamp, external.Address, profile);
                break;
            case CtiState.Ivr ivr:
                Begin(writer, ivr, ivr.Name, 1);
                writer.WriteId(ivr.Id);
                break;
            case CtiState.SystemOperation operation:
                WriteOne(writer, operation, operation.Name, operation.Operation);
                break;
            case CtiState.Conference conference:
                Begin(writer, conference, conference.Name, 1);
                writer.WriteId(conference.Room);
                break;
            case CtiState.Plivo plivo:
                Begin(writer, plivo, profile == CtiProfile.Basix2016 ? plivo.Name : "xml_ivr", 0);
                break;
            case CtiState.Application application:
                WriteOne(writer, application, isTandem ? application.Name : "system_operation", application.Program);
                break;
            case CtiState.Park park:
                WritePark(writer, park, profile);
                break;
            case CtiState.Eavesdrop eavesdrop when profile != CtiProfile.Basix2016:
                WriteOne(writer, eavesdrop, eavesdrop.Name, eavesdrop.Uuid);
                break;
            case CtiState.Eavesdrop eavesdrop:
                WriteOne(writer, eavesdrop, "system_operation", eavesdrop.Name);
                break;
            case CtiState.Held held:
                Begin(writer, held, isTandem ? held.Name : "bridged", 0);
                break;
            case CtiState.Other other:
                Begin(writer, other, other.Name, other.Arguments.Count);
                foreach (var argument in other.Arguments.AsSpan())
                {
                    argument.WriteTo(writer);
                }
                break;
            default:
                Begin(writer, state, state.Name, 0);
                break;
        }
    }

    private static void Begin(BertWriter writer, CtiState state, string name, int arguments)
    {
        writer.WriteTupleHeader(2 + arguments);
        writer.WriteInteger(state.Timestamp);
        writer.WriteAtom(name);
    }

    private static void WriteOne(BertWriter writer, CtiState state, string name, string argument)
    {
        Begin(writer, state, name, 1);
        writer.WriteText(argument);
    }

    private static void WriteTarget(BertWriter writer, CtiState state, string name, CallTarget? target, CtiProfile profile)
    {
        if (profile == CtiProfile.Basix2019)
        {
            Begin(writer, state, name, 3);
            writer.WriteAtom("int");
            WriteCallee(writer, target);
            return;
        }
        Begin(writer, state, name, profile == CtiProfile.Tandem ? 4 : 3);
        WriteTarget(writer, target, profile);
    }

    private static void WriteTarget(BertWriter writer, CallTarget? target, CtiProfile profile)
    {
        if (target is null)
        {
            writer.WriteUndefined();
        }
        else
        {
            writer.WriteTargetType(target.Type, profile);
        }
        writer.WriteId(target?.Id);
        writer.WriteTextOrUndefined(target?.Name);
        if (profile == CtiProfile.Tandem)
        {
            writer.WriteTextOrUndefined(target?.Address);
        }
    }

    // From 2019 on: user, {Id} or group, {hunt,Id,_,_,QueueId}.
    private static void WriteCallee(BertWriter writer, CallTarget? target)
    {
        if (target?.Type is CallTargetType.Group or CallTargetType.Queue)
        {
            WriteHunt(writer, target.Id ?? target.Name ?? target.Address, target.Type == CallTargetType.Queue);
            return;
        }
        writer.WriteAtom("user");
        writer.WriteTupleHeader(1);
        writer.WriteId(target?.Id ?? target?.Address ?? target?.Name);
    }

    private static void WriteHunt(BertWriter writer, string? id, bool isQueue)
    {
        writer.WriteAtom("group");
        writer.WriteTupleHeader(5);
        writer.WriteAtom("hunt");
        writer.WriteId(id);
        writer.WriteUndefined();
        writer.WriteUndefined();
        writer.WriteId(isQueue ? id : null);
    }

    private static void WriteGroup(BertWriter writer, CtiState.Queued queued, CtiProfile profile)
    {
        if (profile == CtiProfile.Basix2019)
        {
            Begin(writer, queued, "calling", 3);
            writer.WriteAtom("int");
            WriteHunt(writer, queued.Queue, isQueue: true);
            return;
        }
        Begin(writer, queued, "calling", 3);
        writer.WriteAtom("group");
        writer.WriteUndefined();
        writer.WriteText(queued.Queue);
    }

    private static void WriteExternal(BertWriter writer, long timestamp, string address, CtiProfile profile)
    {
        var isOld = profile != CtiProfile.Basix2019;
        writer.WriteTupleHeader(isOld ? 3 : 5);
        writer.WriteInteger(timestamp);
        writer.WriteAtom(isOld ? "calling_external" : "calling");
        if (!isOld)
        {
            writer.WriteAtom("ext");
            writer.WriteAtom("pstn");
            writer.WriteTupleHeader(1);
        }
        writer.WriteText(address);
    }

    private static void WritePark(BertWriter writer, CtiState.Park park, CtiProfile profile)
    {
        switch (profile)
        {
            case CtiProfile.Basix2016:
                Begin(writer, park, park.Name, 1);
                writer.WriteId(park.Slot);
                break;
            case CtiProfile.Basix2019:
                // The parker is not told by the model's state.
                Begin(writer, park, park.Name, 4);
                writer.WriteId(park.Slot);
                writer.WriteUndefined();
                writer.WriteUndefined();
                writer.WriteUndefined();
                break;
            default:
                Begin(writer, park, park.Name, 2);
                writer.WriteText(park.Slot);
                writer.WriteTextOrUndefined(park.Lot);
                break;
        }
    }
}
