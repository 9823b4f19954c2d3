using Tandem.Media.Tones;
using Tandem.Pbx.Model;
using Tandem.Pbx.Outbox;
using Tandem.Pbx.State;
using Tandem.Phone;
using Tandem.Phone.Calls;
using Tandem.Switch.Calls.Bridging;

namespace Tandem.Switch.Tests.Calls.Transfers;

/// <summary>REFER with Replaces, in all four cases of who called whom.</summary>
public sealed class AttendedTransferTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Two_calls_of_a_phone_become_one_whoever_called(bool bobCalledAlice, bool bobCalledCarol)
    {
        await using var exchange = await TestExchange.StartAsync();
        using var history = exchange.Switch.Model.Outbox.Subscribe("test");
        var (alice, bob, carol) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"), await exchange.RegisteredAsync("103"));
        var (first, a) = await CallAsync(exchange, bob, alice, bobCalledAlice);
        await first.MustHoldAsync();
        var (second, c) = await CallAsync(exchange, bob, carol, bobCalledCarol);
        using var watcher = exchange.Switch.Model.SnapshotAndWatch();

        Assert.Equal(200, await first.TransferAsync(second).WaitAsync(Patience));
        await first.WaitForHangupAsync().WaitAsync(Patience);
        await second.WaitForHangupAsync().WaitAsync(Patience);
        await ConnectedPhones.HearEachOtherAsync(a, c);
        await BlindTransferTests.UntilAsync(() => (a.Connected?.Uri.User, c.Connected?.Uri.User) == ("103", "101"));
        await exchange.UntilAsync(state => state.Channels.Count == 2);
        Assert.Single(BlindTransferTests.KindsOf(watcher), kind => kind == ChangeKind.Transferred);
        var up = exchange.Switch.Model.Snapshot();
        var conversation = Assert.Single(up.Conversations, item => item.EndedAt is null);
        Assert.All(up.Channels, channel => Assert.Equal(conversation.Id, channel.Conversation));
        Assert.Equal(["101", "102", "103"], conversation.Participants.Select(item => item.Party.Number).Order());
        Assert.All(["101", "103"], number => Assert.Equal([conversation.Id], exchange.Extension(number).Conversations));
        Assert.Equal(ExtensionStatus.Online, exchange.Extension("102").Status);

        await a.HangupAsync();
        await c.WaitForHangupAsync().WaitAsync(Patience);
        await exchange.AtRestAsync();
        var ended = (await history.ReadAsync()).Where(entry => entry.Kind == OutboxEntryKind.Ended).Select(entry => entry.Conversation).ToArray();
        Assert.Equal([HangupCause.Merged, HangupCause.NormalClearing], ended.Select(item => item.HangupCause!));
        Assert.Equal((ended[1].Id, true), (ended[0].MergedInto, ended[1].StartedAt <= ended[0].StartedAt));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_is_given_to_a_phone_that_still_rings(bool answers)
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob, carol) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"), await exchange.RegisteredAsync("103"));
        var (a, first) = await exchange.ConnectAsync(alice, bob);
        var second = await bob.CallAsync("103");
        var c = await carol.WaitForCallAsync().WaitAsync(Patience);
        await second.WaitForRingingAsync().WaitAsync(Patience);
        var outcome = first.TransferAsync(second);
        await TestExchange.HearsAsync(a, 425);
        if (!answers)
        {
            await c.RejectAsync();
            Assert.Equal(486, await outcome.WaitAsync(Patience));
            await exchange.BridgedAsync("101", "102");
            await ConnectedPhones.HearEachOtherAsync(a, first);
            return;
        }
        await c.AnswerAsync();

        Assert.Equal(200, await outcome.WaitAsync(Patience));
        await ConnectedPhones.HearEachOtherAsync(a, c);
        await BlindTransferTests.UntilAsync(() => (a.Connected?.Uri.User, c.Connected?.Uri.User) == ("103", "101"));
        await first.WaitForHangupAsync().WaitAsync(Patience);
        await second.WaitForHangupAsync().WaitAsync(Patience);
        await c.HangupAsync();
        await a.WaitForHangupAsync().WaitAsync(Patience);
        await exchange.AtRestAsync();
    }

    [Fact]
    public async Task Who_asks_is_told_whom_it_talks_with_though_nobody_waits_any_more()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob, carol) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"), await exchange.RegisteredAsync("103"));
        var (a, b) = await exchange.ConnectAsync(alice, bob);
        Assert.Equal(CallOutcome.Done, await (await exchange.LegAsync("102")).ConsultAsync("103"));
        var c = await carol.WaitForCallAsync().WaitAsync(Patience);
        await a.HangupAsync();
        await exchange.UntilAsync(state => state.Channels.All(channel => ConnectedPhones.OwnerOf(channel) != "101"));
        await c.AnswerAsync();

        await exchange.BridgedAsync("102", "103");
        await BlindTransferTests.UntilAsync(() => b.Connected?.Uri.User == "103");
        await b.HangupAsync();
        await c.WaitForHangupAsync().WaitAsync(Patience);
        await exchange.AtRestAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_is_given_to_an_application(bool applicationIsTheConsultation)
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"));
        var (a, first) = await exchange.ConnectAsync(alice, bob);
        var second = await bob.CallAsync("600");
        Assert.Equal(200, await second.WaitForAnswerAsync().WaitAsync(Patience));
        var transfer = applicationIsTheConsultation ? first.TransferAsync(second) : second.TransferAsync(first);

        Assert.Equal(200, await transfer.WaitAsync(Patience));
        await first.WaitForHangupAsync().WaitAsync(Patience);
        await second.WaitForHangupAsync().WaitAsync(Patience);
        a.Play(new ToneSource(520));
        await TestExchange.HearsAsync(a, 520);
        await a.HangupAsync();
        await exchange.AtRestAsync();
    }

    [Fact]
    public async Task When_the_one_asked_has_left_the_first_call_stays()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob, carol) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"), await exchange.RegisteredAsync("103"));
        var (a, first) = await exchange.ConnectAsync(alice, bob);
        var (second, c) = await exchange.ConnectAsync(bob, carol);
        var replaces = await second.ReplacesAsync();
        await c.HangupAsync();
        await second.WaitForHangupAsync().WaitAsync(Patience);

        Assert.NotNull(replaces);
        Assert.Equal(481, await first.TransferAsync(second).WaitAsync(Patience));
        await ConnectedPhones.HearEachOtherAsync(a, first);
    }

    [Fact]
    public async Task Nobody_gives_away_a_call_of_another_phone()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob, carol) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"), await exchange.RegisteredAsync("103"));
        var (_, own) = await exchange.ConnectAsync(alice, bob);
        var (foreign, _) = await exchange.ConnectAsync(carol, await exchange.RegisteredAsync("104"));

        Assert.Equal(403, await own.TransferAsync(foreign).WaitAsync(Patience));
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("hang up")]
    [InlineData("give up")]
    public async Task A_program_asks_first_on_behalf_of_a_leg(string then)
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob, carol) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"), await exchange.RegisteredAsync("103"));
        var (a, b) = await exchange.ConnectAsync(alice, bob);
        var leg = await exchange.LegAsync("102");
        Assert.Equal(CallOutcome.NotConnected, await leg.CompleteTransferAsync());
        Assert.Equal(CallOutcome.Done, await leg.ConsultAsync("103"));
        var c = await carol.WaitForCallAsync().WaitAsync(Patience);
        await c.AnswerAsync();
        await ConnectedPhones.HearEachOtherAsync(b, c);
        await BlindTransferTests.UntilAsync(() => b.Connected?.Uri.User == "103");
        await TestExchange.HearsAsync(a, 440);
        switch (then)
        {
            case "complete":
                Assert.Equal(CallOutcome.Done, await leg.CompleteTransferAsync());
                break;
            case "hang up":
                await b.HangupAsync();
                break;
            default:
                await c.HangupAsync();
                await exchange.BridgedAsync("101", "102");
                await ConnectedPhones.HearEachOtherAsync(a, b);
                await BlindTransferTests.UntilAsync(() => b.Connected?.Uri.User == "101");
                return;
        }
        await exchange.BridgedAsync("101", "103");
        await ConnectedPhones.HearEachOtherAsync(a, c);
        await b.WaitForHangupAsync().WaitAsync(Patience);
        await a.HangupAsync();
        await c.WaitForHangupAsync().WaitAsync(Patience);
        await exchange.AtRestAsync();
    }

    private static async Task<(PhoneCall Own, PhoneCall Other)> CallAsync(TestExchange exchange, SipPhone bob, SipPhone other, bool bobCalls)
    {
        var (outgoing, incoming) = bobCalls ? await exchange.ConnectAsync(bob, other) : await exchange.ConnectAsync(other, bob);
        return bobCalls ? (outgoing, incoming) : (incoming, outgoing);
    }
}
