namespace Tandem.Switch.Routing;

/// <summary>A pattern for hosts of SIP addresses: one host, or with <c>*.</c> in front all names below it. Without regard to case.</summary>
public sealed class HostPattern
{
    private const string AllBelow = "*.";

    private readonly string _text;

    private HostPattern(string text) => _text = text;

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">A host such as <c>sip.example.org</c> or <c>192.0.2.1</c>, or <c>*.example.org</c>; at most 253 characters.</param>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static HostPattern Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var name = text.StartsWith(AllBelow, StringComparison.Ordinal) ? text[AllBelow.Length..] : text;
        var kind = text.Length > 253 ? UriHostNameType.Unknown : Uri.CheckHostName(name);
        return kind == UriHostNameType.Dns || (kind is UriHostNameType.IPv4 or UriHostNameType.IPv6 && name.Length == text.Length)
            ? new HostPattern(text.TrimEnd('.'))
            : throw new FormatException("A host, or *. and the end of a host's name, is wanted.");
    }

    /// <summary>Whether a host fits.</summary>
    /// <param name="host">The host, an IPv6 address without brackets.</param>
    public bool Matches(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var name = host.AsSpan().TrimEnd('.');
        return _text.StartsWith(AllBelow, StringComparison.Ordinal)
            ? name.Length >= _text.Length && name.EndsWith(_text.AsSpan(1), StringComparison.OrdinalIgnoreCase)
            : name.Equals(_text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The pattern as it was written.</summary>
    public override string ToString() => _text;
}
