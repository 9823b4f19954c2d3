using System.Diagnostics.Metrics;
using Tandem.Pbx.Feed;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Tests.Feed;

public sealed class WatcherTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_read_waits_for_the_next_change()
    {
        var state = new PbxState("s");
        using Watcher watcher = state.SnapshotAndWatch();
        Assert.IsType<Frame.Snapshot>(await watcher.ReadAsync());
        Task<Frame?> next = watcher.ReadAsync().AsTask();
        Assert.False(next.IsCompleted);
        Change change = state.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Channel("1")))!;
        Assert.Same(change, Assert.IsType<Frame.Changed>(await next.WaitAsync(Limit)).Change);
    }

    [Fact]
    public async Task Disposing_ends_a_read_that_waits()
    {
        var state = new PbxState("s");
        Watcher watcher = state.SnapshotAndWatch();
        await watcher.ReadAsync();
        Task<Frame?> next = watcher.ReadAsync().AsTask();
        watcher.Dispose();
        Assert.Null(await next.WaitAsync(Limit));
        Assert.False(watcher.TryRead(out _));
    }

    [Fact]
    public async Task Cancelling_ends_a_read_that_waits()
    {
        var state = new PbxState("s");
        using Watcher watcher = state.SnapshotAndWatch();
        await watcher.ReadAsync();
        using var stop = new CancellationTokenSource();
        Task<Frame?> next = watcher.ReadAsync(stop.Token).AsTask();
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Limit));
    }

    [Fact]
    public void Changes_are_kept_for_their_time_only()
    {
        var clock = new ManualClock();
        var state = new PbxState("s", clock);
        Position start = state.Position;
        state.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Channel("1")));
        Position first = state.Position;
        clock.Advance(TimeSpan.FromMinutes(3));
        state.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Channel("2")));

        Assert.IsType<Frame.Changed>(FirstFrame(start));
        clock.Advance(TimeSpan.FromMinutes(3));
        Assert.IsType<Frame.Restart>(FirstFrame(start));
        Assert.IsType<Frame.Changed>(FirstFrame(first));

        Frame FirstFrame(Position from)
        {
            using Watcher watcher = state.WatchFrom(from);
            Assert.True(watcher.TryRead(out Frame? frame));
            return frame;
        }
    }

    [Fact]
    public void A_position_of_another_run_or_of_the_future_restarts()
    {
        var state = new PbxState("s");
        state.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Channel("1")));
        foreach (Position position in new[] { new PbxState("s").Position, new Position(state.Position.Epoch, 2), default })
        {
            using Watcher watcher = state.WatchFrom(position);
            Assert.True(watcher.TryRead(out Frame? restart));
            Assert.IsType<Frame.Restart>(restart);
            Assert.True(watcher.TryRead(out Frame? snapshot));
            Assert.Equal(restart.Position, snapshot.Previous);
            Assert.Single(Assert.IsType<Frame.Snapshot>(snapshot).State.Channels);
            Assert.False(watcher.TryRead(out _));
        }
    }

    [Fact]
    public void Watchers_and_restarts_are_counted()
    {
        var counts = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Tandem.Pbx")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (tags.ToArray().Contains(new KeyValuePair<string, object?>("tandem.model", "counted")))
                counts[instrument.Name] = counts.GetValueOrDefault(instrument.Name) + value;
        });
        listener.Start();

        var state = new PbxState("counted");
        using Pbx.Outbox.OutboxConsumer history = state.Outbox.Subscribe("history");
        Watcher watcher = state.SnapshotAndWatch(capacity: 1);
        for (int i = 0; i < 3; i++)
            state.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Conversation($"{i}", source: "counted")));
        while (watcher.TryRead(out _))
        {
        }

        Assert.Equal(1, counts["tandem.pbx.watchers"]);
        Assert.Equal(3, counts["tandem.pbx.revisions"]);
        Assert.Equal(1, counts["tandem.pbx.restarts"]);
        Assert.Equal(3, counts["tandem.pbx.outbox.depth"]);
        watcher.Dispose();
        history.Acknowledge(long.MaxValue);
        Assert.Equal(0, counts["tandem.pbx.watchers"]);
        Assert.Equal(0, counts["tandem.pbx.outbox.depth"]);
    }
}
