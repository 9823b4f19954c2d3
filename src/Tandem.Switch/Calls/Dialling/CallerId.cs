using Tandem.Pbx.Model;

namespace Tandem.Switch.Calls.Dialling;

/// <summary>Who is shown as the caller. What phones choke on is taken out: see <see cref="Sanitised"/>.</summary>
/// <param name="Number">The number; null for that of the caller.</param>
/// <param name="Name">The name; null for that of the caller where the number is the caller's too, else none.</param>
/// <param name="Host">Host of the address; null for the exchange's own.</param>
public sealed record CallerId(string? Number = null, string? Name = null, string? Host = null)
{
    private const int LongestNumber = 32;
    private const int LongestName = 40;

    /// <summary>
    /// A party as it is shown: of the number only letters, digits and <c>+ * # . _ -</c>, at most 32; of the name no control characters and no quotes or
    /// angle brackets, at most 40. Of a SIP address in place of a number its user is shown. A number that has nothing left is <c>anonymous</c>.
    /// </summary>
    /// <param name="party">The party.</param>
    public static Party Sanitised(Party party)
    {
        var number = Clean(UserOf(party.Number), IsOfNumber, LongestNumber);
        var name = Clean(party.Name, IsOfName, LongestName)?.Trim();
        return new Party(name is { Length: > 0 } ? name : null, number is { Length: > 0 } ? number : "anonymous");
    }

    internal Party Over(Party caller) => Number is null || Number == caller.Number
        ? new Party(Name ?? caller.Name, caller.Number)
        : new Party(Name, Number);

    private static string? UserOf(string? number) => number is not null && CallManager.IsAddress(number) ? CallManager.ReadAddress(number)?.User ?? number : number;

    // Nearly always there is nothing to take out, and the text stays the same object.
    private static string? Clean(string? text, Func<char, bool> isAllowed, int longest)
    {
        if (text is null || (text.Length <= longest && text.All(isAllowed)))
        {
            return text;
        }
        return string.Concat(text.Where(isAllowed).Take(longest));
    }

    private static bool IsOfNumber(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '*' or '#' or '.' or '_' or '-';

    private static bool IsOfName(char c) => !char.IsControl(c) && !char.IsSurrogate(c) && c is not ('"' or '<' or '>' or '\\');
}
