using System.Buffers;

namespace Tandem.Asterisk.Actions;

/// <summary>What may stand in an action. Asterisk takes a line feed alone for the end of a line, so that one in a value is an injection.</summary>
internal static class AmiSyntax
{
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\0");
    private static readonly SearchValues<char> Escaped = SearchValues.Create(",\\\"");
    private static readonly SearchValues<char> NoVariable = SearchValues.Create("=,\\\"|; \t\r\n\0");

    public static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.AsSpan().ContainsAnyExceptInRange('!', '~') || name.Contains(':', StringComparison.Ordinal))
        {
            throw new ArgumentException("The name of a header is printable ASCII without spaces and colons.", nameof(name));
        }
        if (name.Equals("Action", StringComparison.OrdinalIgnoreCase) || name.Equals("ActionID", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"{name} is no header to add; the action has a property for it.", nameof(name));
        }
    }

    public static void CheckValue(string value, string name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        if (value.AsSpan().ContainsAny(LineEnds))
        {
            throw new ArgumentException($"{name} has a CR, LF or NUL, which would end its line.", name);
        }
    }

    public static void CheckVariable(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.AsSpan().ContainsAny(NoVariable))
        {
            throw new ArgumentException($"'{name}' is no name of a variable.", nameof(name));
        }
    }

    /// <summary>A text as one argument of a list that Asterisk divides at commas.</summary>
    public static string EscapeArgument(string text)
    {
        var escaped = text;
        for (var at = escaped.AsSpan().IndexOfAny(Escaped); at >= 0;)
        {
            escaped = escaped.Insert(at, "\\");
            var next = escaped.AsSpan(at + 2).IndexOfAny(Escaped);
            at = next < 0 ? -1 : at + 2 + next;
        }
        return escaped;
    }
}
