using Tandem.Pbx.Model;

namespace Tandem.Cti.Channels;

/// <summary>
/// A channel as the feed shows it: the protocol's <c>chan_info</c>. It holds what the model has, so that nothing is lost between two Tandems;
/// what a generation of Basix has no field for is not sent to it.
/// </summary>
public sealed record ChannelInfo
{
    /// <summary>The channel's unique id. At a Tandem the id of the object, <c>source:localId</c>.</summary>
    public required string Uuid { get; init; }

    /// <summary>Which way the channel was set up, as seen from the exchange; null where it is not told.</summary>
    public ChannelDirection? Direction { get; init; }

    /// <summary>Whether the party is one of the exchange's own or outside.</summary>
    public PeerLocation PeerLocation { get; init; }

    /// <summary>Who calls.</summary>
    public Party Calling { get; init; }

    /// <summary>Who was called. Basix tells the number only.</summary>
    public Party Called { get; init; }

    /// <summary>Whom the channel is connected with, as shown to its party. Told by a Tandem only.</summary>
    public Party Connected { get; init; }

    /// <summary>When the channel was created, in microseconds since 1970.</summary>
    public long OfferTimestamp { get; init; }

    /// <summary>When it was answered, in microseconds since 1970; null when it was not.</summary>
    public long? AnswerTimestamp { get; init; }

    /// <summary>When it was hung up, in microseconds since 1970; null when it was not.</summary>
    public long? HangupTimestamp { get; init; }

    /// <summary>The channel that it is bridged with first. A Basix names here, too, the channel that another one was made for.</summary>
    public string? OtherUuid { get; init; }

    /// <summary>The channels that it is bridged with. Basix tells one.</summary>
    public ValueList<string> BridgedWith { get; init; } = [];

    /// <summary>The user at the channel.</summary>
    public DirectoryReference? User { get; init; }

    /// <summary>The group that the call came by.</summary>
    public DirectoryReference? Group { get; init; }

    /// <summary>The device. Told by a Tandem only.</summary>
    public DirectoryReference? Device { get; init; }

    /// <summary>What the channel is doing; null where it is not told.</summary>
    public CtiState? State { get; init; }

    /// <summary>Where the call was sent.</summary>
    public CallTarget? Target { get; init; }

    /// <summary>What happened last.</summary>
    public ChannelEvent LastEvent { get; init; }

    /// <summary>Why it was hung up, as <c>NORMAL_CLEARING</c>. Not told before 2019.</summary>
    public string? HangupCause { get; init; }

    /// <summary>The call that the channel is part of. Not told before 2019.</summary>
    public string? CallId { get; init; }

    /// <summary>The domain. Told by a Tandem only.</summary>
    public string? Domain { get; init; }

    /// <summary>The exchange's own name for the channel. Told by a Tandem only.</summary>
    public string? Name { get; init; }

    /// <summary>The party has put the call on hold. Told by a Tandem only.</summary>
    public bool Held { get; init; }

    /// <summary>The party is not heard. Told by a Tandem only.</summary>
    public bool Muted { get; init; }

    /// <summary>Whether the channel is being recorded. Told by a Tandem only.</summary>
    public RecordingStatus Recording { get; init; }

    /// <summary>Names and values that programs have put on the channel. Told by a Tandem only.</summary>
    public ValueList<Label> Labels { get; init; } = [];

    /// <summary>The exchange has lost its connection to where the channel lives: this is what was last known. Told by a Tandem only.</summary>
    public bool Stale { get; init; }

    /// <summary>When the channel was created.</summary>
    public DateTimeOffset OfferedAt => CtiTimestamp.ToInstant(OfferTimestamp);

    /// <summary>When it was answered.</summary>
    public DateTimeOffset? AnsweredAt => AnswerTimestamp is { } timestamp ? CtiTimestamp.ToInstant(timestamp) : null;

    /// <summary>When it was hung up.</summary>
    public DateTimeOffset? HungUpAt => HangupTimestamp is { } timestamp ? CtiTimestamp.ToInstant(timestamp) : null;
}
