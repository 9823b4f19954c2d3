using System.Text;
using Tandem.Phone;
using Tandem.Sip.Bodies;
using Tandem.Switch.Tests.Calls.Transfers;
using Tandem.Switch.Tests.Registrar;

namespace Tandem.Switch.Tests.Subscriptions;

/// <summary>What lamps show at each step of what moves calls: no step passes without its light, and none shows what is not.</summary>
public sealed class LampTransferTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task An_attended_transfer()
    {
        await using var watched = await WatchedPhones.StartAsync();
        var (alice, bob, carol) = watched.Phones;
        var (first, second, third) = watched.Lamps;
        var (a, b) = await watched.Exchange.ConnectAsync(alice, bob);
        await ShowsAsync(first, "confirmed to 102");
        await ShowsAsync(second, "confirmed from 101");
        await b.MustHoldAsync();
        await ShowsAsync(second, "confirmed from 101, held");

        var asking = await bob.CallAsync("103");
        var asked = await carol.WaitForCallAsync().WaitAsync(Patience);
        await ShowsAsync(second, "confirmed from 101, held", "early to 103");
        await ShowsAsync(third, "early from 102");
        Assert.True(await asked.AnswerAsync());
        Assert.Equal(200, await asking.WaitForAnswerAsync().WaitAsync(Patience));
        await ShowsAsync(second, "confirmed from 101, held", "confirmed to 103");
        await ShowsAsync(third, "confirmed from 102");
        await ShowsAsync(first, "confirmed to 102");

        Assert.Equal(200, await b.TransferAsync(asking).WaitAsync(Patience));
        await ShowsAsync(first, "confirmed to 103");
        await ShowsAsync(third, "confirmed from 101");
        await ShowsAsync(second, "terminated", "terminated");
        await a.HangupAsync();
        await ShowsAsync(first, "terminated");
        await ShowsAsync(third, "terminated");
        Assert.Equal(["confirmed", "early", "terminated"], StatesOf(third));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_blind_transfer(bool answers)
    {
        await using var watched = await WatchedPhones.StartAsync();
        var (alice, bob, carol) = watched.Phones;
        var (first, second, third) = watched.Lamps;
        var (_, b) = await watched.Exchange.ConnectAsync(alice, bob);
        var outcome = b.TransferAsync("103");
        var target = await carol.WaitForCallAsync().WaitAsync(Patience);
        await ShowsAsync(third, "early from 101");
        Assert.DoesNotContain("terminated", StatesOf(first));
        if (answers)
        {
            await target.AnswerAsync();
            Assert.Equal(200, await outcome.WaitAsync(Patience));
            await ShowsAsync(first, "confirmed to 103");
            await ShowsAsync(second, "terminated");
            await ShowsAsync(third, "confirmed from 101");
        }
        else
        {
            await target.RejectAsync();
            Assert.Equal(486, await outcome.WaitAsync(Patience));
            await ShowsAsync(first, "confirmed to 102");
            await ShowsAsync(second, "confirmed from 101");
            await ShowsAsync(third, "terminated");
        }
    }

    [Fact]
    public async Task A_pick_up()
    {
        await using var watched = await WatchedPhones.StartAsync();
        var (alice, bob, carol) = watched.Phones;
        var (first, second, third) = watched.Lamps;
        var outgoing = await alice.CallAsync("102");
        await bob.WaitForCallAsync().WaitAsync(Patience);
        await ShowsAsync(first, "early to 102");
        await ShowsAsync(second, "early from 101");
        await ShowsAsync(third);

        var picker = await carol.CallAsync("*8102");
        Assert.Equal(200, await picker.WaitForAnswerAsync().WaitAsync(Patience));
        await ShowsAsync(first, "confirmed to 103");
        await ShowsAsync(second, "terminated");
        await ShowsAsync(third, "confirmed to 101");
        await outgoing.HangupAsync();
        await ShowsAsync(first, "terminated");
        await ShowsAsync(third, "terminated");
    }

    [Fact]
    public async Task Who_hides_is_hidden_until_another_takes_its_place()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        var exchange = harness.Exchange;
        var (alice, bob, carol) = (await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"), await exchange.RegisteredAsync("103"));
        using var lamp = await LampWatcher.StartAsync(harness, "102", user: "105");
        var outgoing = await alice.CallAsync("102", ("Privacy", "id"));
        var incoming = await bob.WaitForCallAsync().WaitAsync(Patience);
        await ShowsAsync(lamp, "early from anonymous");
        Assert.True(await incoming.AnswerAsync());
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
        await ShowsAsync(lamp, "confirmed from anonymous");
        // Not the digits alone: they may be in a tag.
        Assert.All(lamp.Notifications, notify => Assert.DoesNotMatch("sip:101@|Phone 101|[\">]101[\"<]", Encoding.UTF8.GetString(notify.Body.Span)));

        var moved = outgoing.TransferAsync("103");
        Assert.True(await (await carol.WaitForCallAsync().WaitAsync(Patience)).AnswerAsync());
        Assert.Equal(200, await moved.WaitAsync(Patience));
        await ShowsAsync(lamp, "confirmed from 103");
    }

    private static Task ShowsAsync(LampWatcher lamp, params string[] dialogs) =>
        lamp.UntilAsync((DialogInfo info) => info.Dialogs.Select(Describe).Order().SequenceEqual(dialogs.Order()));

    private static string Describe(DialogInfoEntry dialog) => dialog.State == DialogInfoState.Terminated
        ? "terminated"
        : $"{StateOf(dialog)} {(dialog.IsInitiator is true ? "to" : "from")} {dialog.RemoteIdentity?.Uri.User}{(dialog.IsHeld is true ? ", held" : "")}";

    private static string StateOf(DialogInfoEntry dialog) => dialog.State.ToString().ToLowerInvariant();

    /// <summary>Every state that a lamp was ever told.</summary>
    private static IEnumerable<string> StatesOf(LampWatcher lamp) =>
        lamp.Notifications.SelectMany(notify => DialogInfo.Parse(notify.Body)!.Dialogs.Select(StateOf)).Distinct().Order();

    /// <summary>Three phones, and a lamp for each on a fourth.</summary>
    private sealed record WatchedPhones(RegistrarHarness Harness, (SipPhone, SipPhone, SipPhone) Phones, (LampWatcher First, LampWatcher Second, LampWatcher Third) Lamps)
        : IAsyncDisposable
    {
        public TestExchange Exchange => Harness.Exchange;

        public static async Task<WatchedPhones> StartAsync()
        {
            var harness = await RegistrarHarness.StartAsync();
            var phones = (await harness.Exchange.RegisteredAsync("101"), await harness.Exchange.RegisteredAsync("102"), await harness.Exchange.RegisteredAsync("103"));
            return new WatchedPhones(harness, phones, (await WatchAsync("101"), await WatchAsync("102"), await WatchAsync("103")));

            Task<LampWatcher> WatchAsync(string number) => LampWatcher.StartAsync(harness, number, user: "105");
        }

        public async ValueTask DisposeAsync()
        {
            Lamps.First.Dispose();
            Lamps.Second.Dispose();
            Lamps.Third.Dispose();
            await Harness.DisposeAsync();
        }
    }
}
