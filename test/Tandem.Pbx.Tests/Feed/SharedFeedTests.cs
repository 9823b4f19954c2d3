using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Tests.Feed;

/// <summary>What one needs who reads a feed once and gives it on to many.</summary>
public sealed class SharedFeedTests
{
    private readonly PbxState _state = new("s");

    [Fact]
    public void A_change_can_be_given_to_one_who_was_elsewhere_before_it()
    {
        Write("a");
        using Watcher shared = _state.SnapshotAndWatch(Projection.ForDomain("d"));
        shared.TryRead(out _);
        Write("b", domain: "other");
        using Watcher late = _state.SnapshotAndWatch(Projection.ForDomain("d"));
        late.TryRead(out Frame? snapshot);
        Write("c");
        shared.TryRead(out Frame? frame);
        var changed = Assert.IsType<Frame.Changed>(frame);

        var replica = new ModelReplica();
        replica.TryApply(snapshot!);
        Assert.False(replica.TryApply(changed));
        Assert.True(replica.TryApply(changed.WithPrevious(snapshot!.Position)));
        Assert.Equal(changed.Position, replica.Position);
    }

    [Fact]
    public void Positions_of_one_run_have_an_order()
    {
        Position first = _state.Position;
        Write("a");
        Assert.True(_state.Position.IsAfter(first));
        Assert.False(first.IsAfter(_state.Position));
        Assert.False(first.IsAfter(first));
        Assert.False(_state.Position.IsAfter(new PbxState("other").Position));
    }

    [Fact]
    public void A_watcher_can_be_told_to_start_over()
    {
        using Watcher watcher = _state.SnapshotAndWatch();
        watcher.TryRead(out Frame? first);
        Write("a");
        watcher.Restart();
        Assert.True(watcher.TryRead(out Frame? restart));
        Assert.Equal(first!.Position, Assert.IsType<Frame.Restart>(restart).Previous);
        Assert.True(watcher.TryRead(out Frame? snapshot));
        Assert.Equal("a", Assert.Single(Assert.IsType<Frame.Snapshot>(snapshot).State.Queues).Name);
        Assert.False(watcher.TryRead(out _));
    }

    private void Write(string id, string domain = "d") =>
        _state.Write(ChangeKind.QueueChanged, writer => writer.Upsert(new Queue { Id = new ObjectId("s", id), Domain = domain, Name = id }));
}
