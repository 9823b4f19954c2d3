using System.Text;
using System.Text.RegularExpressions;

namespace Tandem.Switch.Routing;

/// <summary>
/// A pattern for dialled numbers, the same everywhere in Tandem: literal digits, <c>X</c> for 0-9, <c>[2-5]</c> for a range or
/// set, a trailing <c>.</c> for one or more of anything; or <c>regex:</c> and a regular expression that must match the whole number.
/// </summary>
public sealed class NumberPattern
{
    private const string RegexPrefix = "regex:";

    private readonly string _text;
    private readonly string? _literal;
    private readonly Regex? _regex;

    private NumberPattern(string text, string? literal, Regex? regex)
    {
        _text = text;
        _literal = literal;
        _regex = regex;
    }

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern, 1 to 128 characters.</param>
    /// <exception cref="FormatException">The text is no pattern; the message says what is wrong and where.</exception>
    public static NumberPattern Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is 0 or > 128)
        {
            throw new FormatException("A number pattern has 1 to 128 characters.");
        }
        if (text.StartsWith(RegexPrefix, StringComparison.Ordinal))
        {
            return new NumberPattern(text, null, Compile(text, text[RegexPrefix.Length..]));
        }
        return text.AsSpan().IndexOfAny("X[.") < 0 ? OfLiteral(text) : new NumberPattern(text, null, Compile(text, Translate(text)));
    }

    /// <summary>Whether the whole of <paramref name="number"/> fits.</summary>
    public bool Matches(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        return _regex?.IsMatch(number) ?? string.Equals(_literal, number, StringComparison.Ordinal);
    }

    /// <summary>The pattern as it was written.</summary>
    public override string ToString() => _text;

    private static NumberPattern OfLiteral(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            RequireLiteral(text, i);
        }
        return new NumberPattern(text, text, null);
    }

    private static string Translate(string text)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case 'X':
                    regex.Append("[0-9]");
                    break;
                case '.' when i == text.Length - 1 && i > 0:
                    regex.Append(".+");
                    break;
                case '.':
                    throw new FormatException($"Number pattern '{text}': '.' stands only at the end, after something else (position {i + 1}).");
                case '[':
                    i = TranslateSet(text, i, regex);
                    break;
                default:
                    RequireLiteral(text, i);
                    regex.Append(Regex.Escape(text[i].ToString()));
                    break;
            }
        }
        return regex.ToString();
    }

    private static int TranslateSet(string text, int start, StringBuilder regex)
    {
        var end = text.IndexOf(']', start);
        var set = end < 0 ? "" : text[(start + 1)..end];
        if (set.Length == 0 || !set.All(c => char.IsAsciiDigit(c) || c == '-') || set.StartsWith('-') || set.EndsWith('-'))
        {
            throw new FormatException($"Number pattern '{text}': a set is digits and ranges in brackets, such as [2-5] (position {start + 1}).");
        }
        regex.Append('[').Append(set).Append(']');
        return end;
    }

    private static void RequireLiteral(string text, int index)
    {
        if (!char.IsAsciiLetterOrDigit(text[index]) && "*#+-_@".IndexOf(text[index], StringComparison.Ordinal) < 0)
        {
            throw new FormatException($"Number pattern '{text}': '{text[index]}' is not allowed (position {index + 1}).");
        }
    }

    private static Regex Compile(string text, string regex)
    {
        try
        {
            // Without backtracking: callers choose the input, so its time must be linear.
            return new Regex($"^(?:{regex})\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"Number pattern '{text}': {exception.Message}");
        }
    }
}
