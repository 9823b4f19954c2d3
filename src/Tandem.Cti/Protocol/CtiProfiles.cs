using System.Diagnostics.CodeAnalysis;
using Tandem.Cti.Bert;

namespace Tandem.Cti.Protocol;

/// <summary>The names of the profiles, and what follows from them.</summary>
public static class CtiProfiles
{
    private static readonly string[] AllNames = ["basix-2016", "basix-2019", "tandem"];

    /// <summary>The names, in the order of <see cref="CtiProfile"/>.</summary>
    public static IReadOnlyList<string> Names => AllNames;

    /// <summary>The name of a profile, as addresses and settings have it.</summary>
    /// <param name="profile">The profile.</param>
    public static string Name(this CtiProfile profile) => AllNames[(int)profile];

    /// <summary>The profile of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="profile">The profile.</param>
    /// <returns>False when there is none of this name.</returns>
    public static bool TryParse([NotNullWhen(true)] string? name, out CtiProfile profile)
    {
        var index = Array.IndexOf(AllNames, name);
        profile = (CtiProfile)Math.Max(index, 0);
        return index >= 0;
    }

    internal static BertProfile Bert(this CtiProfile profile) => profile == CtiProfile.Basix2016 ? BertProfile.Basix2016 : BertProfile.Bert10;
}
