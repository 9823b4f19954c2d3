using System.Net;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Switch.Registrar;

/// <summary>One contact of a registered user (RFC 3261 10).</summary>
public sealed record Binding
{
    /// <summary>The user: an extension's number; in a domain of <see cref="SwitchOptions.Domains"/> <c>number@domain</c>.</summary>
    public required string User { get; init; }

    /// <summary>Tells the binding from all others as long as it lives, refreshes included; empty where an earlier program stored it.</summary>
    public Guid Id { get; init; }

    /// <summary>The Contact URI, as the phone wrote it.</summary>
    public required SipUri Contact { get; init; }

    /// <summary>The protocol on which the REGISTER came.</summary>
    public required SipProtocol Protocol { get; init; }

    /// <summary>The address from which the REGISTER came.</summary>
    public required IPEndPoint Source { get; init; }

    /// <summary>True where the phone is behind an address translator: calls go to <see cref="Source"/>, not to the Contact's address.</summary>
    public bool IsBehindNat { get; init; }

    /// <summary>Call-ID of the REGISTER; with <see cref="Sequence"/> it orders refreshes.</summary>
    public required string CallId { get; init; }

    /// <summary>CSeq number of the REGISTER.</summary>
    public required uint Sequence { get; init; }

    /// <summary>When the phone registered first; the earliest time where an earlier program stored it.</summary>
    public DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When it registered last.</summary>
    public DateTimeOffset RefreshedAt { get; init; }

    /// <summary>When the binding ends unless it is refreshed.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Preference, 0 to 1; 1 where the Contact gives none.</summary>
    public double Priority { get; init; } = 1;

    /// <summary>The proxies to the phone, nearest to us first, as one value of Route (RFC 3327); null where there is none.</summary>
    public string? Path { get; init; }

    /// <summary>Whom a request to the phone goes to: the first of the proxies, or the phone.</summary>
    internal SipUri FirstHop =>
        Path is not null && NameAddress.TryParse(Path.AsSpan(0, Path.IndexOf('>', StringComparison.Ordinal) + 1), out var proxy) ? proxy.Uri : Contact;

    /// <summary>Which phone it is, where that says so: a URN such as <c>urn:uuid:...</c> (RFC 5626 4.1); null where it does not.</summary>
    public string? Instance { get; init; }

    /// <summary>Which flow of the phone it is, 1 and up (RFC 5626 4.2); 0 where the phone keeps none. A new registration of the same flow replaces the old.</summary>
    public uint RegId { get; init; }

    /// <summary>By what host the phone knows the exchange: that of the Request-URI of its REGISTER; null where an earlier program stored it.</summary>
    public string? ServerHost { get; init; }

    /// <summary>The phone's User-Agent.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The methods that the phone takes, with commas: its Allow, else the <c>methods</c> of its Contact; null where it does not say.</summary>
    public string? Allow { get; init; }

    /// <summary>The user's number, without its domain.</summary>
    internal string Number => User.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? User[..at] : User;

    /// <summary>What the phone is told of its validity, where that is not as the options have it.</summary>
    internal uint? RegPing { get; init; }

    /// <summary>How often the phone is asked whether it is there, where that is not as the options have it.</summary>
    internal uint? OptionsPing { get; init; }

    /// <summary>When the world was last told that the phone registered.</summary>
    internal DateTimeOffset ToldAt { get; init; }
}
