using System.Globalization;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Headers;

/// <summary>A value of Diversion: who sent the call elsewhere (RFC 5806).</summary>
/// <param name="Address">Who diverted it, with all parameters.</param>
public sealed record Diversion(NameAddress Address)
{
    /// <summary>Why, for example <c>unconditional</c>, <c>user-busy</c>, <c>no-answer</c>; null where it does not say.</summary>
    public string? Reason => Address.Parameters["reason"];

    /// <summary>How many diversions this value stands for; 1 where it does not say.</summary>
    public int Counter => int.TryParse(Address.Parameters["counter"], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1;

    /// <summary>Whether the address is to be hidden: <c>privacy</c> is <c>full</c>, <c>name</c> or <c>uri</c>.</summary>
    public bool IsPrivate => Address.Parameters["privacy"] is { } privacy && !string.Equals(privacy, "off", StringComparison.OrdinalIgnoreCase);

    /// <summary>Makes a value.</summary>
    /// <param name="party">Who diverted the call.</param>
    /// <param name="reason">Why, a token.</param>
    public static Diversion By(NameAddress party, string reason)
    {
        ArgumentNullException.ThrowIfNull(party);
        return new Diversion(party.WithParameter("reason", reason));
    }

    /// <summary>The diversions of a message, the latest first; malformed ones are left out.</summary>
    public static IReadOnlyList<Diversion> AllOf(SipMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return [.. message.GetAddresses(SipHeaderName.Diversion).Select(address => new Diversion(address))];
    }

    /// <summary>The value as written in the header.</summary>
    public override string ToString() => Address.ToString();
}
