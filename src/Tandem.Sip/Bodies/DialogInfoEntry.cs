using Tandem.Sip.Messages;

namespace Tandem.Sip.Bodies;

/// <summary>One dialog of a <see cref="DialogInfo"/> (RFC 4235 section 4.1).</summary>
/// <param name="Id">Unique within the subscription, and the same as long as the dialog lives.</param>
/// <param name="State">Where it stands.</param>
public sealed record DialogInfoEntry(string Id, DialogInfoState State)
{
    /// <summary>Its Call-ID; with the tags what a pick-up names in Replaces (RFC 3891); null where it is not told.</summary>
    public string? CallId { get; init; }

    /// <summary>The tag of the watched side; null where it is not told.</summary>
    public string? LocalTag { get; init; }

    /// <summary>The tag of the other side; null where it is not told.</summary>
    public string? RemoteTag { get; init; }

    /// <summary>Whether the watched side began the call; null where it is not told.</summary>
    public bool? IsInitiator { get; init; }

    /// <summary>Who the watched side is; null where it is not told.</summary>
    public NameAddress? LocalIdentity { get; init; }

    /// <summary>Who the other side is; null where it is not told.</summary>
    public NameAddress? RemoteIdentity { get; init; }

    /// <summary>Where the watched side is reached in this dialog; null where it is not told.</summary>
    public string? LocalTarget { get; init; }

    /// <summary>Whether the watched side has put it on hold: its target renders nothing (RFC 4235 section 4.1.6.2).</summary>
    public bool IsHeld { get; init; }

    /// <summary>Where the other side is reached in this dialog; null where it is not told.</summary>
    public string? RemoteTarget { get; init; }
}
