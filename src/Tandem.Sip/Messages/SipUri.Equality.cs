namespace Tandem.Sip.Messages;

/// <summary>
/// Comparison by RFC 3261 section 19.1.4. It is not transitive (a parameter in only one of two URIs is mostly ignored), so the hash
/// covers only what always counts.
/// </summary>
public sealed partial class SipUri : IEquatable<SipUri>
{
    // The text of 19.1.4 names user, ttl, method and maddr; its examples show that transport counts too.
    private static readonly string[] AlwaysCompared = ["user", "ttl", "method", "maddr", "transport"];

    /// <summary>Whether both URIs are equivalent by RFC 3261 section 19.1.4; opaque URIs are compared as text.</summary>
    public bool Equals(SipUri? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }
        if (other is null || Scheme != other.Scheme)
        {
            return false;
        }
        if (!IsSip)
        {
            return string.Equals(User, other.User, StringComparison.OrdinalIgnoreCase) && ParametersMatch(other);
        }
        return string.Equals(User, other.User, StringComparison.Ordinal)
            && string.Equals(Password, other.Password, StringComparison.Ordinal)
            && string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase)
            && Port == other.Port
            && ParametersMatch(other)
            && HeadersMatch(other);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SipUri);

    /// <inheritdoc/>
    public override int GetHashCode() => IsSip
        ? HashCode.Combine(Scheme, User, string.GetHashCode(Host, StringComparison.OrdinalIgnoreCase), Port)
        : HashCode.Combine(Scheme, string.GetHashCode(User ?? "", StringComparison.OrdinalIgnoreCase));

    private bool ParametersMatch(SipUri other)
    {
        foreach (var (name, value, _) in Parameters)
        {
            if (other.Parameters.TryGet(name, out var theirs) && !string.Equals(value, theirs, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }
        foreach (var name in AlwaysCompared)
        {
            if (Parameters.Contains(name) != other.Parameters.Contains(name))
            {
                return false;
            }
        }
        return true;
    }

    private bool HeadersMatch(SipUri other)
    {
        if (Headers.Count != other.Headers.Count)
        {
            return false;
        }
        foreach (var (name, value, _) in Headers)
        {
            if (!other.Headers.TryGet(name, out var theirs) || !string.Equals(value, theirs, StringComparison.Ordinal))
            {
                return false;
            }
        }
        return true;
    }
}
