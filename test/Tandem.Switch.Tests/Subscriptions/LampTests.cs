using Tandem.Pbx.Commands;
using Tandem.Sip.Bodies;
using Tandem.Sip.Messages;
using Tandem.Switch.Subscriptions;
using Tandem.Switch.Tests.Registrar;

namespace Tandem.Switch.Tests.Subscriptions;

public sealed class LampTests
{
    [Fact]
    public async Task A_lamp_follows_a_call_from_ringing_to_its_end()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        using var lamp = await LampWatcher.StartAsync(harness, "102");
        var idle = await lamp.UntilAsync((DialogInfo info) => info.Dialogs.Count == 0);
        Assert.Equal(("sip:102@tandem.test", false), (idle.Entity, idle.IsPartial));

        var called = await harness.Exchange.RegisteredAsync("102");
        var caller = harness.Exchange.Phone("103");
        var outgoing = await caller.CallAsync("102");
        var incoming = await called.WaitForCallAsync().WaitAsync(TestExchange.Patience);
        var rings = (await lamp.UntilAsync((DialogInfo info) => info.Dialogs is [{ State: DialogInfoState.Early }])).Dialogs[0];
        Assert.Equal((false, "103", "102"), (rings.IsInitiator, rings.RemoteIdentity!.Uri.User, rings.LocalIdentity!.Uri.User));
        Assert.Equal(("Phone 103", "sip:103@tandem.test", "sip:102@tandem.test"), (rings.RemoteIdentity.DisplayName, rings.RemoteTarget, rings.LocalTarget));

        Assert.True(await incoming.AnswerAsync());
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
        var talks = (await lamp.UntilAsync((DialogInfo info) => info.Dialogs is [{ State: DialogInfoState.Confirmed }])).Dialogs[0];
        Assert.Equal((rings.Id, rings.CallId, false), (talks.Id, talks.CallId, talks.IsHeld));
        await incoming.HoldAsync();
        Assert.True((await lamp.UntilAsync((DialogInfo info) => info.Dialogs is [{ IsHeld: true }])).Dialogs[0].State == DialogInfoState.Confirmed);
        await incoming.ResumeAsync();
        await lamp.UntilAsync((DialogInfo info) => info.Dialogs is [{ IsHeld: false }]);
        await outgoing.HangupAsync();
        var ended = await lamp.UntilAsync((DialogInfo info) => info.Dialogs is [{ State: DialogInfoState.Terminated }]);
        Assert.Equal(rings.Id, ended.Dialogs[0].Id);

        // Versions count up by one, and each document is whole.
        var versions = lamp.Notifications.Select(notify => DialogInfo.Parse(notify.Body)!.Version).ToArray();
        Assert.Equal(Enumerable.Range((int)versions[0], versions.Length), versions.Select(version => (int)version));
    }

    [Fact]
    public async Task The_lamp_of_a_caller_shows_whom_it_calls()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        using var lamp = await LampWatcher.StartAsync(harness, "103");
        var called = await harness.Exchange.RegisteredAsync("102");
        var caller = harness.Exchange.Phone("103");
        await caller.CallAsync("102");
        await called.WaitForCallAsync().WaitAsync(TestExchange.Patience);
        var rings = (await lamp.UntilAsync((DialogInfo info) => info.Dialogs is [{ State: DialogInfoState.Early }])).Dialogs[0];
        Assert.Equal((true, "102"), (rings.IsInitiator, rings.RemoteIdentity!.Uri.User));
    }

    [Fact]
    public async Task A_lamp_that_rings_tells_what_a_pick_up_has_to_name()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        using var phone = new SipWire(harness.Exchange.EndPoint);
        Assert.Equal(200, (await phone.RequestAsync("REGISTER", "102", RegistrarHarness.Domain, TestExchange.PasswordOf("102"), $"Contact: <sip:102@127.0.0.1:{phone.Port}>\r\n")).StatusCode);
        using var lamp = await LampWatcher.StartAsync(harness, "102");
        var caller = harness.Exchange.Phone("103");
        await caller.CallAsync("102");
        var invite = await phone.ReceiveAsync();
        await phone.SendRawAsync(System.Text.Encoding.UTF8.GetBytes(invite.CreateResponse(180, null, "tag-of-102").ToString()));
        var rings = (await lamp.UntilAsync((DialogInfo info) => info.Dialogs is [{ State: DialogInfoState.Early }])).Dialogs[0];
        Assert.Equal((invite.CallId, "tag-of-102", invite.From!.Tag), (rings.CallId, rings.LocalTag, rings.RemoteTag));
    }

    [Fact]
    public async Task A_call_is_picked_up_by_what_its_lamp_tells()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        var called = await harness.Exchange.RegisteredAsync("102");
        using var lamp = await LampWatcher.StartAsync(harness, "102", user: "105");
        var outgoing = await harness.Exchange.Phone("103").CallAsync("102");
        var incoming = await called.WaitForCallAsync().WaitAsync(TestExchange.Patience);
        var rings = (await lamp.UntilAsync((DialogInfo info) => info.Dialogs is [{ State: DialogInfoState.Early }])).Dialogs[0];
        const string sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 8\r\n";
        var replaces = $"Contact: <sip:105@127.0.0.1:{harness.Wire.Port}>\r\nReplaces: {rings.CallId};to-tag={rings.RemoteTag};from-tag={rings.LocalTag}\r\nRequire: replaces\r\n";
        var answer = await harness.Wire.RequestAsync("INVITE", "105", rings.RemoteTarget!, TestExchange.PasswordOf("105"), replaces, sdp);

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
        await incoming.WaitForHangupAsync().WaitAsync(TestExchange.Patience);
        await lamp.UntilAsync((DialogInfo info) => info.Dialogs is [{ State: DialogInfoState.Terminated }]);
    }

    [Fact]
    public async Task A_lamp_shows_the_new_party_after_a_transfer()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        var called = await harness.Exchange.RegisteredAsync("102");
        var target = await harness.Exchange.RegisteredAsync("104");
        using var lamp = await LampWatcher.StartAsync(harness, "102");
        var outgoing = await harness.Exchange.Phone("103").CallAsync("102");
        await (await called.WaitForCallAsync().WaitAsync(TestExchange.Patience)).AnswerAsync();
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
        var before = (await lamp.UntilAsync((DialogInfo info) => info.Dialogs is [{ State: DialogInfoState.Confirmed, RemoteIdentity.Uri.User: "103" }])).Dialogs[0];
        var transferor = harness.Exchange.Switch.Model.Snapshot().Channels.Single(channel => channel.Name == "SIP/103");
        var transfer = harness.Exchange.Switch.ExecuteAsync(new BlindTransferCommand(transferor.Id.ToString(), "104")).AsTask();
        await (await target.WaitForCallAsync().WaitAsync(TestExchange.Patience)).AnswerAsync();
        var after = (await lamp.UntilAsync((DialogInfo info) => info.Dialogs is [{ State: DialogInfoState.Confirmed, RemoteIdentity.Uri.User: "104" }])).Dialogs[0];

        Assert.Equal((before.Id, before.CallId), (after.Id, after.CallId));
        Assert.True((await transfer.WaitAsync(TestExchange.Patience)).IsDone);
    }

    [Theory]
    [InlineData("102", "dialog", "wrong", "", 403)]
    [InlineData("999", "dialog", null, "", 404)]
    [InlineData("102", "dialog", null, "Accept: application/pidf+xml\r\n", 406)]
    [InlineData("102", "dialog", null, "Require: eventlist\r\n", 420)]
    [InlineData("102", "reg", null, "", 489)]
    [InlineData("102", "dialog", null, "Accept: application/rlmi+xml, application/dialog-info+xml;q=0.5\r\nSupported: eventlist\r\n", 200)]
    public async Task What_may_not_be_watched_is_refused(string target, string eventName, string? password, string headers, int status)
    {
        await using var harness = await RegistrarHarness.StartAsync();
        using var lamp = new LampWatcher(harness, "101", target, eventName);
        Assert.Equal(status, (await lamp.SubscribeAsync(headers, password)).StatusCode);
        Assert.Equal(status == 200 ? 1 : 0, harness.Exchange.Switch.ActiveSubscriptions);
    }

    [Fact]
    public async Task Nobody_watches_another_domain()
    {
        await using var harness = await RegistrarHarness.StartAsync(configure: options => options with { Domains = [new("acme", "acme.example", ["acme.test"])] });
        harness.Exchange.Accounts.Set(TestExchange.AccountOf("102", "") with { Domain = "acme", Realm = "acme.example" });
        using var wire = new SipWire(harness.Exchange.EndPoint);
        var answer = await wire.RequestAsync("SUBSCRIBE", "101", "sip:102@acme.test", TestExchange.PasswordOf("101"), $"Event: dialog\r\nContact: <sip:101@127.0.0.1:{wire.Port}>\r\n");
        Assert.Equal(404, answer.StatusCode);
    }

    [Fact]
    public async Task An_account_has_so_many_subscriptions_and_the_end_of_one_makes_room()
    {
        await using var harness = await RegistrarHarness.StartAsync(configure: options => options with { Subscriptions = new SubscriptionOptions { MaxPerUser = 2 } });
        using var first = await LampWatcher.StartAsync(harness, "102");
        using var second = await LampWatcher.StartAsync(harness, "103");
        using var third = new LampWatcher(harness, "101", "104", "dialog");
        Assert.Equal(403, (await third.SubscribeAsync()).StatusCode);
        using var other = await LampWatcher.StartAsync(harness, "104", user: "105");
        await first.RefreshAsync(0);
        await first.UntilAsync((SipMessage notify) => notify.Get(SipHeaderName.SubscriptionState)!.StartsWith("terminated", StringComparison.Ordinal));
        Assert.Equal(200, (await third.SubscribeAsync()).StatusCode);
        Assert.Equal(3, harness.Exchange.Switch.ActiveSubscriptions);
    }

    [Fact]
    public async Task A_subscription_lives_by_refreshes_and_ends_without()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        using var lamp = await LampWatcher.StartAsync(harness, "102");

        // Two requests, and the answer to the notification: in 100 s that is not yet heard it would count as lost.
        await HeardAsync(harness, 3);
        await harness.PassAsync(500, 100);
        var received = harness.Exchange.Switch.SipCounters.Received;
        var count = lamp.Notifications.Count;
        await lamp.RefreshAsync(600);
        await lamp.UntilAsync((SipMessage _) => lamp.Notifications.Count > count);
        await HeardAsync(harness, received + 2);
        await harness.PassAsync(500, 100);
        Assert.Equal(1, harness.Exchange.Switch.ActiveSubscriptions);
        await harness.PassAsync(101, 101);
        await lamp.UntilAsync((SipMessage notify) => notify.Get(SipHeaderName.SubscriptionState) == "terminated;reason=timeout");
        Assert.Equal(0, harness.Exchange.Switch.ActiveSubscriptions);
    }

    [Fact]
    public async Task A_watcher_that_knows_nothing_of_it_and_one_that_is_silent_are_dropped()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        using var silent = await LampWatcher.StartAsync(harness, "102", user: "105");
        silent.Dispose();
        using var lamp = await LampWatcher.StartAsync(harness, "102");
        await lamp.UntilAsync((SipMessage _) => true);
        lamp.Answer = 481;
        var called = await harness.Exchange.RegisteredAsync("102");
        var caller = harness.Exchange.Phone("103");
        await caller.CallAsync("102");
        await lamp.UntilAsync((SipMessage _) => lamp.Notifications.Count >= 2);
        await harness.PassAsync(40, 1);
        Assert.Equal(0, harness.Exchange.Switch.ActiveSubscriptions);
    }

    [Fact]
    public async Task What_an_account_watched_and_who_watched_it_ends_with_it()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        using var watching = await LampWatcher.StartAsync(harness, "103", user: "102");
        using var watched = await LampWatcher.StartAsync(harness, "102");
        await harness.Exchange.Switch.ForgetAccountAsync("102");
        await watching.UntilAsync((SipMessage notify) => notify.Get(SipHeaderName.SubscriptionState) == "terminated;reason=rejected");
        await watched.UntilAsync((SipMessage notify) => notify.Get(SipHeaderName.SubscriptionState) == "terminated;reason=noresource");
        Assert.Equal(0, harness.Exchange.Switch.ActiveSubscriptions);
    }

    [Fact]
    public async Task Many_lamps_are_told_in_batches()
    {
        await using var harness = await RegistrarHarness.StartAsync(configure: options => options with { Subscriptions = new SubscriptionOptions { NotificationsAtOnce = 5 } });
        var lamps = new List<LampWatcher>();
        for (var i = 0; i < 30; i++)
        {
            lamps.Add(await LampWatcher.StartAsync(harness, "102", "presence"));
        }
        foreach (var lamp in lamps)
        {
            await lamp.UntilAsync((SipMessage _) => true);
        }
        await harness.PassAsync(2, 1);
        await harness.Exchange.RegisteredAsync("102");
        var patience = Task.Delay(TestExchange.Patience);
        var most = 0L;
        for (var step = 0; step < 20; step += most > 0 ? 1 : 0)
        {
            // The first steps may pass before the change has come to the lamps.
            Assert.False(patience.IsCompleted, "No lamp was told.");
            var before = harness.Exchange.Switch.SipCounters.Sent;
            await harness.PassAsync(0.01, 0.01);
            most = Math.Max(most, harness.Exchange.Switch.SipCounters.Sent - before);
        }
        Assert.InRange(most, 1, 5);
        foreach (var lamp in lamps)
        {
            await lamp.UntilAsync((SipMessage notify) => PresenceDocument.Parse(notify.Body)!.Tuples[0].IsOpen);
            lamp.Dispose();
        }
    }

    [Fact]
    public async Task Presence_says_whether_and_how_somebody_is_reached()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        using var presence = await LampWatcher.StartAsync(harness, "102", "presence");
        await NoteAsync("Offline", isOpen: false);
        var called = await harness.Exchange.RegisteredAsync("102");
        await NoteAsync("Available", isOpen: true);
        var caller = harness.Exchange.Phone("103");
        var outgoing = await caller.CallAsync("102");
        var incoming = await called.WaitForCallAsync().WaitAsync(TestExchange.Patience);
        await NoteAsync("Ringing", isOpen: true);
        await incoming.AnswerAsync();
        await NoteAsync("On the phone", isOpen: true, PresenceActivity.OnThePhone);
        await outgoing.HangupAsync();
        await NoteAsync("Available", isOpen: true);
        Assert.True((await harness.Exchange.Switch.ExecuteAsync(new SetDoNotDisturbCommand("102", true))).IsDone);
        await NoteAsync("Do not disturb", isOpen: false, PresenceActivity.Busy);

        Task NoteAsync(string note, bool isOpen, PresenceActivity? activity = null) => presence.UntilAsync((SipMessage notify) =>
            notify == presence.Notifications[^1] && PresenceDocument.Parse(notify.Body) is { Tuples: [var tuple] } document
            && (tuple.Note, tuple.IsOpen, document.Activity) == (note, isOpen, activity));
    }

    private static async Task HeardAsync(RegistrarHarness harness, long messages)
    {
        await harness.Exchange.ReceivedAsync(messages);
        await harness.Exchange.SettleAsync();
    }
}
