using FsCheck;
using FsCheck.Fluent;
using Tandem.Pbx.Model;
using Tandem.Pbx.Outbox;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Tests.Outbox;

public sealed class ConversationOutboxTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly PbxState _state = new("s");

    [Fact]
    public async Task A_call_is_told_from_start_to_end_with_its_final_channels()
    {
        using OutboxConsumer history = _state.Outbox.Subscribe("history");
        Task<IReadOnlyList<OutboxEntry>> first = history.ReadAsync().AsTask();
        Assert.False(first.IsCompleted);
        StartCall("1");
        OutboxEntry started = Assert.Single(await first.WaitAsync(Limit));
        Assert.Equal(OutboxEntryKind.Started, started.Kind);
        history.Acknowledge(started.Number);

        Change(ChangeKind.Held, item => item with { Timeline = [new TimelineEntry(TestCalls.Noon, ChangeKind.Held)] });
        Change(ChangeKind.Answered, item => item with { AnsweredAt = TestCalls.Noon });
        Assert.Equal(OutboxEntryKind.Changed, Assert.Single(await history.ReadAsync()).Kind);

        _state.Write(ChangeKind.HungUp, writer =>
        {
            writer.Update<Channel>(Id("1"), item => item with { HungUpAt = TestCalls.Noon, HangupCause = HangupCause.BlindTransfer });
            writer.Remove<Channel>(Id("1"));
        });
        EndCall("1", "1b");
        OutboxEntry ended = (await history.ReadAsync())[^1];
        Assert.Equal(OutboxEntryKind.Ended, ended.Kind);
        Assert.Equal(["1", "1b"], ended.Channels.Select(item => item.Id.LocalId));
        Assert.Equal(HangupCause.BlindTransfer, ended.Channels[0].HangupCause);
    }

    [Fact]
    public async Task What_is_not_acknowledged_is_read_again()
    {
        using OutboxConsumer history = _state.Outbox.Subscribe("history");
        StartCall("1");
        EndCall("1", "1b");
        IReadOnlyList<OutboxEntry> once = await history.ReadAsync();
        Assert.Equal(once, await history.ReadAsync());
        Assert.Equal(once.Take(1), await history.ReadAsync(maxCount: 1));
    }

    [Fact]
    public async Task An_ended_conversation_leaves_the_state_when_the_last_consumer_has_acknowledged_it()
    {
        using OutboxConsumer history = _state.Outbox.Subscribe("history");
        using OutboxConsumer webhooks = _state.Outbox.Subscribe("webhooks");
        using Pbx.Feed.Watcher watcher = _state.SnapshotAndWatch();
        StartCall("1");
        EndCall("1", "1b");
        history.Acknowledge((await history.ReadAsync())[^1].Number);
        Assert.Single(_state.Snapshot().Conversations);
        webhooks.Acknowledge((await webhooks.ReadAsync())[^1].Number);
        Assert.Empty(_state.Snapshot().Conversations);

        Pbx.Feed.Frame? last = null;
        while (watcher.TryRead(out Pbx.Feed.Frame? frame))
            last = frame;
        Assert.Equal(ChangeKind.Archived, Assert.IsType<Pbx.Feed.Frame.Changed>(last).Change.Kind);
    }

    [Fact]
    public async Task One_that_was_taken_for_ended_and_is_there_again_stays_and_is_told_again()
    {
        using OutboxConsumer history = _state.Outbox.Subscribe("history");
        StartCall("1");
        EndCall("1", "1b");
        IReadOnlyList<OutboxEntry> first = await history.ReadAsync();
        Change(ChangeKind.Reconciled, item => item with { EndedAt = null, HangupCause = null });
        history.Acknowledge(first[^1].Number);
        Assert.Single(_state.Snapshot().Conversations);
        Assert.Equal(OutboxEntryKind.Started, Assert.Single(await history.ReadAsync()).Kind);

        EndCall("1", "1");
        Assert.Equal([OutboxEntryKind.Started, OutboxEntryKind.Ended], (await history.ReadAsync()).Select(item => item.Kind));
        history.Acknowledge(long.MaxValue);
        Assert.Empty(_state.Snapshot().Conversations);
    }

    [Fact]
    public void Without_a_consumer_an_ended_conversation_leaves_at_once()
    {
        StartCall("1");
        EndCall("1", "1b");
        Assert.Empty(_state.Snapshot().Conversations);
    }

    [Fact]
    public async Task A_late_consumer_begins_with_what_is_in_the_state()
    {
        using OutboxConsumer history = _state.Outbox.Subscribe("history");
        StartCall("1");
        StartCall("2");
        EndCall("1", "1b");
        using OutboxConsumer webhooks = _state.Outbox.Subscribe("webhooks");
        IReadOnlyList<OutboxEntry> entries = await webhooks.ReadAsync();
        Assert.Equal(OutboxEntryKind.Ended, entries.Single(item => item.Conversation.Id == Id("1")).Kind);
        Assert.Equal(OutboxEntryKind.Started, entries.Single(item => item.Conversation.Id == Id("2")).Kind);
        history.Acknowledge(long.MaxValue);
        Assert.Equal(2, _state.Snapshot().Conversations.Count);
        webhooks.Acknowledge(long.MaxValue);
        Assert.Single(_state.Snapshot().Conversations);
    }

    [Fact]
    public void A_consumer_that_is_given_up_holds_nothing_back()
    {
        OutboxConsumer history = _state.Outbox.Subscribe("history");
        Assert.Throws<InvalidOperationException>(() => _state.Outbox.Subscribe("history"));
        StartCall("1");
        EndCall("1", "1b");
        history.Dispose();
        Assert.Empty(_state.Snapshot().Conversations);
        _state.Outbox.Subscribe("history").Dispose();
    }

    [Fact]
    public void Every_conversation_is_told_once_and_stays_until_all_have_acknowledged_it() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(100).WithEndSize(300),
            Prop.ForAll(Gen.Choose(0, 1 << 20).ArrayOf().ToArbitrary(), steps =>
            {
                var state = new PbxState("s");
                OutboxConsumer[] consumers = [state.Outbox.Subscribe("history"), state.Outbox.Subscribe("webhooks")];
                var told = new List<OutboxEntry>[] { [], [] };
                using Pbx.Feed.Watcher watcher = state.SnapshotAndWatch(capacity: int.MaxValue);
                var history = new RandomHistory(state);
                foreach (int step in steps)
                {
                    history.Step(step);
                    int who = step % 2;
                    if (step % 3 == 0 && consumers[who].Depth > 0)
                        Take(who, 1 + (step / 3 % 4));
                }

                for (int who = 0; who < 2; who++)
                {
                    while (consumers[who].Depth > 0)
                        Take(who, 100);
                }

                // What the feed shows is what each consumer must have been told.
                var started = new List<ObjectId>();
                var ended = new List<ObjectId>();
                while (watcher.TryRead(out Pbx.Feed.Frame? frame))
                {
                    if (frame is not Pbx.Feed.Frame.Changed { Change: var change })
                        continue;
                    foreach (EntityChange entity in change.Entities.Where(item => item.Kind == EntityKind.Conversation))
                    {
                        if (entity.Before is null)
                            started.Add(entity.Id);
                        if (entity is { Before: Conversation { EndedAt: null }, After: Conversation { EndedAt: not null } })
                            ended.Add(entity.Id);
                    }
                }

                for (int who = 0; who < 2; who++)
                {
                    Assert.Equal(started, Told(who, OutboxEntryKind.Started));
                    Assert.Equal(ended, Told(who, OutboxEntryKind.Ended));
                    Assert.Equal(told[who].Select(item => item.Number).Order().Distinct(), told[who].Select(item => item.Number));
                }

                Assert.DoesNotContain(state.Snapshot().Conversations, item => item.EndedAt is not null);

                IEnumerable<ObjectId> Told(int who, OutboxEntryKind kind) =>
                    told[who].Where(item => item.Kind == kind).Select(item => item.Conversation.Id);

                void Take(int who, int count)
                {
                    IReadOnlyList<OutboxEntry> entries = consumers[who].ReadAsync(count).AsTask().Result;
                    Assert.All(
                        entries.Where(item => item.Kind == OutboxEntryKind.Ended),
                        item => Assert.True(state.TryGet<Conversation>(item.Conversation.Id, out _), "left unacknowledged"));
                    told[who].AddRange(entries);
                    consumers[who].Acknowledge(entries[^1].Number);
                }
            }));

    private static ObjectId Id(string id) => new("s", id);

    private void StartCall(string id) => _state.Write(ChangeKind.Offered, writer =>
    {
        writer.Upsert(TestCalls.Channel(id, conversation: id));
        writer.Upsert(TestCalls.Channel($"{id}b", conversation: id));
        writer.Upsert(TestCalls.Conversation(id));
    });

    private void Change(ChangeKind kind, Func<Conversation, Conversation> change) =>
        _state.Write(kind, writer => writer.Update(Id("1"), change));

    private void EndCall(string id, string channel) => _state.Write(ChangeKind.HungUp, writer =>
    {
        writer.Remove<Channel>(Id(channel));
        writer.Update<Conversation>(Id(id), item => item with { EndedAt = TestCalls.Noon, HangupCause = HangupCause.NormalClearing });
    });
}
