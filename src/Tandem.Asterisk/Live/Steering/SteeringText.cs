using System.Buffers;

namespace Tandem.Asterisk.Live.Steering;

/// <summary>
/// What may stand in a command. It becomes part of actions, of the dialplan's expressions and of files on the Asterisk, so that only what such
/// a thing is made of is let through; anything else is told to who gave it.
/// </summary>
internal static class SteeringText
{
    private const int MaxNumber = 80;
    private const int MaxText = 256;
    private static readonly SearchValues<char> NumberLetters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz*#+._-");
    private static readonly SearchValues<char> KeyLetters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz*#+._-/:@");
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789*#ABCDabcd");
    private static readonly SearchValues<char> NameLetters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-");

    /// <summary>A number to dial.</summary>
    /// <exception cref="SteeringException">It is none.</exception>
    public static string Number(string text) => Checked(text, NumberLetters, MaxNumber, "number", "letters, digits and * # + . _ -");

    /// <summary>Digits to send.</summary>
    /// <exception cref="SteeringException">It is something else.</exception>
    public static string DtmfDigits(string text) => Checked(text, Digits, MaxNumber, "row of digits", "0 to 9, * # and A to D").ToUpperInvariant();

    /// <summary>A name: of a file, a variable, a room, a key.</summary>
    /// <exception cref="SteeringException">It is none.</exception>
    public static string Name(string text, string what) => Checked(text, NameLetters, MaxNumber, what, "letters, digits, _ and -");

    /// <summary>A name with parts: a family or key of AstDB, a queue, the id of a call.</summary>
    /// <exception cref="SteeringException">It is none.</exception>
    public static string Key(string text, string what) => Checked(text, KeyLetters, MaxNumber, what, "letters, digits and * # + . _ - / : @");

    /// <summary>A text in the log of queues, whose parts are divided by vertical bars.</summary>
    /// <exception cref="SteeringException">It has control characters or a vertical bar, or is too long.</exception>
    public static string LogText(string text, string what) =>
        text.Contains('|', StringComparison.Ordinal) ? throw new SteeringException($"The {what} has a vertical bar, which divides the log.") : Text(text, what);

    /// <summary>A text for people, or a value.</summary>
    /// <exception cref="SteeringException">It has control characters, or is too long.</exception>
    public static string Text(string text, string what) => text.Length <= MaxText && !text.Any(char.IsControl)
        ? text
        : throw new SteeringException($"The {what} is longer than {MaxText} characters or has control characters.");

    /// <summary>What was given, as it may be shown: short, and without what a terminal or a log would obey.</summary>
    public static string Shown(string text) => string.Concat(text.Take(MaxNumber).Select(letter => char.IsControl(letter) ? '?' : letter));

    private static string Checked(string text, SearchValues<char> allowed, int maxLength, string what, string letters) =>
        text.Length > 0 && text.Length <= maxLength && !text.AsSpan().ContainsAnyExcept(allowed)
            ? text
            : throw new SteeringException($"'{Shown(text)}' is no {what}: 1 to {maxLength} of {letters} are allowed.");
}
