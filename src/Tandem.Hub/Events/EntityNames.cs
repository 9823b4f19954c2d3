using System.Collections.Immutable;
using System.Text.Json;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Events;

/// <summary>Under which name the objects of a kind stand in a frame: the plural, as in REST's paths.</summary>
internal static class EntityNames
{
    private static readonly JsonEncodedText[] Names = [.. Enum.GetValues<EntityKind>().Select(kind => JsonEncodedText.Encode(Plural(kind)))];

    /// <summary>The kinds, in their order.</summary>
    public static ImmutableArray<EntityKind> Kinds { get; } = [.. Enum.GetValues<EntityKind>()];

    /// <summary>The name of a kind.</summary>
    /// <param name="kind">The kind.</param>
    public static JsonEncodedText Of(EntityKind kind) => Names[(int)kind];

    private static string Plural(EntityKind kind)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
        return kind == EntityKind.Mailbox ? name + "es" : name + "s";
    }
}
