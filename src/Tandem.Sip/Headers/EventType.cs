using Tandem.Sip.Messages;

namespace Tandem.Sip.Headers;

/// <summary>The value of Event: what a subscription is about (RFC 6665 section 8.2.1).</summary>
/// <param name="Package">The event package, for example <c>dialog</c>, in the case of its registration.</param>
/// <param name="Id">Tells subscriptions within one dialog apart; null for none.</param>
public sealed record EventType(string Package, string? Id = null)
{
    /// <summary>Reads the header of a message; null where it is absent or malformed.</summary>
    public static EventType? Of(SipMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Parse(message.GetSpan(SipHeaderName.Event));
    }

    /// <summary>Reads a value, as UTF-8; null where it is malformed.</summary>
    public static EventType? Parse(ReadOnlySpan<byte> text) =>
        ParameterizedValue.TryParse(text, out var value) ? new EventType(value.Value, value.Parameters["id"]) : null;

    /// <summary>Whether both name the same subscription: packages without regard to case, ids exactly (RFC 6665 section 8.2.1).</summary>
    public bool Matches(EventType other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return string.Equals(Package, other.Package, StringComparison.OrdinalIgnoreCase) && Id == other.Id;
    }

    /// <summary>The value as written in the header.</summary>
    public override string ToString() => Id is null ? Package : Package + SipParameters.Empty.Set("id", Id);
}
