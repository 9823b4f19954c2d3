using Tandem.Sip.Messages;

namespace Tandem.Switch.Calls.Dialling;

/// <summary>Whom a <see cref="DialRequest"/> calls: a user with the phones registered now, or one SIP address.</summary>
public sealed record DialTarget
{
    private DialTarget()
    {
    }

    /// <summary>The user's number; null for an address.</summary>
    public string? Number { get; private init; }

    /// <summary>The address; null for a user.</summary>
    public SipUri? Address { get; private init; }

    /// <summary>Whether only the user's best phone rings (highest priority, then registered last), and not all of them.</summary>
    public bool FirstContactOnly { get; init; }

    /// <summary>How long after the others, or after the one before it in a sequence, the target begins to ring; default at once.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Legs that the user may have, those that ring included, before it counts as busy and is not called; null, the default, for no limit.</summary>
    public int? MaxCalls { get; init; }

    /// <summary>The account of <see cref="Number"/>, where it has been looked up already.</summary>
    internal Directory.SipAccount? Account { get; private init; }

    /// <summary>All phones of a user.</summary>
    /// <param name="number">The user's number, in the domain of the <see cref="DialRequest"/>.</param>
    public static DialTarget User(string number)
    {
        ArgumentException.ThrowIfNullOrEmpty(number);
        return new DialTarget { Number = number };
    }

    /// <summary>
    /// One address, registered or not. Its host is found as RFC 3263 says, and where one of its places cannot be reached, does not answer or is out
    /// of service, the next is tried.
    /// </summary>
    /// <param name="address">A <c>sip</c> or <c>sips</c> URI.</param>
    /// <exception cref="ArgumentException">It is another URI.</exception>
    public static DialTarget Contact(SipUri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsSip ? new DialTarget { Address = address } : throw new ArgumentException("Only sip and sips URIs can be dialled.", nameof(address));
    }

    /// <summary>Whether the address must be of somebody else: a way back to this exchange is a loop.</summary>
    internal bool IsForeign { get; private init; }

    /// <summary>An address at another host.</summary>
    internal static DialTarget Foreign(SipUri address) => new() { Address = address, IsForeign = true };

    internal static DialTarget User(Directory.SipAccount account) => new() { Number = account.Number, Account = account };

    /// <summary>The number or the address.</summary>
    public override string ToString() => Number ?? Address!.ToString();
}
