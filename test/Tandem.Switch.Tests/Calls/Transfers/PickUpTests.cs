using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Phone.Calls;
using Tandem.Sip.Dialogs;
using Tandem.Switch.Tests.Calls.Simulation;

namespace Tandem.Switch.Tests.Calls.Transfers;

/// <summary>What rings at one phone is answered at another; what one phone talks in goes on at another of the same account (RFC 3891).</summary>
public sealed class PickUpTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_rings_elsewhere_is_answered_by_a_code_or_by_Replaces(bool byCode)
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob, carol) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"), await exchange.RegisteredAsync("103"));
        using var watcher = exchange.Switch.Model.SnapshotAndWatch();
        var outgoing = await alice.CallAsync("102");
        var rings = await bob.WaitForCallAsync().WaitAsync(Patience);
        await outgoing.WaitForRingingAsync().WaitAsync(Patience);
        var picker = byCode ? await carol.CallAsync("*8102") : await carol.CallAsync("102", ("Replaces", ReplacesOf(await rings.ReplacesAsync(earlyOnly: true))));

        Assert.Equal(200, await picker.WaitForAnswerAsync().WaitAsync(Patience));
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
        var lost = await rings.WaitForHangupAsync().WaitAsync(Patience);
        Assert.Equal((SessionEndKind.RemoteCancel, "SIP;cause=200;text=\"Call completed elsewhere\""), (lost.Kind, lost.Reason));
        await ConnectedPhones.HearEachOtherAsync(outgoing, picker);
        Assert.Equal("101", picker.Connected?.Uri.User);
        await BlindTransferTests.UntilAsync(() => outgoing.Connected?.Uri.User == "103");
        Assert.Single(BlindTransferTests.KindsOf(watcher), kind => kind == ChangeKind.PickedUp);
        var conversation = Assert.Single(exchange.Switch.Model.Snapshot().Conversations, item => item.EndedAt is null);
        Assert.Equal(["101", "103"], conversation.Participants.Select(item => item.Party.Number));

        await outgoing.HangupAsync();
        await picker.WaitForHangupAsync().WaitAsync(Patience);
        await exchange.AtRestAsync();
    }

    [Fact]
    public async Task Where_nothing_rings_there_is_nothing_to_pick_up()
    {
        await using var exchange = await TestExchange.StartAsync();
        var call = await (await exchange.RegisteredAsync("103")).CallAsync("*8102");

        Assert.Equal(481, await call.WaitForAnswerAsync().WaitAsync(Patience));
        await exchange.AtRestAsync();
    }

    [Theory]
    [InlineData("102", false, 200)]
    [InlineData("103", false, 603)]
    [InlineData("102", true, 486)]
    public async Task A_call_goes_on_at_another_phone_of_the_same_account(string user, bool earlyOnly, int status)
    {
        await using var exchange = await TestExchange.StartAsync();
        var (outgoing, incoming) = await exchange.ConnectAsync(await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"));
        using var model = new ModelWatch((PbxState)exchange.Switch.Model);
        var desk = exchange.Phone(user);
        var call = await desk.CallAsync("102", ("Replaces", ReplacesOf(await incoming.ReplacesAsync(earlyOnly))));

        Assert.Equal(status, await call.WaitForAnswerAsync().WaitAsync(Patience));
        if (status == 200)
        {
            await incoming.WaitForHangupAsync().WaitAsync(Patience);
            await ConnectedPhones.HearEachOtherAsync(outgoing, call);
            await call.HangupAsync();
            await outgoing.WaitForHangupAsync().WaitAsync(Patience);
            await exchange.AtRestAsync();
        }
        else
        {
            await ConnectedPhones.HearEachOtherAsync(outgoing, incoming);
        }
        model.Check();
    }

    [Fact]
    public async Task A_call_that_is_gone_cannot_be_replaced()
    {
        await using var exchange = await TestExchange.StartAsync();
        var call = await exchange.Phone("102").CallAsync("102", ("Replaces", "nothing@here;to-tag=1;from-tag=2"));

        Assert.Equal(481, await call.WaitForAnswerAsync().WaitAsync(Patience));
    }

    // The phone names the dialog as its own peer does: what it gives is for who gets the INVITE, which is the exchange.
    private static string ReplacesOf(string? replaces)
    {
        Assert.NotNull(replaces);
        return replaces;
    }
}
