using System.Net;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Switch.Registrar;

/// <summary>One contact of a registered user (RFC 3261 10).</summary>
public sealed record Binding
{
    /// <summary>The user: an extension's number.</summary>
    public required string User { get; init; }

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

    /// <summary>When the binding ends unless it is refreshed.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Preference, 0 to 1; 1 where the Contact gives none.</summary>
    public double Priority { get; init; } = 1;

    /// <summary>The phone's User-Agent.</summary>
    public string? UserAgent { get; init; }
}
