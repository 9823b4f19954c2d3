using System.Text;
using Tandem.Pbx.Model;
using Tandem.Sip.Bodies;
using Tandem.Sip.Messages;
using Tandem.Switch.Notifications;
using Tandem.Switch.Tests.Registrar;
using Tandem.Switch.Tests.Subscriptions;

namespace Tandem.Switch.Tests.Notifications;

public sealed class NotificationTests
{
    [Fact]
    public async Task Every_phone_of_a_user_is_told_of_its_messages()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        await harness.RegisterAsync();
        var telling = harness.Exchange.Switch.NotifyMessagesWaitingAsync("101", new MessageCounts(2, 8, 1));
        var notify = await harness.AnswerAsync();
        Assert.Equal(new NotificationResult(NotificationOutcome.Delivered, 1, 1), await telling.WaitAsync(TestExchange.Patience));
        Assert.Equal(("message-summary", "terminated;reason=noresource"), (notify.Get(SipHeaderName.Event), notify.Get(SipHeaderName.SubscriptionState)));
        var summary = MessageSummary.Parse(notify.Body)!;
        Assert.Equal((true, 2, 8, 1), (summary.IsWaiting, summary.NewMessages, summary.OldMessages, summary.NewUrgent));
        Assert.True(harness.Exchange.Switch.Model.TryGet<Mailbox>(new ObjectId("switch", "101"), out var mailbox));
        Assert.Equal((2, 8, 1), (mailbox.New, mailbox.Saved, mailbox.Urgent));
    }

    [Fact]
    public async Task A_phone_that_registers_later_is_told_then_and_a_refresh_is_not()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        Assert.Equal(NotificationOutcome.NoPhone, (await harness.Exchange.Switch.NotifyMessagesWaitingAsync("101", new MessageCounts(1))).Outcome);
        await harness.RegisterAsync();
        var before = harness.Exchange.Switch.SipCounters.Sent;
        await harness.RegisterAsync();
        Assert.Equal(2, harness.Exchange.Switch.SipCounters.Sent - before);
    }

    [Fact]
    public async Task Who_watches_a_mailbox_is_told_each_change_of_it()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        using var lamp = await LampWatcher.StartAsync(harness, "102", MessageSummary.Package);
        await lamp.UntilAsync((SipMessage notify) => MessageSummary.Parse(notify.Body) is { IsWaiting: false, NewMessages: 0 });
        await harness.Exchange.Switch.NotifyMessagesWaitingAsync("102", new MessageCounts(3));
        await lamp.UntilAsync((SipMessage notify) => MessageSummary.Parse(notify.Body) is { IsWaiting: true, NewMessages: 3 });
        await harness.Exchange.Switch.NotifyMessagesWaitingAsync("102", new MessageCounts(0, 3));
        await lamp.UntilAsync((SipMessage notify) => MessageSummary.Parse(notify.Body) is { IsWaiting: false, OldMessages: 3 });
    }

    [Theory]
    [InlineData(true, "check-sync;reboot=true")]
    [InlineData(false, "check-sync;reboot=false")]
    public async Task A_phone_is_asked_to_fetch_its_configuration(bool reboot, string wanted)
    {
        await using var harness = await RegistrarHarness.StartAsync();
        await harness.RegisterAsync();
        var asking = harness.Exchange.Switch.NotifyCheckSyncAsync("101", reboot);
        var notify = await harness.AnswerAsync(489);
        Assert.Equal(wanted, notify.Get(SipHeaderName.Event));
        Assert.Equal(new NotificationResult(NotificationOutcome.Refused, 1, 0), await asking.WaitAsync(TestExchange.Patience));
    }

    [Fact]
    public async Task A_program_tells_phones_what_only_they_know()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        await harness.RegisterAsync();
        var asking = harness.Exchange.Switch.NotifyAsync("101", "resync;profile=\"http://192.0.2.1/a\"", "text/plain", "now"u8.ToArray());
        var notify = await harness.AnswerAsync();
        Assert.Equal(
            ("resync;profile=\"http://192.0.2.1/a\"", "terminated;reason=noresource", "text/plain", "now"),
            (notify.Get(SipHeaderName.Event), notify.Get(SipHeaderName.SubscriptionState), notify.ContentType, Encoding.UTF8.GetString(notify.Body.Span)));
        Assert.Equal(new NotificationResult(NotificationOutcome.Delivered, 1, 1), await asking.WaitAsync(TestExchange.Patience));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => harness.Exchange.Switch.NotifyAsync("101", "resync\r\nEvil: yes"));
    }

    [Fact]
    public async Task Nobody_and_nowhere_are_told_apart()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        Assert.Equal(NotificationOutcome.NotFound, (await harness.Exchange.Switch.NotifyCheckSyncAsync("999")).Outcome);
        Assert.Equal(NotificationOutcome.NoPhone, (await harness.Exchange.Switch.NotifyCheckSyncAsync("101")).Outcome);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => harness.Exchange.Switch.NotifyMessagesWaitingAsync("101", new MessageCounts(1, 0, 2)));
    }
}
