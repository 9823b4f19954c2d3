using Tandem.Pbx.Model;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Calls;

/// <summary>Who and what a new leg is.</summary>
internal sealed record CallIdentity
{
    public required string Id { get; init; }

    public required string ConversationId { get; init; }

    public required bool IsOutbound { get; init; }

    public required Party Caller { get; init; }

    public required Party Called { get; init; }

    /// <summary>The party at the leg's own phone: the caller or the called one.</summary>
    public required Party Own { get; init; }

    /// <summary>The domain that it is part of: its extension's, or where a stranger called, or for whose user somebody elsewhere is called.</summary>
    public required SipDomain Home { get; init; }

    /// <summary>By what host the phone knows the exchange; null for that of its own INVITE.</summary>
    public string? ServerHost { get; init; }

    public SipAccount? Account { get; init; }

    public CallTarget? Target { get; init; }
}
