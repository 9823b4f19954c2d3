using Tandem.Sip.Digest;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Dialogs;

/// <summary>What a new outgoing INVITE says.</summary>
public sealed record OutgoingInvite
{
    /// <summary>The Request-URI: whom to call, usually the Contact of a registration.</summary>
    public required SipUri RequestUri { get; init; }

    /// <summary>The way to the peer.</summary>
    public required SipFlow Flow { get; init; }

    /// <summary>Caller, without tag.</summary>
    public required NameAddress From { get; init; }

    /// <summary>Called party, without tag.</summary>
    public required NameAddress To { get; init; }

    /// <summary>The offer; empty to leave the offer to the peer (late offer).</summary>
    public ReadOnlyMemory<byte> Sdp { get; init; }

    /// <summary>Values for Route, first hop first.</summary>
    public IReadOnlyList<string> Routes { get; init; } = [];

    /// <summary>More headers, in order.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>A parameter for the URI of our Contact, such as <c>intercom=true</c>; null for none.</summary>
    public string? ContactParameter { get; init; }

    /// <summary>Hops allowed: 0 to 255, default 70.</summary>
    public int MaxForwards { get; init; } = 70;

    /// <summary>The Call-ID; null makes one.</summary>
    public string? CallId { get; init; }

    /// <summary>Answers a 401 or 407, and once more where that is stale; null where there are no credentials.</summary>
    public DigestClient? Credentials { get; init; }

    /// <summary>True where in-dialog requests must take <see cref="Flow"/>, whatever the peer's Contact says.</summary>
    public bool IsBehindNat { get; init; }
}
