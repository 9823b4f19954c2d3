using System.Collections.Frozen;
using System.Text.Json;

namespace Tandem.Cti.Protocol;

/// <summary>Which fields a profile has, in which order, and what they are called.</summary>
internal static class ChannelFields
{
    private static readonly string[] Names = [.. Enum.GetNames<ChannelField>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    private static readonly FrozenDictionary<string, ChannelField> ByName =
        Enum.GetValues<ChannelField>().Where(field => field != ChannelField.Unknown).ToFrozenDictionary(NameOf, StringComparer.Ordinal);

    private static readonly ChannelField[] Fields2016 = Range(ChannelField.Uuid, ChannelField.LastEvent);

    private static readonly ChannelField[] Fields2019 = Range(ChannelField.Uuid, ChannelField.CallId);

    private static readonly ChannelField[] FieldsTandem = Range(ChannelField.Uuid, ChannelField.Stale);

    /// <summary>The fields of a profile, in the order of its records.</summary>
    /// <param name="profile">The profile.</param>
    public static ReadOnlySpan<ChannelField> Of(CtiProfile profile) => profile switch
    {
        CtiProfile.Basix2016 => Fields2016,
        CtiProfile.Basix2019 => Fields2019,
        _ => FieldsTandem,
    };

    /// <summary>The name of a field: <c>calling_number</c>.</summary>
    /// <param name="field">The field.</param>
    public static string NameOf(ChannelField field) => Names[(int)field];

    /// <summary>The field of a name; <see cref="ChannelField.Unknown"/> when there is none.</summary>
    /// <param name="name">The name.</param>
    public static ChannelField Find(string name) => ByName.GetValueOrDefault(name);

    private static ChannelField[] Range(ChannelField first, ChannelField last) => [.. Enum.GetValues<ChannelField>().Where(field => field >= first && field <= last)];
}
