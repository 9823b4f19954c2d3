using System.Globalization;
using System.Text;

namespace Tandem.Sipgate.Addresses;

/// <summary>Phone numbers as the API takes them: E.164 with a plus.</summary>
internal static class PhoneNumber
{
    private const int MinDigits = 4;
    private const int MaxDigits = 15;

    /// <summary>Takes the number out of how people write it: spaces, hyphens, dots, slashes, brackets, <c>tel:</c> (RFC 3966), full-width signs.</summary>
    /// <returns>The number in plain E.164, or null where it is none.</returns>
    public static string? Normalize(string? text)
    {
        if (text is null)
        {
            return null;
        }
        var rest = text.AsSpan().Trim();
        if (rest.StartsWith("tel:", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest[4..];
        }
        if (rest.Length is 0 or > 64 || rest[0] is not ('+' or '＋'))
        {
            return null;
        }
        var number = new StringBuilder("+", 16);
        foreach (var character in rest[1..])
        {
            if (CharUnicodeInfo.GetDecimalDigitValue(character) is >= 0 and var digit)
            {
                number.Append((char)('0' + digit));
            }
            else if (character is not (' ' or '\u00A0' or '-' or '.' or '/' or '(' or ')'))
            {
                return null;
            }
        }
        return number.Length - 1 is >= MinDigits and <= MaxDigits && number[1] != '0' ? number.ToString() : null;
    }

    /// <summary>Whether a text is a phone number.</summary>
    public static bool IsValid(string? text) => Normalize(text) is not null;

    /// <summary>The number to send.</summary>
    /// <exception cref="SipgateValidationException">It is none.</exception>
    public static string Require(string? text, bool normalize, string parameter)
    {
        var number = Normalize(text);
        SipgateValidationException.Require(number is not null, $"Invalid phone number (please provide number in E.164 format):: {text}", parameter);
        return normalize ? number : text!;
    }
}
