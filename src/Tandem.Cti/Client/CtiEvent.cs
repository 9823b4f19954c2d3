using Tandem.Cti.Channels;
using Tandem.Cti.Objects;
using Tandem.Cti.Protocol;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Client;

/// <summary>What a <see cref="CtiClient"/> has to tell: one nested record for each kind.</summary>
public abstract record CtiEvent
{
    private CtiEvent()
    {
    }

    /// <summary>The connection is up, and these are all channels there are: they replace what was known.</summary>
    /// <param name="Profile">The generation of the protocol that the server speaks.</param>
    /// <param name="Channels">The channels.</param>
    public sealed record Connected(CtiProfile Profile, ValueList<ChannelInfo> Channels) : CtiEvent;

    /// <summary>The connection is down or could not be made; it is tried again by itself.</summary>
    /// <param name="Reason">Why, in words for people.</param>
    /// <param name="RetryIn">After how long.</param>
    public sealed record Disconnected(string Reason, TimeSpan RetryIn) : CtiEvent;

    /// <summary>A channel came, changed or went.</summary>
    /// <param name="Channel">The channel.</param>
    /// <param name="Kind">Which of these.</param>
    public sealed record ChannelChanged(ChannelInfo Channel, ChannelUpdateKind Kind) : CtiEvent;

    /// <summary>The messages that wait in a mailbox changed, or are told at the beginning.</summary>
    /// <param name="Mwi">The mailbox.</param>
    public sealed record MwiChanged(MwiInfo Mwi) : CtiEvent;

    /// <summary>The connection is up, and this is the whole model of the Tandem there; or it comes once more, as too much was missed.</summary>
    /// <param name="Objects">Its objects.</param>
    internal sealed record ModelBegan(IReadOnlyList<CtiObject> Objects) : CtiEvent;

    /// <summary>The model of the Tandem changed.</summary>
    /// <param name="Change">The change.</param>
    internal sealed record ModelChanged(CtiModelChange Change) : CtiEvent;

    /// <summary>The server has something to say about the connection.</summary>
    /// <param name="Text">Its words: <c>connection_replaced</c>.</param>
    public sealed record Notice(string Text) : CtiEvent;
}
