using Tandem.Cti.Bert;
using Tandem.Cti.Channels;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Protocol;

/// <summary>Reads a channel's state, of all generations: <c>{Timestamp,Name,Argument,...}</c>, and in October 2016 without the timestamp.</summary>
internal static class CtiStateReader
{
    public static CtiState? Read(BertTerm term)
    {
        var elements = term.Elements();
        var timestamp = elements.At(0) is BertTerm.Integer ? elements[0].Number() : null;
        ValueList<BertTerm> rest = timestamp is null ? elements : [.. elements.Skip(1)];
        if (rest.At(0).Text() is not { } name)
        {
            return null;
        }
        ValueList<BertTerm> arguments = [.. rest.Skip(1)];
        return Read(timestamp ?? 0, name, arguments) ?? new CtiState.Other(timestamp ?? 0, name, arguments);
    }

    private static CtiState? Read(long since, string name, ValueList<BertTerm> arguments)
    {
        var first = arguments.At(0).Text();
        return name switch
        {
            "calling" => ReadCalling(since, arguments),
            "ringing" => new CtiState.Ringing(since, ReadTarget(arguments)),
            "bridged" => new CtiState.Bridged(since),
            "held" => new CtiState.Held(since),
            "queue" when first is not null => new CtiState.Queued(since, first, arguments.At(1).Small()),
            "voicemail" => new CtiState.Voicemail(since, ReadTarget(arguments)),
            "checking_voicemail" => new CtiState.CheckingVoicemail(since, first ?? ""),
            "calling_siptermination" => new CtiState.CallingSipTermination(since, first ?? ""),
            "calling_external" => new CtiState.CallingExternal(since, first ?? ""),
            "ivr" => new CtiState.Ivr(since, first ?? ""),
            "system_operation" => new CtiState.SystemOperation(since, first ?? ""),
            "conference" => new CtiState.Conference(since, first ?? ""),
            "plivo" or "xml_ivr" => new CtiState.Plivo(since),
            "application" when first is not null => new CtiState.Application(since, first),
            "park" => new CtiState.Park(since, first ?? "", arguments.Count == 2 ? arguments[1].Text() : null),
            "eavesdrop" when first is not null => new CtiState.Eavesdrop(since, first),
            _ => null,
        };
    }

    // The seed: type, id, name. From 2019 on: int or ext, type, data.
    private static CtiState? ReadCalling(long since, ValueList<BertTerm> arguments)
    {
        if (arguments.At(0).Text() is not ("int" or "ext") || arguments.Count != 3)
        {
            return new CtiState.Calling(since, ReadTarget(arguments));
        }
        var data = arguments[2].Elements();
        return arguments[1].Text() switch
        {
            "user" => new CtiState.Calling(since, new CallTarget(CallTargetType.User, data.At(0).Text())),
            "group" => new CtiState.Calling(since, new CallTarget(CallTargetType.Group, data.At(1).Text())),
            "pstn" => new CtiState.CallingExternal(since, data.At(0).Text() ?? ""),
            "bridged_endpoint" => new CtiState.Calling(since, new CallTarget(CallTargetType.Unknown, Address: $"{data.At(0).Text()}@{data.At(1).Text()}")),
            _ => null,
        };
    }

    private static CallTarget? ReadTarget(ValueList<BertTerm> arguments)
    {
        var type = arguments.At(0).Text();
        return type is null && arguments.All(argument => argument.Text() is null)
            ? null
            : new CallTarget(CtiTerms.TargetType(type), arguments.At(1).Text(), arguments.At(2).Text(), arguments.At(3).Text());
    }
}
