using Tandem.Pbx.Feed;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Tests.Feed;

public sealed class ConcurrentFeedTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Watchers_on_other_threads_end_equal_whether_they_keep_up_or_not()
    {
        var state = new PbxState("s");
        Task<ModelReplica>[] readers =
        [
            Follow(state.SnapshotAndWatch(capacity: int.MaxValue), mayRestart: false),
            Follow(state.SnapshotAndWatch(capacity: 2), mayRestart: true),
            Follow(state.SnapshotAndWatch(capacity: 64), mayRestart: true),
            Follow(state.WatchFrom(state.Position, capacity: int.MaxValue), mayRestart: false),
        ];

        await Task.Run(() =>
        {
            var random = new Random(20260301);
            var history = new RandomHistory(state);
            for (int i = 0; i < 5_000; i++)
                history.Step(random.Next());
            state.Write(ChangeKind.Configured, writer => writer.Upsert(TestCalls.Extension("the-end")));
        });

        foreach (ModelReplica replica in await Task.WhenAll(readers).WaitAsync(Limit))
            SnapshotAssert.Same(state.Snapshot(), replica.Snapshot());
    }

    private static async Task<ModelReplica> Follow(Watcher watcher, bool mayRestart)
    {
        using (watcher)
        {
            var replica = new ModelReplica();
            bool isFirst = true;
            await foreach (Frame frame in watcher.ReadAllAsync())
            {
                if (isFirst && frame is Frame.Changed changed)
                    replica = ReplicaAt(changed.Previous!.Value);
                isFirst = false;
                Assert.True(replica.TryApply(frame), "a gap");
                Assert.True(mayRestart || frame is not Frame.Restart);
                if (frame is not Frame.Restart && replica.Snapshot().Extensions.Any(item => item.Number == "the-end"))
                    break;
            }

            return replica;
        }
    }

    private static ModelReplica ReplicaAt(Position empty)
    {
        var replica = new ModelReplica();
        var tables = Enumerable.Range(0, EntityTables.KindCount).Select(_ => Array.Empty<Pbx.Model.Entity>()).ToArray();
        replica.TryApply(new Frame.Snapshot(new PbxSnapshot(empty, tables), null));
        return replica;
    }
}
