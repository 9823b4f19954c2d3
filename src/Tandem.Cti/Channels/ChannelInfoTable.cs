using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Cti.Channels;

/// <summary>
/// The records of the feed, kept from the frames of a model's feed: what is there now, and for each frame what changed. After the first
/// snapshot everything is told as changes, also what a later snapshot brings, so that no reader needs a second beginning. For one thread.
/// </summary>
public sealed class ChannelInfoTable
{
    private readonly Dictionary<ObjectId, (Channel Channel, ChannelInfo Info)> _channels = [];
    private readonly Dictionary<ObjectId, MwiInfo> _mailboxes = [];
    private readonly Dictionary<(string Domain, string Number), DirectoryReference> _users = [];
    private bool _hasBegun;

    /// <summary>The channels, in no particular order.</summary>
    public IEnumerable<ChannelInfo> Channels => _channels.Values.Select(item => item.Info);

    /// <summary>How many channels there are.</summary>
    public int Count => _channels.Count;

    /// <summary>The mailboxes, in no particular order.</summary>
    public IEnumerable<MwiInfo> Mailboxes => _mailboxes.Values;

    /// <summary>Applies the next frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="channels">Gets what happened to channels, in order; nothing for the first snapshot.</param>
    /// <param name="mailboxes">Gets the mailboxes that changed; none for the first snapshot.</param>
    public void Apply(Frame frame, ICollection<ChannelUpdate> channels, ICollection<MwiInfo> mailboxes)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(mailboxes);
        switch (frame)
        {
            case Frame.Snapshot snapshot when _hasBegun:
                Compare(snapshot.State, channels, mailboxes);
                break;
            case Frame.Snapshot snapshot:
                Begin(snapshot.State);
                break;
            case Frame.Changed changed:
                Apply(changed.Change, channels, mailboxes);
                break;
        }
    }

    private void Begin(PbxSnapshot state)
    {
        _hasBegun = true;
        foreach (var extension in state.Extensions)
        {
            SetUser(extension);
        }
        foreach (var channel in state.Channels.Where(channel => channel.HungUpAt is null))
        {
            _channels.Add(channel.Id, (channel, ChannelInfoMapper.Map(channel, LastEvents.Of(channel))));
        }
        foreach (var mailbox in state.Mailboxes)
        {
            _mailboxes.Add(mailbox.Id, Map(mailbox, timestamp: null));
        }
    }

    private void Apply(Change change, ICollection<ChannelUpdate> channels, ICollection<MwiInfo> mailboxes)
    {
        foreach (var entity in change.Entities)
        {
            switch (entity.After ?? entity.Before)
            {
                case Channel image when entity.IsRemoval:
                    Remove(image, change.At, channels);
                    break;
                case Channel channel:
                    Set(channel, change.Kind, channels);
                    break;
                case Mailbox mailbox when !entity.IsRemoval:
                    Set(mailbox, CtiTimestamp.Of(change.At), mailboxes);
                    break;
                case Mailbox mailbox:
                    _mailboxes.Remove(mailbox.Id);
                    break;
                case Extension extension:
                    SetUser(extension);
                    break;
            }
        }
    }

    private void Compare(PbxSnapshot state, ICollection<ChannelUpdate> channels, ICollection<MwiInfo> mailboxes)
    {
        foreach (var extension in state.Extensions)
        {
            SetUser(extension);
        }
        foreach (var (id, item) in _channels.ToArray())
        {
            if (!state.Channels.TryGet(id, out _))
            {
                Remove(item.Channel, item.Channel.StateSince, channels);
            }
        }
        foreach (var channel in state.Channels)
        {
            Set(channel, ChangeKind.Reconciled, channels);
        }
        foreach (var mailbox in state.Mailboxes)
        {
            Set(mailbox, timestamp: null, mailboxes);
        }
    }

    private void Set(Channel channel, ChangeKind kind, ICollection<ChannelUpdate> updates)
    {
        var isKnown = _channels.TryGetValue(channel.Id, out var known);
        if (channel.HungUpAt is { } hungUpAt)
        {
            Remove(channel, hungUpAt, updates);
            return;
        }
        var info = ChannelInfoMapper.Map(channel, LastEvents.Of(kind, isKnown ? known.Channel : null, channel));
        if (isKnown && info == known.Info with { LastEvent = info.LastEvent })
        {
            // Nothing that the feed shows: a digit, the figures of its media.
            return;
        }
        _channels[channel.Id] = (channel, info);
        updates.Add(new ChannelUpdate(info, isKnown ? ChannelUpdateKind.Updated : ChannelUpdateKind.Added));
    }

    private void Remove(Channel image, DateTimeOffset at, ICollection<ChannelUpdate> updates)
    {
        // What hung up is told once, whether its source removes it in the same change or later.
        if (_channels.Remove(image.Id))
        {
            var last = image with { HungUpAt = image.HungUpAt ?? at };
            updates.Add(new ChannelUpdate(ChannelInfoMapper.Map(last, ChannelEvent.Hangup), ChannelUpdateKind.Removed));
        }
    }

    private void Set(Mailbox mailbox, long? timestamp, ICollection<MwiInfo> updates)
    {
        var info = Map(mailbox, timestamp);
        if (!_mailboxes.TryGetValue(mailbox.Id, out var known) || info != known with { Timestamp = info.Timestamp })
        {
            _mailboxes[mailbox.Id] = info;
            updates.Add(info);
        }
    }

    private void SetUser(Extension extension)
    {
        if (extension.User is { } user)
        {
            _users[(extension.Domain, extension.Number)] = user;
        }
    }

    /// <summary>A mailbox is named by the extension that it belongs to, with or without a context.</summary>
    private MwiInfo Map(Mailbox mailbox, long? timestamp)
    {
        var number = mailbox.Id.LocalId.Split('@')[0];
        var isKnown = _users.TryGetValue((mailbox.Domain, number), out var user);
        return new MwiInfo
        {
            TargetId = isKnown ? user.Id : null,
            TargetName = (isKnown ? user.Name : null) ?? number,
            NewCount = mailbox.New,
            SavedCount = mailbox.Saved,
            Timestamp = timestamp,
        };
    }
}
