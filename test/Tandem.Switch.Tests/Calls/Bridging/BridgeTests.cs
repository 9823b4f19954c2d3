using Tandem.Media.Tones;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Phone.Calls;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Tests.Calls.Transfers;

namespace Tandem.Switch.Tests.Calls.Bridging;

/// <summary>Programs that connect and part legs, and who ends with whom.</summary>
public sealed class BridgeTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task Legs_that_called_an_application_are_connected_parted_and_connected_again()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob, one, other) = await TwoInHandAsync(exchange);
        Assert.Equal(CallOutcome.NotConnected, await one.UnbridgeAsync());
        Assert.Equal(CallOutcome.Done, await one.BridgeAsync(other));
        await ConnectedPhones.HearEachOtherAsync(alice, bob);
        Assert.Equal((other, one, one), (one.Peer, other.Peer, other.Parent));
        var joined = Assert.Single(exchange.Switch.Model.Snapshot().Conversations, item => item.EndedAt is null);
        Assert.Equal(["101", "102"], joined.Participants.Select(item => item.Party.Number).Order());

        Assert.Equal(CallOutcome.Done, await other.UnbridgeAsync());
        Assert.All(exchange.Switch.Model.Snapshot().Channels, channel => Assert.Equal((0, "wait"), (channel.BridgedWith.Count, (channel.State as ChannelState.InApplication)?.Application)));
        _ = one.Audio.PlayAsync(new ToneSource(610));
        await TestExchange.HearsAsync(alice, 610);
        Assert.Equal(CallOutcome.Done, await one.BridgeAsync(other));
        await one.ClearDigitsAsync();
        Assert.Equal(PhoneCallState.Talking, bob.State);
    }

    [Fact]
    public async Task A_leg_that_is_left_stays_with_its_program_which_can_connect_it_with_the_next()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob, one, other) = await TwoInHandAsync(exchange);
        await one.BridgeAsync(other);
        await bob.HangupAsync();
        await exchange.UntilAsync(state => state.Channels.Count == 1);

        // The model tells of the end before the legs are parted.
        await exchange.SettleAsync();
        Assert.Null(one.Peer);

        var carol = await exchange.RegisteredAsync("103", options => options with { AutoAnswer = true });
        var dial = one.DialAsync("103");
        await ConnectedPhones.HearEachOtherAsync(alice, await carol.WaitForCallAsync().WaitAsync(Patience));
        Assert.False(dial.IsCompleted);
        Assert.Equal(CallOutcome.Ended, await one.BridgeAsync(other));
    }

    [Theory]
    [InlineData(HangupPolicy.WithParent, true, true)]
    [InlineData(HangupPolicy.WithParent, false, false)]
    [InlineData(HangupPolicy.WithChild, false, true)]
    [InlineData(HangupPolicy.WithChild, true, false)]
    [InlineData(HangupPolicy.WithEither, true, true)]
    [InlineData(HangupPolicy.WithEither, false, true)]
    [InlineData(HangupPolicy.Stay, true, false)]
    [InlineData(HangupPolicy.Stay, false, false)]
    [InlineData(HangupPolicy.Automatic, true, false)]
    public async Task A_leg_ends_with_the_one_that_its_policy_names(HangupPolicy policy, bool parentHangsUp, bool endsToo)
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob, parent, child) = await TwoInHandAsync(exchange);
        await parent.BridgeAsync(child);
        (parent.HangupPolicy, child.HangupPolicy) = (policy, policy);
        var (gone, left) = parentHangsUp ? (alice, bob) : (bob, alice);
        await gone.HangupAsync();
        if (endsToo)
        {
            await left.WaitForHangupAsync().WaitAsync(Patience);
            await exchange.AtRestAsync();
        }
        else
        {
            await exchange.UntilAsync(state => state.Channels.Count == 1);
            await exchange.SettleAsync();
            Assert.Equal(PhoneCallState.Talking, left.State);
        }
    }

    [Fact]
    public async Task What_a_program_hangs_up_ends_alone()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob, parent, child) = await TwoInHandAsync(exchange);
        await parent.BridgeAsync(child);
        (parent.HangupPolicy, child.HangupPolicy) = (HangupPolicy.WithEither, HangupPolicy.WithEither);
        await parent.HangupAsync();
        await alice.WaitForHangupAsync().WaitAsync(Patience);
        await exchange.SettleAsync();

        Assert.Equal(PhoneCallState.Talking, bob.State);
    }

    [Fact]
    public async Task A_child_that_is_not_connected_ends_with_its_parent_s_phone_until_it_is_released()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob, parent, child) = await TwoInHandAsync(exchange);
        await parent.AdoptAsync(child);
        Assert.Equal(parent, child.Parent);
        await Assert.ThrowsAsync<ArgumentException>(() => child.AdoptAsync(parent));
        child.HangupPolicy = HangupPolicy.WithParent;
        await child.ReleaseAsync();
        Assert.Null(child.Parent);
        await parent.AdoptAsync(child);
        await alice.HangupAsync();

        await bob.WaitForHangupAsync().WaitAsync(Patience);
    }

    private static async Task<(PhoneCall Alice, PhoneCall Bob, Call One, Call Other)> TwoInHandAsync(TestExchange exchange)
    {
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            await call.WaitForHangupAsync();
        }, "wait");
        var alice = await CallAsync(exchange, "101");
        var bob = await CallAsync(exchange, "102");
        return (alice, bob, await exchange.LegAsync("101"), await exchange.LegAsync("102"));
    }

    private static async Task<PhoneCall> CallAsync(TestExchange exchange, string number)
    {
        var call = await (await exchange.RegisteredAsync(number)).CallAsync("700");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        return call;
    }
}
