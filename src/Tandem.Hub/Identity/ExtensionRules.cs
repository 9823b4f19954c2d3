namespace Tandem.Hub.Identity;

/// <summary>What an extension may look like, wherever it comes from.</summary>
internal static class ExtensionRules
{
    public const string NumberAllowed = "1 to 32 letters, digits, '.', '_' or '-'";
    public const string NameAllowed = "at most 64 characters, none of them a control character";
    public const string SecretAllowed = "8 to 128 characters, none of them a control character";

    public static bool IsNumber(string number) => number.Length is >= 1 and <= 32 && number.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    public static bool IsName(string name) => name.Length <= 64 && !name.Any(char.IsControl);

    public static bool IsSecret(string secret) => secret.Length is >= 8 and <= 128 && !secret.Any(char.IsControl);
}
