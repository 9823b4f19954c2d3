using Tandem.Sip.Messages;
using Tandem.Sip.Transport;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Calls.Dialling;

/// <summary>One place that an INVITE is sent to.</summary>
/// <param name="Target">Whose it is.</param>
/// <param name="Uri">The Request-URI.</param>
/// <param name="Flow">The way there.</param>
internal sealed record Destination(DialTarget Target, SipUri Uri, SipFlow Flow)
{
    /// <summary>The user whose phone it is; null for an address.</summary>
    public SipAccount? Account { get; init; }

    /// <summary>The proxies on the way, as one value of Route; null for none.</summary>
    public string? Path { get; init; }

    public bool IsBehindNat { get; init; }

    /// <summary>By what host the phone knows the exchange; null where that is not known.</summary>
    public string? ServerHost { get; init; }

    /// <summary>Whether there is no transport for the way, so that the leg fails at once.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>Where else to try when this one fails without having rung.</summary>
    public Destination? Next { get; init; }
}
