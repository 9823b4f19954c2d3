using System.Text;
using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Digest;

/// <summary>
/// Reads and writes the parameters of a challenge or of credentials (RFC 7616 section 3.3). Reading is tolerant of what phones send:
/// no white space, white space in odd places, folded lines, a missing comma, a missing last quote.
/// </summary>
internal static class AuthParameters
{
    private const int MaxParameters = 32;

    public static Dictionary<string, string>? Read(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        if (text.Length < 7 || !text[..6].Equals("Digest", StringComparison.OrdinalIgnoreCase) || !char.IsWhiteSpace(text[6]))
        {
            return null;
        }
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var at = 7;
        while (true)
        {
            while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == ','))
            {
                at++;
            }
            if (at == text.Length)
            {
                return found.Count > 0 ? found : null;
            }
            var equals = text[at..].IndexOf('=');
            if (equals <= 0 || found.Count == MaxParameters)
            {
                return null;
            }
            var name = text.Slice(at, equals).Trim();
            at += equals + 1;
            // A parameter that comes twice could mean one thing here and another behind a proxy.
            if (!Lexer.IsToken(name) || !found.TryAdd(name.ToString(), ReadValue(text, ref at)))
            {
                return null;
            }
        }
    }

    public static void AppendQuoted(StringBuilder text, string name, string? value)
    {
        if (value is null)
        {
            return;
        }
        Lexer.ThrowIfControl(value, name);
        Separate(text).Append(name).Append('=');
        Lexer.AppendQuoted(text, value);
    }

    public static void AppendToken(StringBuilder text, string name, string? value)
    {
        if (value is null)
        {
            return;
        }
        if (!Lexer.IsToken(value.AsSpan()))
        {
            throw new ArgumentException("Not a token.", name);
        }
        Separate(text).Append(name).Append('=').Append(value);
    }

    private static StringBuilder Separate(StringBuilder text) => text.Append(text.Length > "Digest".Length ? ", " : " ");

    private static string ReadValue(ReadOnlySpan<char> text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
        if (at == text.Length || text[at] != '"')
        {
            var length = text[at..].IndexOfAny(", \t\r\n");
            var end = length < 0 ? text.Length : at + length;
            var token = text[at..end].ToString();
            at = end;
            return token.Any(Lexer.IsControl) ? string.Concat(token.Where(c => !Lexer.IsControl(c))) : token;
        }
        var value = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
            }
            if (!Lexer.IsControl(text[at]))
            {
                value.Append(text[at]);
            }
        }
        at = Math.Min(at + 1, text.Length);
        return value.ToString();
    }
}
