using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Tests.State;

public sealed class PbxStateTests
{
    private readonly PbxState _state = new("s");

    [Fact]
    public void An_edit_is_one_change_with_the_images_before_and_after()
    {
        _state.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Channel("1")));
        Change change = _state.Write(ChangeKind.Bridged, writer =>
        {
            writer.Update<Channel>(new ObjectId("s", "1"), channel => channel with { Held = true });
            writer.Update<Channel>(new ObjectId("s", "1"), channel => channel with { Muted = true });
            writer.Upsert(TestCalls.Channel("2"));
        })!;

        Assert.Equal(ChangeKind.Bridged, change.Kind);
        Assert.Equal(_state.Position, change.Position);
        Assert.Equal(2, change.Entities.Count);
        Assert.Equal(TestCalls.Channel("1"), change.Entities[0].Before);
        Assert.Equal(TestCalls.Channel("1") with { Held = true, Muted = true }, change.Entities[0].After);
        Assert.Null(change.Entities[1].Before);
    }

    [Fact]
    public void An_edit_that_changes_nothing_is_no_change()
    {
        _state.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Channel("1") with { Labels = [new Label("a", "b")] }));
        Position before = _state.Position;

        Assert.Null(_state.Write(ChangeKind.Held, _ => { }));
        Assert.Null(_state.Write(ChangeKind.Held, writer => writer.Upsert(TestCalls.Channel("1") with { Labels = [new Label("a", "b")] })));
        Assert.Null(_state.Write(ChangeKind.Held, writer =>
        {
            writer.Upsert(TestCalls.Channel("2"));
            writer.Remove<Channel>(new ObjectId("s", "2"));
        }));
        Assert.Equal(before, _state.Position);
    }

    [Fact]
    public void A_touched_object_is_in_the_change_although_it_did_not_change()
    {
        _state.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Channel("1")));
        Change change = _state.Write(ChangeKind.Digit, writer =>
        {
            writer.Touch<Channel>(new ObjectId("s", "1"));
            writer.Detail = "5";
        })!;
        Assert.Equal("5", change.Detail);
        Assert.Same(Assert.Single(change.Entities).Before, change.Entities[0].After);
    }

    [Fact]
    public void A_removal_shows_the_last_image()
    {
        _state.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Channel("1")));
        Change change = _state.Write(ChangeKind.HungUp, writer =>
        {
            writer.Update<Channel>(new ObjectId("s", "1"), channel => channel with { HangupCause = HangupCause.UserBusy });
            writer.Remove<Channel>(new ObjectId("s", "1"));
        })!;
        EntityChange removal = Assert.Single(change.Entities);
        Assert.True(removal.IsRemoval);
        Assert.Equal(HangupCause.UserBusy, ((Channel)removal.Before!).HangupCause);
        Assert.Empty(_state.Snapshot().Channels);
    }

    [Fact]
    public void An_edit_that_throws_leaves_everything_as_it_was()
    {
        _state.Write(ChangeKind.Offered, writer =>
        {
            writer.Upsert(TestCalls.Channel("1"));
            writer.Upsert(TestCalls.Extension("101"));
        });
        PbxSnapshot before = _state.Snapshot();

        Assert.Throws<InvalidDataException>(() => _state.Write(ChangeKind.HungUp, writer =>
        {
            writer.Remove<Channel>(new ObjectId("s", "1"));
            writer.Upsert(TestCalls.Channel("2"));
            writer.Upsert(TestCalls.Extension("102", id: "101"));
            throw new InvalidDataException();
        }));

        SnapshotAssert.Same(before, _state.Snapshot());
        Assert.Equal(before.Position, _state.Position);
        Assert.True(_state.Resolve(EntityKind.Extension, "102").IsNotFound);
        Assert.NotNull(_state.Write(ChangeKind.Muted, writer => writer.Upsert(TestCalls.Channel("1") with { Muted = true })));
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new PbxState("a:b"));
        Channel foreign = TestCalls.Channel("1", source: "other");
        Assert.Throws<ArgumentException>(() => _state.Write(ChangeKind.Offered, writer => writer.Upsert(foreign)));
        Assert.Throws<InvalidOperationException>(() =>
            _state.Write(ChangeKind.HungUp, writer => writer.Remove<Conversation>(new ObjectId("s", "1"))));
        Assert.Throws<InvalidOperationException>(() =>
            _state.Write(ChangeKind.HungUp, _ => _state.Write(ChangeKind.HungUp, writer => writer.Upsert(TestCalls.Channel("1")))));
        PbxWriter? kept = null;
        _state.Write(ChangeKind.Offered, writer => kept = writer);
        Assert.Throws<InvalidOperationException>(() => kept!.Upsert(TestCalls.Channel("1")));
    }

    [Fact]
    public void Snapshots_of_one_revision_are_shared()
    {
        _state.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Channel("1")));
        Assert.Same(_state.Snapshot(), _state.Snapshot());
        Assert.True(_state.Snapshot().Channels.TryGet(new ObjectId("s", "1"), out _));
        Assert.True(_state.TryGet(new ObjectId("s", "1"), out Channel? channel));
        Assert.Equal(TestCalls.Channel("1"), channel);
    }

    [Fact]
    public void A_bare_number_is_resolved_where_it_is_unique()
    {
        _state.Write(ChangeKind.Configured, writer =>
        {
            writer.Upsert(TestCalls.Extension("101", "a", id: "a/101"));
            writer.Upsert(TestCalls.Extension("101", "b", id: "b/101"));
            writer.Upsert(TestCalls.Extension("102", "a", id: "a/102"));
        });

        Assert.Equal(new ObjectId("s", "a/102"), _state.Resolve(EntityKind.Extension, "102").Id);
        Assert.Equal(new ObjectId("s", "a/102"), _state.Resolve(EntityKind.Extension, "s:a/102").Id);
        Assert.Equal(2, _state.Resolve(EntityKind.Extension, "101").Candidates.Count);
        Assert.Equal(new ObjectId("s", "b/101"), _state.Resolve(EntityKind.Extension, "101", "b").Id);
        Assert.True(_state.Resolve(EntityKind.Extension, "s:a/102", "b").IsNotFound);
        Assert.True(_state.Resolve(EntityKind.Channel, "102").IsNotFound);
    }
}
