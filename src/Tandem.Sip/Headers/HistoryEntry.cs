using System.Text;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Headers;

/// <summary>A value of History-Info: one target that the call had (RFC 7044 section 5).</summary>
/// <param name="Address">The target, with all parameters; its URI may carry Reason and Privacy.</param>
public sealed record HistoryEntry(NameAddress Address)
{
    /// <summary>Its place in the tree of targets, for example <c>1.1.2</c>; null where it has none.</summary>
    public string? Index => Address.Parameters["index"];

    /// <summary>Why the call left this target; null where it does not say.</summary>
    public ReasonValue? Reason => Address.Uri.Headers["Reason"] is { } text ? ReasonValue.Parse(Encoding.UTF8.GetBytes(text)) : null;

    /// <summary>Whether the target is to be hidden outside the trust domain.</summary>
    public bool IsPrivate => Address.Uri.Headers["Privacy"] is { } privacy && privacy.Contains("history", StringComparison.OrdinalIgnoreCase);

    /// <summary>Makes a value.</summary>
    /// <param name="target">The target.</param>
    /// <param name="index">Its place in the tree of targets.</param>
    /// <param name="reason">Why the call left it, or null.</param>
    public static HistoryEntry For(SipUri target, string index, ReasonValue? reason = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        var uri = reason is null ? target : target.WithHeaders(target.Headers.Set("Reason", reason.ToString()));
        return new HistoryEntry(new NameAddress(uri).WithParameter("index", index));
    }

    /// <summary>The targets of a message, the first first; malformed ones are left out.</summary>
    public static IReadOnlyList<HistoryEntry> AllOf(SipMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return [.. message.GetAddresses(SipHeaderName.HistoryInfo).Select(address => new HistoryEntry(address))];
    }

    /// <summary>The value as written in the header.</summary>
    public override string ToString() => Address.ToString();
}
