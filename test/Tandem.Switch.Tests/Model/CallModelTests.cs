using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Switch.Tests.Model;

public sealed class CallModelTests
{
    [Fact]
    public async Task Each_step_of_a_call_is_one_change_and_the_conversation_ends_once()
    {
        await using var exchange = await TestExchange.StartAsync();
        var alice = await exchange.RegisteredAsync("101");
        var bob = await exchange.RegisteredAsync("102");
        using var history = exchange.Switch.Model.Outbox.Subscribe("test");
        using var watcher = exchange.Switch.Model.SnapshotAndWatch();
        var call = await alice.CallAsync("102");
        var incoming = await bob.WaitForCallAsync().WaitAsync(TestExchange.Patience);
        await call.WaitForRingingAsync().WaitAsync(TestExchange.Patience);
        await incoming.AnswerAsync();
        await call.WaitForAnswerAsync().WaitAsync(TestExchange.Patience);
        await exchange.UntilAsync(state => state.Channels.All(channel => channel.State is ChannelState.Bridged));
        var up = exchange.Switch.Model.Snapshot();
        await incoming.HangupAsync();
        await exchange.UntilAsync(state => state.Channels.Count == 0);

        var conversation = Assert.Single(up.Conversations);
        Assert.Equal(up.Channels.MinBy(channel => channel.OfferedAt)!.Id, conversation.Id);
        Assert.All(up.Channels, channel => Assert.Equal(up.Channels.Single(other => other != channel).Id, channel.BridgedWith.Single()));
        Assert.All(up.Extensions.Where(extension => extension.Number is "101" or "102"), extension =>
        {
            Assert.Equal(ExtensionStatus.Busy, extension.Status);
            Assert.Equal(conversation.Id, extension.Conversations.Single());
        });
        Assert.Equal(
            [ChangeKind.Offered, ChangeKind.Offered, ChangeKind.Ringing, ChangeKind.Answered, ChangeKind.Answered, ChangeKind.Bridged, ChangeKind.HungUp, ChangeKind.HungUp],
            Kinds(watcher));
        var entries = await history.ReadAsync();
        var ended = Assert.Single(entries, entry => entry.Kind == Pbx.Outbox.OutboxEntryKind.Ended);
        Assert.Equal(HangupCause.NormalClearing, ended.Conversation.HangupCause);
        Assert.NotNull(ended.Conversation.AnsweredAt);
        Assert.Equal(["101", "102"], ended.Conversation.Participants.Select(participant => participant.Party.Number));
        Assert.Equal(2, ended.Channels.Count);
        Assert.All(ended.Channels, channel => Assert.Equal(HangupCause.NormalClearing, channel.HangupCause));
    }

    [Theory]
    [InlineData(486, "user_busy")]
    [InlineData(603, "declined")]
    public async Task A_refused_call_ends_with_the_cause_of_the_phone(int status, string cause)
    {
        await using var exchange = await TestExchange.StartAsync();
        var alice = await exchange.RegisteredAsync("101");
        var bob = await exchange.RegisteredAsync("102");
        using var history = exchange.Switch.Model.Outbox.Subscribe("test");
        var call = await alice.CallAsync("102");
        await (await bob.WaitForCallAsync().WaitAsync(TestExchange.Patience)).RejectAsync(status);
        await call.WaitForHangupAsync().WaitAsync(TestExchange.Patience);
        await exchange.UntilAsync(state => state.Channels.Count == 0);

        var ended = Assert.Single(await history.ReadAsync(), entry => entry.Kind == Pbx.Outbox.OutboxEntryKind.Ended);
        Assert.Equal(cause, ended.Conversation.HangupCause!.Name);
        Assert.Null(ended.Conversation.AnsweredAt);
        Assert.Equal("102", ended.Conversation.Called.Number);
    }

    private static List<ChangeKind> Kinds(Watcher watcher)
    {
        var kinds = new List<ChangeKind>();
        while (watcher.TryRead(out var frame))
        {
            if (frame is Frame.Changed { Change: var change })
            {
                kinds.Add(change.Kind);
            }
        }
        return kinds;
    }
}
