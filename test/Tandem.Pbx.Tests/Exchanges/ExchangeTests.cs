using Tandem.Pbx.Commands;
using Tandem.Pbx.Exchanges;
using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.Outbox;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Tests.Exchanges;

public sealed class ExchangeTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly FakePbx _first = new("first");
    private readonly FakePbx _second = new("second");
    private readonly Exchange _exchange = new();

    public Task InitializeAsync()
    {
        _exchange.Add(_first);
        _exchange.Add(_second);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _exchange.DisposeAsync();

    [Fact]
    public async Task A_change_of_a_source_arrives_whole_with_its_kind_and_last_images()
    {
        _first.State.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Channel("1", source: "first")));
        using Watcher watcher = _exchange.Model.WatchFrom(_exchange.Model.Position);
        await Until(_exchange.Model, snapshot => snapshot.Channels.Count == 1);
        Change change = _first.State.Write(ChangeKind.Transferred, writer =>
        {
            writer.Detail = "102";
            writer.Update<Channel>(new ObjectId("first", "1"), item => item with { HangupCause = HangupCause.BlindTransfer });
            writer.Remove<Channel>(new ObjectId("first", "1"));
            writer.Upsert(TestCalls.Channel("2", source: "first"));
        })!;

        Change? merged = null;
        while (merged?.Kind != ChangeKind.Transferred)
            merged = ((await watcher.ReadAsync().AsTask().WaitAsync(Limit)) as Frame.Changed)?.Change;
        Assert.Equal("102", merged.Detail);
        Assert.Equal(change.At, merged.At);
        Assert.Equal(Images(change), Images(merged));

        static IEnumerable<(Entity?, Entity?)> Images(Change of) => of.Entities.Select(item => (item.Before, item.After));
    }

    [Fact]
    public async Task A_digit_pressed_arrives_although_nothing_changed()
    {
        _first.State.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Channel("1", source: "first")));
        await Until(_exchange.Model, snapshot => snapshot.Channels.Count == 1);
        using Watcher watcher = _exchange.Model.WatchFrom(_exchange.Model.Position);
        _first.State.Write(ChangeKind.Digit, writer =>
        {
            writer.Touch<Channel>(new ObjectId("first", "1"));
            writer.Detail = "5";
        });
        var frame = Assert.IsType<Frame.Changed>(await watcher.ReadAsync().AsTask().WaitAsync(Limit));
        Assert.Equal((ChangeKind.Digit, "5"), (frame.Change.Kind, frame.Change.Detail));
    }

    [Fact]
    public async Task Catching_up_brings_all_that_the_sources_have()
    {
        for (int i = 0; i < 500; i++)
        {
            int number = i;
            _first.State.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Channel($"{number}", source: "first")));
            _second.State.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Channel($"{number}", source: "second")));
        }

        await _exchange.CatchUpAsync().WaitAsync(Limit);

        Assert.Equal(1000, _exchange.Model.Snapshot().Channels.Count);
    }

    [Fact]
    public async Task A_command_goes_to_the_owner_with_the_full_id()
    {
        _second.State.Write(ChangeKind.Configured, writer => writer.Upsert(TestCalls.Extension("101", source: "second")));
        await Until(_exchange.Model, snapshot => snapshot.Extensions.Count == 1);

        Assert.True((await _exchange.CallAsync("101", "102")).IsDone);

        Assert.Empty(_first.Executed);
        Assert.Equal(new CallCommand("second:101", "102"), Assert.Single(_second.Executed));
    }

    [Fact]
    public async Task A_bare_number_that_two_sources_have_is_ambiguous()
    {
        _first.State.Write(ChangeKind.Configured, writer => writer.Upsert(TestCalls.Extension("101", "a", "first")));
        _second.State.Write(ChangeKind.Configured, writer => writer.Upsert(TestCalls.Extension("101", "b", "second")));
        await Until(_exchange.Model, snapshot => snapshot.Extensions.Count == 2);

        CommandResult result = await _exchange.CallAsync("101", "102");
        Assert.Equal(CommandOutcome.Ambiguous, result.Outcome);
        Assert.Equal([new ObjectId("first", "101"), new ObjectId("second", "101")], result.Candidates);

        Assert.True((await _exchange.ExecuteAsync(new CallCommand("101", "102") { Domain = "b" })).IsDone);
        Assert.Single(_second.Executed);
        Assert.Equal(CommandOutcome.NotFound, (await _exchange.ExecuteAsync(new CallCommand("first:101", "102") { Domain = "b" })).Outcome);
        Assert.Equal(CommandOutcome.NotFound, (await _exchange.CallAsync("999", "102")).Outcome);
        Assert.Empty(_first.Executed);
    }

    [Fact]
    public async Task A_command_beyond_the_capabilities_names_the_missing_one()
    {
        _first.State.Write(ChangeKind.Offered, writer =>
        {
            writer.Upsert(TestCalls.Channel("1", source: "first"));
            writer.Upsert(TestCalls.Channel("2", source: "first") with { Capabilities = [] });
        });
        await Until(_exchange.Model, snapshot => snapshot.Channels.Count == 2);

        CommandResult byPbx = await _exchange.ExecuteAsync(new ParkCommand("first:1"));
        Assert.Equal((CommandOutcome.NotSupported, Capability.Park), (byPbx.Outcome, byPbx.MissingCapability));
        CommandResult byChannel = await _exchange.HangUpAsync("first:2");
        Assert.Equal((CommandOutcome.NotSupported, Capability.HangUp), (byChannel.Outcome, byChannel.MissingCapability));
        Assert.Empty(_first.Executed);
        Assert.True((await _exchange.HangUpAsync("first:1")).IsDone);
    }

    [Fact]
    public async Task The_effect_of_a_command_is_in_the_model_when_its_result_comes()
    {
        _first.State.Write(ChangeKind.Configured, writer => writer.Upsert(TestCalls.Extension("101", source: "first")));
        await Until(_exchange.Model, snapshot => snapshot.Extensions.Count == 1);
        for (int i = 0; i < 200; i++)
        {
            string id = $"c{i}";
            _first.Answer = _ => CommandResult.Done(
                new ObjectId("first", id),
                _first.State.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Channel(id, source: "first")))!.Position);
            CommandResult result = await _exchange.CallAsync("101", "102").AsTask().WaitAsync(Limit);
            Assert.True(_exchange.Model.TryGet(result.Id!.Value, out Channel? _));
        }
    }

    [Fact]
    public async Task An_acknowledged_end_leaves_the_source_too()
    {
        using OutboxConsumer history = _exchange.Model.Outbox.Subscribe("history");
        foreach (FakePbx pbx in new[] { _first, _second })
        {
            pbx.State.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Conversation("1", source: pbx.Name)));
            pbx.State.Write(ChangeKind.HungUp, writer =>
                writer.Update<Conversation>(new ObjectId(pbx.Name, "1"), item => item with { EndedAt = TestCalls.Noon }));
        }

        await Until(_exchange.Model, snapshot => snapshot.Conversations.Count(item => item.EndedAt is not null) == 2);
        Assert.Single(_first.State.Snapshot().Conversations);

        IReadOnlyList<OutboxEntry> entries = await history.ReadAsync();
        Assert.Equal(4, entries.Count);
        history.Acknowledge(entries[^1].Number);
        Assert.Empty(_exchange.Model.Snapshot().Conversations);
        Assert.Empty(_first.State.Snapshot().Conversations);
        Assert.Empty(_second.State.Snapshot().Conversations);
    }

    [Fact]
    public async Task What_has_been_archived_does_not_come_back_while_others_still_hold_it_in_the_source()
    {
        using OutboxConsumer history = _exchange.Model.Outbox.Subscribe("history");
        using OutboxConsumer other = _first.State.Outbox.Subscribe("other");
        _first.State.Write(ChangeKind.HungUp, writer =>
            writer.Upsert(TestCalls.Conversation("1", source: "first") with { EndedAt = TestCalls.Noon }));
        await Until(_exchange.Model, snapshot => snapshot.Conversations.Count == 1);
        history.Acknowledge((await history.ReadAsync())[^1].Number);
        Assert.Single(_first.State.Snapshot().Conversations);

        _first.State.Write(ChangeKind.Stale, writer => writer.MarkStale());
        _first.State.Write(ChangeKind.Configured, writer => writer.Upsert(TestCalls.Extension("101", source: "first")));
        PbxSnapshot merged = await Until(_exchange.Model, snapshot => snapshot.Extensions.Count == 1);
        Assert.Empty(merged.Conversations);
        Assert.Equal(0, history.Depth);

        other.Acknowledge(long.MaxValue);
        Assert.Empty(_first.State.Snapshot().Conversations);
    }

    [Fact]
    public async Task A_removed_source_takes_its_objects_along_and_ends_its_conversations()
    {
        using OutboxConsumer history = _exchange.Model.Outbox.Subscribe("history");
        _first.State.Write(ChangeKind.Offered, writer =>
        {
            writer.Upsert(TestCalls.Channel("1", source: "first", conversation: "1"));
            writer.Upsert(TestCalls.Conversation("1", source: "first"));
        });
        _second.State.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Channel("1", source: "second")));
        await Until(_exchange.Model, snapshot => snapshot.Channels.Count == 2);

        Assert.True(await _exchange.RemoveAsync("first"));
        Assert.False(await _exchange.RemoveAsync("first"));

        PbxSnapshot snapshot = _exchange.Model.Snapshot();
        Assert.Equal("second", Assert.Single(snapshot.Channels).Source);
        Assert.Equal(HangupCause.Interrupted, Assert.Single(snapshot.Conversations).HangupCause);
        Assert.Equal(HangupCause.Interrupted, Assert.Single((await history.ReadAsync())[^1].Channels).HangupCause);
        Assert.Equal(CommandOutcome.NotFound, (await _exchange.HangUpAsync("first:1")).Outcome);
        Assert.Single(_first.State.Snapshot().Channels);
        Assert.Throws<InvalidOperationException>(() => _exchange.Add(_second));
    }

    [Fact]
    public async Task A_source_that_comes_back_brings_its_live_conversations_back()
    {
        using OutboxConsumer history = _exchange.Model.Outbox.Subscribe("history");
        _first.State.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Conversation("1", source: "first")));
        await Until(_exchange.Model, snapshot => snapshot.Conversations.Count == 1);
        await _exchange.RemoveAsync("first");
        _exchange.Add(_first);
        IReadOnlyList<OutboxEntry> entries = await history.ReadAsync();
        Assert.Equal([OutboxEntryKind.Started, OutboxEntryKind.Ended, OutboxEntryKind.Started], entries.Select(item => item.Kind));
        history.Acknowledge(entries[^1].Number);
        Assert.Null(Assert.Single(_exchange.Model.Snapshot().Conversations).EndedAt);
    }

    [Fact]
    public async Task A_source_that_lost_its_connection_is_seen_as_stale()
    {
        _first.State.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Channel("1", source: "first")));
        _first.State.Write(ChangeKind.Stale, writer => writer.MarkStale());
        await Until(_exchange.Model, snapshot => snapshot.Channels.Count == 1 && snapshot.Channels.All(item => item.Stale));
        _first.State.Write(ChangeKind.Reconciled, writer => writer.Reconcile([]));
        await Until(_exchange.Model, snapshot => snapshot.Channels.Count == 0);
    }

    internal static async Task<PbxSnapshot> Until(IPbxModel model, Func<PbxSnapshot, bool> isSo)
    {
        using Watcher watcher = model.SnapshotAndWatch();
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            await watcher.ReadAsync(limit.Token);
            PbxSnapshot snapshot = model.Snapshot();
            if (isSo(snapshot))
                return snapshot;
        }
    }
}
