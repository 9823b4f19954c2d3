using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Switch.Tests.Calls.Simulation;

/// <summary>Follows the model's feed, and checks after each of its changes what must always hold.</summary>
internal sealed class ModelWatch(PbxState state) : IDisposable
{
    private readonly Watcher _watcher = state.SnapshotAndWatch(capacity: int.MaxValue);
    private readonly ModelReplica _replica = new();
    private readonly Dictionary<ObjectId, Conversation> _conversations = [];
    private readonly HashSet<ObjectId> _gone = [];

    /// <summary>Conversations that have begun and not ended.</summary>
    public IEnumerable<ObjectId> Unended => _conversations.Values.Where(item => item.EndedAt is null).Select(item => item.Id);

    /// <summary>Checks each change since the last call; the copy that they make is then equal to the model.</summary>
    public void Check()
    {
        while (_watcher.TryRead(out var frame))
        {
            Assert.True(_replica.TryApply(frame), "The feed has a gap.");
            if (frame is Frame.Changed { Change: var change })
            {
                foreach (var entity in change.Entities)
                {
                    Follow(entity);
                }
                CheckSound(_replica.Snapshot(), change.Kind);
            }
        }
        Assert.Equal(state.Snapshot().Entities.ToHashSet(), _replica.Snapshot().Entities.ToHashSet());
    }

    public void Dispose() => _watcher.Dispose();

    private void Follow(EntityChange change)
    {
        if (change.Kind == EntityKind.Channel)
        {
            Assert.DoesNotContain(change.Id, _gone);
            if (change.After is null)
            {
                _gone.Add(change.Id);
            }
        }
        if (change.After is not Conversation now)
        {
            return;
        }
        if (_conversations.TryGetValue(now.Id, out var before))
        {
            Assert.True(before.EndedAt is null, $"{now.Id} changed after its end.");
            Assert.True(now.StartedAt == before.StartedAt, $"{now.Id} started at another time.");
            Assert.True(before.AnsweredAt is null || now.AnsweredAt <= before.AnsweredAt, $"{now.Id} was answered later than it was.");
        }
        if (now.MergedInto is { } survivor)
        {
            Assert.True(now.EndedAt is not null && now.HangupCause == HangupCause.Merged, $"{now.Id} was merged and has not ended so.");
            Assert.True(_conversations[survivor] is { } other && other.StartedAt <= now.StartedAt, $"{now.Id} was merged into a younger one.");
        }
        if (before is null && now.SplitFrom is { } origin)
        {
            Assert.True(_conversations[origin] is { EndedAt: null } || _conversations[origin].MergedInto is not null, $"{now.Id} came out of {origin}, which was over.");
        }
        _conversations[now.Id] = now;
    }

    private static void CheckSound(PbxSnapshot now, ChangeKind kind)
    {
        foreach (var channel in now.Channels)
        {
            Assert.True(
                now.Conversations.Any(item => item.Id == channel.Conversation && item.EndedAt is null), $"{kind}: {channel.Id} has no conversation that goes on.");
            var takesPart = now.Conversations.Where(item => item.EndedAt is null && item.Participants.Any(part => part.Channel == channel.Id)).ToArray();
            // Who has transferred takes part once, by the older one of its legs; the other one is about to end.
            Assert.True(
                takesPart is [var only] ? only.Id == channel.Conversation : takesPart.Length == 0 && channel.State is ChannelState.SystemOperation,
                $"{kind}: {channel.Id} of {channel.Conversation} takes part in {string.Join(',', takesPart.Select(item => item.Id))}.");
            foreach (var other in channel.BridgedWith)
            {
                Assert.True(
                    now.Channels.Any(peer => peer.Id == other && peer.BridgedWith.Contains(channel.Id) && peer.Conversation == channel.Conversation),
                    $"{kind}: {channel.Id} is bridged with {other}, and not the other way.");
            }
        }
        foreach (var conversation in now.Conversations)
        {
            Assert.True(
                conversation.EndedAt is not null || now.Channels.Any(channel => channel.Conversation == conversation.Id), $"{kind}: {conversation.Id} goes on without a leg.");
        }
    }
}
