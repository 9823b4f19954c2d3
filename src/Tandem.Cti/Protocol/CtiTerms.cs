using System.Globalization;
using Tandem.Cti.Bert;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Protocol;

/// <summary>How the protocol writes values: text as binaries, ids as integers, enumerations as atoms, nothing as <c>undefined</c>.</summary>
internal static class CtiTerms
{
    public const string Undefined = "undefined";

    // Beyond that a Basix has no ids, and JavaScript no whole numbers.
    private const int MaxIdDigits = 15;

    public static void WriteUndefined(this BertWriter writer) => writer.WriteAtom(Undefined);

    public static void WriteTextOrUndefined(this BertWriter writer, string? text)
    {
        if (text is null)
        {
            writer.WriteUndefined();
        }
        else
        {
            writer.WriteText(text);
        }
    }

    public static void WriteIntegerOrUndefined(this BertWriter writer, long? value)
    {
        if (value is { } integer)
        {
            writer.WriteInteger(integer);
        }
        else
        {
            writer.WriteUndefined();
        }
    }

    /// <summary>Writes an id: as an integer where it is one.</summary>
    public static void WriteId(this BertWriter writer, string? id)
    {
        if (id is { Length: > 0 and <= MaxIdDigits } && (id == "0" || id[0] != '0') && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var integer))
        {
            writer.WriteInteger(integer);
        }
        else
        {
            writer.WriteTextOrUndefined(id);
        }
    }

    public static void WriteFlag(this BertWriter writer, bool flag) => writer.WriteAtom(flag ? "true" : "false");

    /// <summary>Writes a kind of target: Basix knows users and groups, and takes everything that rings several phones for a group.</summary>
    public static void WriteTargetType(this BertWriter writer, CallTargetType type, CtiProfile profile) =>
        writer.WriteAtom(profile == CtiProfile.Tandem ? NameOf(type) : type is CallTargetType.Group or CallTargetType.Queue ? "group" : "user");

    public static string NameOf(CallTargetType type) => type switch
    {
        CallTargetType.User => "user",
        CallTargetType.Group => "group",
        CallTargetType.Extension => "extension",
        CallTargetType.Queue => "queue",
        CallTargetType.Conference => "conference",
        CallTargetType.Parking => "parking",
        CallTargetType.Voicemail => "voicemail",
        CallTargetType.Ivr => "ivr",
        CallTargetType.Application => "application",
        CallTargetType.External => "external",
        _ => "unknown",
    };

    public static CallTargetType TargetType(string? name) =>
        name is not null && Enum.TryParse<CallTargetType>(name, ignoreCase: true, out var type) && char.IsAsciiLetter(name[0]) ? type : CallTargetType.Unknown;
}
