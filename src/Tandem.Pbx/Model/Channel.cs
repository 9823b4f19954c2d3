using Tandem.Pbx.Commands;

namespace Tandem.Pbx.Model;

/// <summary>One leg of a call, between the exchange and one party.</summary>
public sealed record Channel : Entity
{
    /// <inheritdoc/>
    public override EntityKind Kind => EntityKind.Channel;

    /// <summary>The source's own name for the leg (<c>PJSIP/101-00000003</c>), for people; not a key.</summary>
    public string? Name { get; init; }

    /// <summary>Which way the leg was set up, as seen from the exchange.</summary>
    public required ChannelDirection Direction { get; init; }

    /// <summary>Whether the party is one of the exchange's own or outside.</summary>
    public PeerLocation PeerLocation { get; init; }

    /// <summary>Who calls.</summary>
    public Party Calling { get; init; }

    /// <summary>Who was called.</summary>
    public Party Called { get; init; }

    /// <summary>Whom the leg is connected with now, as shown to its party.</summary>
    public Party Connected { get; init; }

    /// <summary>When the leg was offered.</summary>
    public required DateTimeOffset OfferedAt { get; init; }

    /// <summary>When it was answered first.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When it was hung up.</summary>
    public DateTimeOffset? HungUpAt { get; init; }

    /// <summary>Why it was hung up.</summary>
    public HangupCause? HangupCause { get; init; }

    /// <summary>The channels that it hears and speaks to.</summary>
    public ValueList<ObjectId> BridgedWith { get; init; } = [];

    /// <summary>The other domains that have a channel bridged with this one. Kept by <see cref="State.PbxState"/>; what a source writes
    /// here is replaced.</summary>
    public ValueList<string> PeerDomains { get; init; } = [];

    /// <summary>The conversation that the leg is part of.</summary>
    public ObjectId? Conversation { get; init; }

    /// <summary>The user whose leg it is.</summary>
    public DirectoryReference? User { get; init; }

    /// <summary>The group that the call came by.</summary>
    public DirectoryReference? Group { get; init; }

    /// <summary>The device (SIP account).</summary>
    public DirectoryReference? Device { get; init; }

    /// <summary>What the leg is doing.</summary>
    public required ChannelState State { get; init; }

    /// <summary>Since when it has been doing that.</summary>
    public required DateTimeOffset StateSince { get; init; }

    /// <summary>Where the call was sent.</summary>
    public CallTarget? Target { get; init; }

    /// <summary>The party has put the call on hold.</summary>
    public bool Held { get; init; }

    /// <summary>The party is not heard.</summary>
    public bool Muted { get; init; }

    /// <summary>Whether the leg is being recorded.</summary>
    public RecordingStatus Recording { get; init; }

    /// <summary>What happened on the leg last, in the source's own words.</summary>
    public string? LastEvent { get; init; }

    /// <summary>Names and values that applications have put on the leg.</summary>
    public ValueList<Label> Labels { get; init; } = [];

    /// <summary>What may be done with this leg; <see langword="null"/> means all that its source can do.</summary>
    public CapabilitySet? Capabilities { get; init; }

    /// <summary>The final figures of its media, once it has hung up.</summary>
    public MediaQuality? Media { get; init; }
}
