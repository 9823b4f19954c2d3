namespace Tandem.Hub.Doctor;

/// <summary>What an examination found.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Level">How grave it is.</param>
/// <param name="Found">What was found, and what it means.</param>
/// <param name="Remedy">How to mend it; null where nothing is to do.</param>
internal sealed record Finding(string Check, FindingLevel Level, string Found, string? Remedy = null)
{
    public static Finding Ok(string check, string found) => new(check, FindingLevel.Ok, found);

    public static Finding Warn(string check, string found, string remedy) => new(check, FindingLevel.Warn, found, remedy);

    public static Finding Fail(string check, string found, string remedy) => new(check, FindingLevel.Fail, found, remedy);
}
