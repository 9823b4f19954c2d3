using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Tests.State;

public sealed class ReconcileTests
{
    [Fact]
    public void After_a_lost_connection_ids_stay_and_what_is_gone_ends_once()
    {
        var state = new PbxState("s");
        using Pbx.Outbox.OutboxConsumer history = state.Outbox.Subscribe("history");
        state.Write(ChangeKind.Offered, writer =>
        {
            writer.Upsert(TestCalls.Channel("1", conversation: "1"));
            writer.Upsert(TestCalls.Conversation("1"));
            writer.Upsert(TestCalls.Channel("2", conversation: "2"));
            writer.Upsert(TestCalls.Conversation("2"));
            writer.Upsert(TestCalls.Extension("101"));
        });
        state.Write(ChangeKind.Stale, writer => writer.MarkStale());
        Assert.All(state.Snapshot().Entities, entity => Assert.True(entity.Stale));

        Entity[] current = [TestCalls.Channel("2", conversation: "2"), TestCalls.Conversation("2"), TestCalls.Channel("3")];
        Change change = state.Write(ChangeKind.Reconciled, writer => writer.Reconcile(current))!;
        Assert.Null(state.Write(ChangeKind.Reconciled, writer => writer.Reconcile(current)));

        PbxSnapshot snapshot = state.Snapshot();
        Assert.Equal(["2", "3"], snapshot.Channels.Select(item => item.Id.LocalId).Order());
        Assert.Empty(snapshot.Extensions);
        Assert.True(snapshot.Conversations.TryGet(new ObjectId("s", "1"), out Conversation? ended));
        Assert.Equal(HangupCause.Reconciled, ended.HangupCause);
        Assert.Equal(change.At, ended.EndedAt);
        Assert.False(snapshot.Conversations.Single(item => item.EndedAt is null).Stale);
        EntityChange lost = change.Entities.Single(item => item is { IsRemoval: true, Kind: EntityKind.Channel });
        Assert.Equal(HangupCause.Reconciled, ((Channel)lost.Before!).HangupCause);
    }
}
