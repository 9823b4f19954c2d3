using System.Collections.Concurrent;
using Tandem.Media.Tones;
using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.Outbox;
using Tandem.Pbx.State;
using Tandem.Phone;
using Tandem.Phone.Calls;
using Tandem.Sip.Dialogs;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Tests.Calls.Transfers;

/// <summary>REFER without Replaces, and its like by program.</summary>
public sealed class BlindTransferTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Either_side_sends_the_other_to_a_third_phone(bool callerTransfers)
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob, carol) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"), await exchange.RegisteredAsync("103"));
        using var history = exchange.Switch.Model.Outbox.Subscribe("test");
        var (outgoing, incoming) = await exchange.ConnectAsync(alice, bob);
        var (transferor, stays, referrer) = callerTransfers ? (outgoing, incoming, "101") : (incoming, outgoing, "102");
        using var watcher = exchange.Switch.Model.SnapshotAndWatch();
        var progress = new ConcurrentQueue<int>();
        var outcome = transferor.TransferAsync("103", progress.Enqueue);
        var third = await carol.WaitForCallAsync().WaitAsync(Patience);
        Assert.Equal(callerTransfers ? "102" : "101", third.Invite.From!.Uri.User);
        Assert.Contains($"sip:{referrer}@", third.Invite.Get("Referred-By"), StringComparison.Ordinal);
        await TestExchange.HearsAsync(stays, 425);
        Assert.True(await third.AnswerAsync());

        Assert.Equal(200, await outcome.WaitAsync(Patience));
        Assert.Equal([100, 180], progress);
        await transferor.WaitForHangupAsync().WaitAsync(Patience);
        await ConnectedPhones.HearEachOtherAsync(stays, third);
        await UntilAsync(() => stays.Connected?.Uri.User == "103");
        Assert.Equal(1, KindsOf(watcher).Count(kind => kind == ChangeKind.Transferred));

        await third.HangupAsync();
        await stays.WaitForHangupAsync().WaitAsync(Patience);
        await exchange.AtRestAsync();
        var ended = Assert.Single(await history.ReadAsync(), entry => entry.Kind == OutboxEntryKind.Ended);
        Assert.Equal(["101", "102", "103"], ended.Conversation.Participants.Select(party => party.Party.Number));
        Assert.Equal((HangupCause.NormalClearing, "103"), (ended.Conversation.HangupCause, ended.Conversation.Timeline.Single(entry => entry.Kind == ChangeKind.Transferred).Detail));
        Assert.Equal(HangupCause.BlindTransfer, ended.Channels.Single(channel => ConnectedPhones.OwnerOf(channel) == referrer).HangupCause);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_phone_names_the_exchange_by_the_host_that_it_registered_with(bool callerTransfers)
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob) = (await exchange.RegisteredAsync("101", Branch), await exchange.RegisteredAsync("102", Branch));
        await exchange.RegisteredAsync("103", options => options with { AutoAnswer = true });
        var (outgoing, incoming) = await exchange.ConnectAsync(alice, bob);
        var transferor = callerTransfers ? outgoing : incoming;

        Assert.Equal(403, await transferor.TransferAsync("sip:103@pbx.elsewhere.example").WaitAsync(Patience));
        Assert.Equal(200, await transferor.TransferAsync("sip:103@PBX.branch.example").WaitAsync(Patience));
        await transferor.WaitForHangupAsync().WaitAsync(Patience);

        static PhoneOptions Branch(PhoneOptions options) => options with { Domain = "pbx.branch.example" };
    }

    [Theory]
    [InlineData("103", 486)]
    [InlineData("105", 480)]
    [InlineData("999", 404)]
    public async Task A_target_that_cannot_be_reached_is_told_as_it_is_and_the_call_comes_back(string target, int status)
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob, carol) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"), await exchange.RegisteredAsync("103"));
        var (outgoing, incoming) = await exchange.ConnectAsync(alice, bob);
        var outcome = outgoing.TransferAsync(target);
        if (status == 486)
        {
            await (await carol.WaitForCallAsync().WaitAsync(Patience)).RejectAsync();
        }

        Assert.Equal(status, await outcome.WaitAsync(Patience));
        await exchange.BridgedAsync("101", "102");
        await ConnectedPhones.HearEachOtherAsync(outgoing, incoming);
        await incoming.HangupAsync();
        await outgoing.WaitForHangupAsync().WaitAsync(Patience);
        await exchange.AtRestAsync();
    }

    [Fact]
    public async Task Who_transferred_may_leave_before_the_target_answers()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob, carol) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"), await exchange.RegisteredAsync("103"));
        var (outgoing, incoming) = await exchange.ConnectAsync(alice, bob);
        _ = outgoing.TransferAsync("103");
        var third = await carol.WaitForCallAsync().WaitAsync(Patience);
        await outgoing.HangupAsync();
        await exchange.UntilAsync(state => state.Channels.Count == 2);
        Assert.True(await third.AnswerAsync());

        await ConnectedPhones.HearEachOtherAsync(incoming, third);
        await incoming.HangupAsync();
        await third.WaitForHangupAsync().WaitAsync(Patience);
        await exchange.AtRestAsync();
    }

    [Fact]
    public async Task Who_is_transferred_may_leave_before_the_target_answers()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob, carol) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"), await exchange.RegisteredAsync("103"));
        var (outgoing, incoming) = await exchange.ConnectAsync(alice, bob);
        var outcome = outgoing.TransferAsync("103");
        var third = await carol.WaitForCallAsync().WaitAsync(Patience);
        await incoming.HangupAsync();

        Assert.Equal(487, await outcome.WaitAsync(Patience));
        await third.WaitForHangupAsync().WaitAsync(Patience);
        await outgoing.WaitForHangupAsync().WaitAsync(Patience);
        await exchange.AtRestAsync();
    }

    [Fact]
    public async Task A_call_is_sent_to_an_application()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (alice, bob) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"));
        var (outgoing, incoming) = await exchange.ConnectAsync(alice, bob);

        Assert.Equal(200, await incoming.TransferAsync("600").WaitAsync(Patience));
        await incoming.WaitForHangupAsync().WaitAsync(Patience);
        outgoing.Play(new ToneSource(520));
        await TestExchange.HearsAsync(outgoing, 520);
        Assert.Equal(new ChannelState.InApplication("echo"), exchange.Switch.Model.Snapshot().Channels.Single().State);
        await outgoing.HangupAsync();
        await exchange.AtRestAsync();
    }

    [Theory]
    [InlineData("101")]
    [InlineData("102")]
    public async Task Nobody_is_sent_to_himself(string target)
    {
        await using var exchange = await TestExchange.StartAsync();
        var (outgoing, incoming) = await exchange.ConnectAsync(await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"));

        Assert.Equal(403, await outgoing.TransferAsync(target).WaitAsync(Patience));
        await ConnectedPhones.HearEachOtherAsync(outgoing, incoming);
    }

    [Fact]
    public async Task A_phone_can_be_made_to_show_its_credentials_for_a_transfer()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { ReferNeedsAuthentication = true });
        var carol = await exchange.RegisteredAsync("103", options => options with { AutoAnswer = true });
        var (outgoing, incoming) = await exchange.ConnectAsync(await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"));

        Assert.Equal(200, await incoming.TransferAsync("103").WaitAsync(Patience));
        await ConnectedPhones.HearEachOtherAsync(outgoing, await carol.WaitForCallAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_program_that_dialled_keeps_its_leg_when_the_transfer_fails_and_loses_it_when_it_succeeds()
    {
        await using var exchange = await TestExchange.StartAsync();
        var over = new TaskCompletionSource();
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            Assert.Null(await call.DialAsync("102"));
            over.SetResult();
        });
        var (alice, bob) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"));
        var carol = await exchange.RegisteredAsync("103");
        var outgoing = await alice.CallAsync("700");
        var incoming = await bob.WaitForCallAsync().WaitAsync(Patience);
        await incoming.AnswerAsync();
        await exchange.BridgedAsync("101", "102");
        Assert.Equal(404, await incoming.TransferAsync("999").WaitAsync(Patience));
        await exchange.BridgedAsync("101", "102");
        Assert.False(over.Task.IsCompleted);

        var outcome = incoming.TransferAsync("103");
        var third = await carol.WaitForCallAsync().WaitAsync(Patience);
        await third.AnswerAsync();
        Assert.Equal(200, await outcome.WaitAsync(Patience));
        await ConnectedPhones.HearEachOtherAsync(outgoing, third);
        Assert.False(over.Task.IsCompleted);
        await third.HangupAsync();
        Assert.Equal(SessionEndKind.RemoteBye, (await outgoing.WaitForHangupAsync().WaitAsync(Patience)).Kind);
        await over.Task.WaitAsync(Patience);
        await exchange.AtRestAsync();
    }

    internal static List<ChangeKind> KindsOf(Watcher watcher)
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

    internal static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!isSo())
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }
}
