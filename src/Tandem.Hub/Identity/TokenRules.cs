namespace Tandem.Hub.Identity;

/// <summary>What a token may look like.</summary>
internal static class TokenRules
{
    public const int MaxName = 64;

    /// <summary>How many tokens a domain may have: many programs, and an end to what a program in a loop can make.</summary>
    public const int MaxInDomain = 1_000;
}
