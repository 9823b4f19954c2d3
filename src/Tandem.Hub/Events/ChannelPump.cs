using Tandem.Cti.Channels;
using Tandem.Cti.Protocol;
using Tandem.Pbx;
using Tandem.Pbx.Feed;

namespace Tandem.Hub.Events;

/// <summary>
/// Brings the records of channels to subscribers, in whatever encoding: all channels once, and then each change. Who falls behind is left: it never
/// gets a second beginning.
/// </summary>
internal sealed class ChannelPump(IPbxModel model, Projection projection, ILogger logger)
    : FeedPump(model.SnapshotAndWatch(projection, int.MaxValue), logger)
{
    private readonly ChannelInfoTable _table = new();
    private readonly Group[] _bert = [.. Enum.GetValues<CtiProfile>().Select(profile => new Group(new BertChannelEncoding(profile)))];
    private readonly Group _json = new(new JsonChannelEncoding());
    private readonly List<ChannelUpdate> _channels = [];
    private readonly List<MwiInfo> _mailboxes = [];

    /// <summary>Takes a subscriber in that reads BERT.</summary>
    /// <param name="subscriber">The subscriber.</param>
    /// <param name="profile">The generation of the protocol that it speaks.</param>
    public void Join(FeedSubscriber subscriber, CtiProfile profile) => Join(subscriber, _bert[(int)profile]);

    /// <summary>Takes a subscriber in that reads JSON.</summary>
    /// <param name="subscriber">The subscriber.</param>
    public void JoinJson(FeedSubscriber subscriber) => Join(subscriber, _json);

    /// <summary>Lets a subscriber go.</summary>
    /// <param name="subscriber">The subscriber.</param>
    public void Leave(FeedSubscriber subscriber)
    {
        lock (Gate)
        {
            foreach (var group in Groups)
            {
                group.Subscribers.Remove(subscriber);
            }
        }
    }

    private IEnumerable<Group> Groups => _bert.Append(_json);

    /// <inheritdoc/>
    protected override void Deliver(Frame frame, bool more)
    {
        _channels.Clear();
        _mailboxes.Clear();
        _table.Apply(frame, _channels, _mailboxes);
        if (_channels.Count == 0 && _mailboxes.Count == 0)
        {
            return;
        }
        foreach (var group in Groups)
        {
            group.Deliver(_channels, _mailboxes);
        }
    }

    /// <inheritdoc/>
    protected override void EndAll(FeedEnd reason)
    {
        foreach (var group in Groups)
        {
            group.Subscribers.ForEach(subscriber => subscriber.End(reason));
            group.Subscribers.Clear();
        }
    }

    private void Join(FeedSubscriber subscriber, Group group)
    {
        lock (Gate)
        {
            foreach (var frame in group.Begin(_table))
            {
                subscriber.TryOffer(frame);
            }
            group.Subscribers.Add(subscriber);
        }
    }

    /// <summary>Those who read the same bytes.</summary>
    private sealed class Group(ChannelEncoding encoding)
    {
        private IReadOnlyList<EncodedFrame>? _beginning;

        public List<FeedSubscriber> Subscribers { get; } = [];

        /// <summary>What a new subscriber gets: made once for all who come between two changes.</summary>
        public IReadOnlyList<EncodedFrame> Begin(ChannelInfoTable table) => _beginning ??= encoding.EncodeBeginning(table);

        public void Deliver(List<ChannelUpdate> channels, List<MwiInfo> mailboxes)
        {
            _beginning = null;
            if (Subscribers.Count == 0)
            {
                return;
            }
            foreach (var update in channels)
            {
                Offer(encoding.Encode(update));
            }
            foreach (var mailbox in mailboxes)
            {
                Offer(encoding.Encode(mailbox));
            }
        }

        private void Offer(EncodedFrame frame)
        {
            for (var i = Subscribers.Count - 1; i >= 0; i--)
            {
                if (!Subscribers[i].TryOffer(frame))
                {
                    Subscribers[i].End(FeedEnd.TooSlow);
                    Subscribers.RemoveAt(i);
                }
            }
        }
    }
}
