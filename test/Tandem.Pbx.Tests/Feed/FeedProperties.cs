using FsCheck;
using FsCheck.Fluent;
using Tandem.Pbx.Feed;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Tests.Feed;

public sealed class FeedProperties
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(300);

    private static Arbitrary<int[]> Histories => Gen.Choose(0, 1 << 20).ArrayOf().ToArbitrary();

    [Fact]
    public void A_replica_equals_the_snapshot_at_every_revision() => Check(steps =>
    {
        var state = new PbxState("s");
        var history = new RandomHistory(state);
        using Watcher watcher = state.SnapshotAndWatch(capacity: int.MaxValue);
        var replica = new ModelReplica();
        var snapshots = new Dictionary<Position, PbxSnapshot>();
        foreach (int step in steps)
        {
            history.Step(step);
            PbxSnapshot snapshot = state.Snapshot();
            snapshots[snapshot.Position] = snapshot;
        }

        while (watcher.TryRead(out Frame? frame))
        {
            Assert.True(replica.TryApply(frame));
            if (snapshots.TryGetValue(frame.Position, out PbxSnapshot? snapshot))
                SnapshotAssert.Same(snapshot, replica.Snapshot());
        }

        SnapshotAssert.Same(state.Snapshot(), replica.Snapshot());
        Assert.Equal(state.Position, replica.Position);
    });

    [Fact]
    public void A_watcher_that_falls_behind_is_told_to_restart_and_ends_equal() => Check(steps =>
    {
        var state = new PbxState("s");
        var history = new RandomHistory(state);
        using Watcher watcher = state.SnapshotAndWatch(capacity: 3);
        var replica = new ModelReplica();
        bool restarted = false;
        Position seen = state.Position;
        for (int i = 0; i < steps.Length; i++)
        {
            history.Step(steps[i]);
            if (steps[i] % 5 != 0)
                continue;
            bool mustRestart = state.Position.Revision - seen.Revision > 3;
            Drain();
            Assert.Equal(mustRestart, restarted);
            SnapshotAssert.Same(state.Snapshot(), replica.Snapshot());
        }

        void Drain()
        {
            restarted = false;
            while (watcher.TryRead(out Frame? frame))
            {
                restarted |= frame is Frame.Restart;
                Assert.True(replica.TryApply(frame));
            }

            seen = state.Position;
        }
    });

    [Fact]
    public void Resuming_at_any_kept_position_has_no_gap_and_no_repeat() => Check(steps =>
    {
        var state = new PbxState("s", options: new PbxStateOptions { RetainedChanges = 16 });
        var history = new RandomHistory(state);
        var positions = new List<Position> { state.Position };
        foreach (int step in steps)
        {
            history.Step(step);
            if (state.Position != positions[^1])
                positions.Add(state.Position);
        }

        foreach (Position from in positions)
        {
            using Watcher watcher = state.WatchFrom(from, capacity: 1);
            List<Frame> frames = ReadAll(watcher);
            long missed = state.Position.Revision - from.Revision;
            if (missed > 16)
            {
                Assert.IsType<Frame.Restart>(frames[0]);
                SnapshotAssert.Same(state.Snapshot(), Assert.IsType<Frame.Snapshot>(frames[1]).State);
                continue;
            }

            Assert.Equal(missed, frames.Count);
            Position last = from;
            foreach (Frame frame in frames)
            {
                Assert.Equal(last, frame.Previous);
                Assert.Equal(last.Revision + 1, frame.Position.Revision);
                last = frame.Position;
            }
        }
    });

    [Fact]
    public void A_filtered_feed_proves_its_own_gap_freeness_and_equals_the_filtered_snapshot() => Check(steps =>
    {
        var state = new PbxState("s");
        var history = new RandomHistory(state);
        foreach (Projection projection in new[] { Projection.ForDomain("a"), Projection.ForDomain("b"), Projection.ForUser("a", 1) })
        {
            using Watcher watcher = state.SnapshotAndWatch(projection, int.MaxValue);
            var replica = new ModelReplica();
            Assert.True(replica.TryApply(ReadAll(watcher).Single()));
            foreach (int step in steps)
            {
                history.Step(step);
                foreach (Frame frame in ReadAll(watcher))
                    Assert.True(replica.TryApply(frame), "a gap");
                SnapshotAssert.Same(projection.Apply(state.Snapshot()), replica.Snapshot());
            }
        }
    });

    [Fact]
    public void A_lost_frame_of_a_filtered_feed_is_noticed() => Check(steps =>
    {
        var state = new PbxState("s");
        using Watcher watcher = state.SnapshotAndWatch(Projection.ForDomain("a"), int.MaxValue);
        new RandomHistory(state).Play(steps);
        List<Frame> frames = ReadAll(watcher);
        for (int lost = 1; lost < frames.Count - 1; lost++)
        {
            var replica = new ModelReplica();
            for (int i = 0; i < lost; i++)
                replica.TryApply(frames[i]);
            Assert.False(replica.TryApply(frames[lost + 1]));
        }
    }, 20);

    [Fact]
    public void Nothing_of_another_domain_but_its_presence_is_ever_shown() => Check(steps =>
    {
        var state = new PbxState("s");
        using Watcher watcher = state.SnapshotAndWatch(Projection.ForDomain("a"), int.MaxValue);
        new RandomHistory(state).Play(steps);
        string secret = RandomHistory.SecretOf("b");
        foreach (Frame frame in ReadAll(watcher))
        {
            if (frame is not Frame.Changed { Change: var change })
                continue;
            Assert.NotEqual(secret, change.Detail);
            foreach (EntityChange entity in change.Entities)
            {
                AssertSilent(entity.Before);
                AssertSilent(entity.After);
            }
        }

        foreach (Pbx.Model.Entity entity in Projection.ForDomain("a").Apply(state.Snapshot()).Entities)
            AssertSilent(entity);

        // The members of records print all that they hold.
        void AssertSilent(Pbx.Model.Entity? entity)
        {
            if (entity is { Domain: "b" })
                Assert.DoesNotContain(secret, entity.ToString());
            if (entity is not Pbx.Model.Conversation { Participants: var participants })
                return;
            foreach (Pbx.Model.Participant participant in participants.Where(item => item.Domain == "b"))
                Assert.DoesNotContain(secret, participant.ToString());
        }
    });

    private static void Check(Action<int[]> property, int runs = 200) =>
        FsCheck.Check.One(Runs.WithMaxTest(runs), Prop.ForAll(Histories, property));

    private static List<Frame> ReadAll(Watcher watcher)
    {
        var frames = new List<Frame>();
        while (watcher.TryRead(out Frame? frame))
            frames.Add(frame);
        return frames;
    }
}
