using Tandem.Cti.Bert;
using Tandem.Cti.Channels;
using Tandem.Cti.Objects;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Protocol;

/// <summary>A message of a server of the feed, of whatever generation: one nested record for each kind.</summary>
public abstract record CtiMessage
{
    private CtiMessage()
    {
    }

    /// <summary>Which fields the records of a kind of object have, in which order.</summary>
    /// <param name="Element">The kind of object: <c>channel</c>, also where the server calls it <c>chan_info</c>.</param>
    /// <param name="Fields">The names of the fields.</param>
    public sealed record FieldSpec(string Element, ValueList<string> Fields) : CtiMessage;

    /// <summary>All channels there are.</summary>
    /// <param name="Channels">The channels.</param>
    public sealed record Initial(ValueList<ChannelInfo> Channels) : CtiMessage;

    /// <summary>All mailboxes there are.</summary>
    /// <param name="Mailboxes">The mailboxes.</param>
    public sealed record InitialMwi(ValueList<MwiInfo> Mailboxes) : CtiMessage;

    /// <summary>A channel after a change.</summary>
    /// <param name="Info">The channel.</param>
    /// <param name="Kind">What happened to it. Before 2019 a channel that is new is not told from one that changed.</param>
    public sealed record Channel(ChannelInfo Info, ChannelUpdateKind Kind) : CtiMessage;

    /// <summary>The messages that wait in a mailbox.</summary>
    /// <param name="Info">The mailbox.</param>
    public sealed record Mwi(MwiInfo Info) : CtiMessage;

    /// <summary>The whole model of a Tandem.</summary>
    /// <param name="Objects">Its objects.</param>
    internal sealed record InitialObjects(IReadOnlyList<CtiObject> Objects) : CtiMessage;

    /// <summary>A change of the model of a Tandem.</summary>
    /// <param name="Change">The change.</param>
    internal sealed record ModelChanged(CtiModelChange Change) : CtiMessage;

    /// <summary>What the server has to say about the connection.</summary>
    /// <param name="Text">Its words: <c>connection_replaced</c>.</param>
    public sealed record System(string Text) : CtiMessage;

    /// <summary>How a command came out that was given with a reference.</summary>
    /// <param name="Reference">The reference.</param>
    /// <param name="Outcome">The outcome: <c>done</c>.</param>
    /// <param name="Reason">Why.</param>
    public sealed record CommandResult(long Reference, string Outcome, string? Reason) : CtiMessage;

    /// <summary>A message that is not known here.</summary>
    /// <param name="Term">The message, without its list where it is in one.</param>
    public sealed record Other(BertTerm Term) : CtiMessage;
}
