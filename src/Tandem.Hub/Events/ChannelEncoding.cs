using Tandem.Cti.Channels;

namespace Tandem.Hub.Events;

/// <summary>A way to write the records of channels for subscribers.</summary>
internal abstract class ChannelEncoding
{
    /// <summary>What a new subscriber gets first: all that is there now.</summary>
    /// <param name="table">What is there.</param>
    public abstract IReadOnlyList<EncodedFrame> EncodeBeginning(ChannelInfoTable table);

    /// <summary>A channel after a change.</summary>
    /// <param name="update">The channel.</param>
    public abstract EncodedFrame Encode(ChannelUpdate update);

    /// <summary>A mailbox after a change.</summary>
    /// <param name="mwi">The mailbox.</param>
    public abstract EncodedFrame Encode(MwiInfo mwi);
}
