using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Tests.Feed;

public sealed class ProjectionTests
{
    private static readonly ObjectId Ours = new("s", "ours");
    private static readonly ObjectId Theirs = new("s", "theirs");

    private readonly PbxState _state = new("s");

    [Fact]
    public void A_channel_of_another_domain_is_seen_only_while_it_speaks_with_ours_and_without_its_number()
    {
        Start();
        Assert.Equal([Ours], Seen());
        Bridge();
        Assert.Equal([Ours, Theirs], Seen());
        Channel theirs = Projection.ForDomain("a").Apply(_state.Snapshot()).Channels.Single(item => item.Id == Theirs);
        Assert.Equal(default, theirs.Calling);
        Assert.Equal(new ChannelState.Bridged(), theirs.State);

        _state.Write(ChangeKind.Unbridged, writer =>
        {
            writer.Update<Channel>(Ours, item => item with { BridgedWith = [] });
            writer.Update<Channel>(Theirs, item => item with { BridgedWith = [] });
        });
        Assert.Equal([Ours], Seen());
    }

    [Fact]
    public void A_peer_becomes_visible_when_a_channel_is_found_to_be_ours()
    {
        Start();
        _state.Write(ChangeKind.ChannelChanged, writer => writer.Update<Channel>(Ours, item => item with { Domain = "b" }));
        Bridge();
        Assert.Empty(Seen());
        _state.Write(ChangeKind.ChannelChanged, writer => writer.Update<Channel>(Ours, item => item with { Domain = "a" }));
        Assert.Equal([Ours, Theirs], Seen());
    }

    [Fact]
    public void A_channel_that_is_written_again_as_it_was_is_no_change_although_the_source_does_not_know_who_sees_it()
    {
        Start();
        Bridge();
        Assert.Null(_state.Write(ChangeKind.Reconciled, writer =>
            writer.Upsert(TestCalls.Channel("ours", "a") with { BridgedWith = [Theirs] })));
    }

    [Fact]
    public void The_detail_of_an_event_is_for_those_whom_it_concerns()
    {
        Start();
        Bridge();
        Change change = _state.Write(ChangeKind.Answered, writer =>
        {
            writer.Detail = "+4930123";
            writer.Update<Channel>(Theirs, item => item with { AnsweredAt = TestCalls.Noon });
        })!;
        Assert.Null(Projection.ForDomain("a").Apply(change)!.Detail);
        Assert.Equal("+4930123", Projection.ForDomain("b").Apply(change)!.Detail);
        Assert.Null(Projection.ForDomain("c").Apply(change));
    }

    [Fact]
    public void One_who_saw_a_channel_learns_that_it_went_even_if_it_moved_away_in_the_same_change()
    {
        Start();
        Change change = _state.Write(ChangeKind.HungUp, writer =>
        {
            writer.Update<Channel>(Ours, item => item with { Domain = "c" });
            writer.Remove<Channel>(Ours);
        })!;
        EntityChange removal = Assert.Single(Projection.ForDomain("a").Apply(change)!.Entities);
        Assert.True(removal.IsRemoval);
        Assert.Equal("a", removal.Before!.Domain);
    }

    [Fact]
    public void A_user_sees_its_own_calls_and_everybodys_status()
    {
        _state.Write(ChangeKind.Configured, writer =>
        {
            writer.Upsert(TestCalls.Channel("mine") with { User = new DirectoryReference(1, "Ann") });
            writer.Upsert(TestCalls.Channel("yours") with { User = new DirectoryReference(2, "Bob") });
            writer.Upsert(TestCalls.Extension("101"));
            writer.Upsert(TestCalls.Extension("102"));
            writer.Upsert(new WaitingCaller
            {
                Id = new ObjectId("s", "w"),
                Domain = "a",
                Queue = new ObjectId("s", "q"),
                Channel = new ObjectId("s", "yours"),
                Position = 1,
                JoinedAt = TestCalls.Noon,
            });
        });
        PbxSnapshot seen = Projection.ForUser("a", 1).Apply(_state.Snapshot());
        Assert.Equal(new ObjectId("s", "mine"), Assert.Single(seen.Channels).Id);
        Assert.Equal(2, seen.Extensions.Count);
        Assert.Empty(seen.WaitingCallers);
    }

    private IEnumerable<ObjectId> Seen() =>
        Projection.ForDomain("a").Apply(_state.Snapshot()).Channels.Select(item => item.Id).OrderBy(item => item.LocalId);

    private void Start() => _state.Write(ChangeKind.Offered, writer =>
    {
        writer.Upsert(TestCalls.Channel("ours", "a"));
        writer.Upsert(TestCalls.Channel("theirs", "b") with { Calling = new Party("Secret", "+49301") });
    });

    private void Bridge() => _state.Write(ChangeKind.Bridged, writer =>
    {
        writer.Update<Channel>(Ours, item => item with { BridgedWith = [Theirs] });
        writer.Update<Channel>(Theirs, item => item with { BridgedWith = [Ours] });
    });
}
