using System.Net;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Switch.Registrar;

/// <summary>One registered phone of a user, as it was at one moment.</summary>
public sealed record Registration
{
    /// <summary>Tells the registration from all others, from the phone's first REGISTER to its end.</summary>
    public required Guid Id { get; init; }

    /// <summary>The user: an extension's number.</summary>
    public required string User { get; init; }

    /// <summary>The user's domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The digest realm of that domain.</summary>
    public required string Realm { get; init; }

    /// <summary>The phone's address, as it wrote it.</summary>
    public required SipUri Contact { get; init; }

    /// <summary>Call-ID of its last REGISTER.</summary>
    public required string CallId { get; init; }

    /// <summary>When it registered first.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When it registered last.</summary>
    public required DateTimeOffset RefreshedAt { get; init; }

    /// <summary>When the registration ends unless it is refreshed; with <see cref="RegistrarOptions.RegPing"/> later than the phone was told.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the phone was heard last: by a REGISTER, or an answer to OPTIONS.</summary>
    public required DateTimeOffset HeardAt { get; init; }

    /// <summary>Whether it was not heard for <see cref="RegistrarOptions.StaleTime"/>.</summary>
    public required bool IsStale { get; init; }

    /// <summary>Where its REGISTER came from.</summary>
    public required IPEndPoint Source { get; init; }

    /// <summary>The protocol on which it came.</summary>
    public required SipProtocol Protocol { get; init; }

    /// <summary>Whether the phone is called at <see cref="Source"/>, not at its Contact's address.</summary>
    public required bool IsBehindNat { get; init; }

    /// <summary>Its User-Agent; null where it does not say.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The methods that it takes: its Allow, else the <c>methods</c> of its Contact; empty where it does not say.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];
}
