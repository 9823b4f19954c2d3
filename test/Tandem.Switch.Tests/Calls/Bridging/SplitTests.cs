using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.Outbox;
using Tandem.Pbx.State;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Tests.Calls.Transfers;

namespace Tandem.Switch.Tests.Calls.Bridging;

/// <summary>Conversations that come apart (decision 0017).</summary>
public sealed class SplitTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task Legs_that_are_parted_and_connected_again_are_one_conversation_all_the_time()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (one, other, _) = await ThreeInHandAsync(exchange);
        await one.BridgeAsync(other);
        await one.UnbridgeAsync();
        Assert.Equal(one.ConversationId, other.ConversationId);
        await one.BridgeAsync(other);

        Assert.Equal(2, Live(exchange).Count);
        Assert.All(Live(exchange), item => Assert.Null(item.SplitFrom));
    }

    [Fact]
    public async Task Who_is_left_for_another_leg_keeps_the_conversation_that_it_began()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (one, other, third) = await ThreeInHandAsync(exchange);
        await one.BridgeAsync(other);
        var joined = one.ConversationId;
        using var watcher = exchange.Switch.Model.SnapshotAndWatch();
        Assert.Equal(CallOutcome.Done, await other.BridgeAsync(third));

        Assert.Equal([ChangeKind.Bridged], Kinds(watcher));
        Assert.Equal((joined, third.Id, third.Id), (one.ConversationId, other.ConversationId, third.ConversationId));
        var left = Live(exchange).Single(item => item.Id.LocalId == joined);
        Assert.Equal([("101", true), ("102", false)], left.Participants.Select(item => (item.Party.Number!, item.Channel is not null)));
        Assert.Equal(["103", "102"], Live(exchange).Single(item => item.Id.LocalId == third.Id).Participants.Select(item => item.Party.Number));
    }

    [Fact]
    public async Task Who_is_left_by_the_oldest_leg_has_a_conversation_of_its_own_and_history_has_both()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (one, other, third) = await ThreeInHandAsync(exchange);
        using var history = exchange.Switch.Model.Outbox.Subscribe("test");
        await one.BridgeAsync(other);
        using var watcher = exchange.Switch.Model.SnapshotAndWatch();
        await one.BridgeAsync(third);

        Assert.Equal([ChangeKind.Merged], Kinds(watcher));
        Assert.Equal(one.Id, third.ConversationId);
        Assert.NotEqual(other.Id, other.ConversationId);
        var fresh = Live(exchange).Single(item => item.Id.LocalId == other.ConversationId);
        Assert.Equal(one.Id, fresh.SplitFrom!.Value.LocalId);
        Assert.Equal("102", Assert.Single(fresh.Participants).Party.Number);
        Assert.Equal([fresh.Id], exchange.Extension("102").Conversations);
        Assert.Contains(fresh.Timeline, entry => entry.Kind == ChangeKind.Split && entry.Detail == new ObjectId("switch", one.Id).ToString());

        await other.HangupAsync();
        await one.HangupAsync();
        await third.HangupAsync();
        await exchange.UntilAsync(state => state.Channels.Count == 0);
        var ended = (await history.ReadAsync()).Where(entry => entry.Kind == OutboxEntryKind.Ended).ToDictionary(entry => entry.Conversation.Id.LocalId);
        Assert.Equal(4, ended.Count);
        Assert.Equal((one.Id, HangupCause.Merged), (ended[third.Id].Conversation.MergedInto!.Value.LocalId, ended[third.Id].Conversation.HangupCause));
        Assert.Equal([other.Id], ended[fresh.Id.LocalId].Channels.Select(channel => channel.Id.LocalId));
        Assert.Equal(new[] { one.Id, third.Id }.Order(), ended[one.Id].Channels.Select(channel => channel.Id.LocalId).Order());
        Assert.Equal(["101", "102", "103"], ended[one.Id].Conversation.Participants.Select(item => item.Party.Number).Order());
    }

    [Fact]
    public async Task Who_calls_somebody_after_it_was_parted_is_in_another_conversation_and_merges_when_it_comes_back()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (one, other, _) = await ThreeInHandAsync(exchange);
        await one.BridgeAsync(other);
        await other.UnbridgeAsync();
        var asked = await exchange.RegisteredAsync("104", options => options with { AutoAnswer = true });
        using var watcher = exchange.Switch.Model.SnapshotAndWatch();
        Assert.True((await other.DialAsync(new DialRequest(DialTarget.User("104"))).WaitAsync(Patience)).IsAnswered);
        Assert.Equal([ChangeKind.Split, ChangeKind.Offered], Kinds(watcher).Take(2));
        var fresh = other.ConversationId;
        Assert.NotEqual(one.ConversationId, fresh);
        Assert.Equal(2, Live(exchange).Single(item => item.Id.LocalId == fresh).Participants.Count);

        await (await asked.WaitForCallAsync().WaitAsync(Patience)).HangupAsync();
        await exchange.UntilAsync(state => state.Channels.Count == 3);
        await one.BridgeAsync(other);
        Assert.Equal(one.Id, other.ConversationId);
        Assert.Equal(["101", "102", "104"], Live(exchange).Single(item => item.Id.LocalId == one.Id).Participants.Select(item => item.Party.Number).Order());
    }

    [Fact]
    public async Task Hold_and_a_consultation_part_no_conversation()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (one, other, _) = await ThreeInHandAsync(exchange);
        await one.BridgeAsync(other);
        await exchange.RegisteredAsync("104", options => options with { AutoAnswer = true });
        await one.HoldAsync();
        await one.ResumeAsync();
        Assert.Equal(CallOutcome.Done, await one.ConsultAsync("104"));
        await exchange.UntilAsync(state => state.Channels.Any(channel => channel.Connected.Number == "104"));
        Assert.All(Live(exchange), item => Assert.Null(item.SplitFrom));
        Assert.Equal(CallOutcome.Done, await one.CompleteTransferAsync());
        await exchange.UntilAsync(state => state.Channels.Count == 3);

        Assert.Equal(one.Id, other.ConversationId);
        Assert.All(Live(exchange), item => Assert.Null(item.SplitFrom));
    }

    [Fact]
    public async Task Who_goes_to_a_conference_leaves_the_conversation_to_the_other()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (one, other, _) = await ThreeInHandAsync(exchange);
        await one.BridgeAsync(other);
        using var watcher = exchange.Switch.Model.SnapshotAndWatch();
        Assert.True((await exchange.Switch.ExecuteAsync(new Pbx.Commands.JoinConferenceCommand(new ObjectId("switch", other.Id), "room"))).IsDone);

        Assert.Equal([ChangeKind.ConferenceJoined], Kinds(watcher));
        Assert.Equal(one.Id, one.ConversationId);
        Assert.Equal(one.Id, Live(exchange).Single(item => item.Id.LocalId == other.ConversationId).SplitFrom!.Value.LocalId);
        Assert.Equal(CallOutcome.Done, await other.BridgeAsync(one));
        Assert.Empty(exchange.Switch.Model.Snapshot().Conferences);
        Assert.Equal(one.Id, other.ConversationId);
    }

    [Fact]
    public async Task A_leg_that_calls_somebody_while_it_talks_leaves_the_other_side_when_that_answers()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (one, other, _) = await ThreeInHandAsync(exchange);
        await one.BridgeAsync(other);
        await exchange.RegisteredAsync("104", options => options with { AutoAnswer = true });
        var result = await one.DialAsync(new DialRequest(DialTarget.User("104"))).WaitAsync(Patience);

        Assert.Equal((result.Leg, (Call?)null), (one.Peer, other.Peer));
        Assert.Empty(exchange.Switch.Model.Snapshot().Channels.Single(channel => channel.Id.LocalId == other.Id).BridgedWith);
        Assert.NotEqual(one.ConversationId, other.ConversationId);
    }

    private static List<Conversation> Live(TestExchange exchange) => [.. exchange.Switch.Model.Snapshot().Conversations.Where(item => item.EndedAt is null)];

    private static List<ChangeKind> Kinds(Watcher watcher)
    {
        var kinds = new List<ChangeKind>();
        while (watcher.TryRead(out var frame))
        {
            if (frame is Frame.Changed { Change: var change } && change.Kind != ChangeKind.Archived)
            {
                kinds.Add(change.Kind);
            }
        }
        return kinds;
    }

    private static async Task<(Call One, Call Other, Call Third)> ThreeInHandAsync(TestExchange exchange)
    {
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            await call.WaitForHangupAsync();
        }, "wait");
        foreach (var number in (string[])["101", "102", "103"])
        {
            var call = await (await exchange.RegisteredAsync(number)).CallAsync("700");
            Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        }
        return (await exchange.LegAsync("101"), await exchange.LegAsync("102"), await exchange.LegAsync("103"));
    }
}
