using Tandem.Hub.Identity;
using Tandem.Hub.Storage;
using Tandem.Hub.Tests.Storage;
using Tandem.Hub.Tests.Testing;
using Tandem.Pbx.Model;
using Tandem.Switch.Notifications;

namespace Tandem.Hub.Tests.Identity;

public sealed class StoredMailboxesTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Counts_are_read_again_and_forgotten_where_the_mailbox_is_empty(string engine)
    {
        await using Store store = await fixture.OpenAsync(engine);
        var mailboxes = new StoredMailboxes(store);
        await mailboxes.SetAsync("101", new MessageCounts(1), default);
        await mailboxes.SetAsync("101", new MessageCounts(New: 2, Saved: 5, Urgent: 1), default);
        await mailboxes.SetAsync("102@other.test", new MessageCounts(New: 0, Saved: 3), default);
        await mailboxes.SetAsync("103", new MessageCounts(1), default);
        await mailboxes.SetAsync("103", default, default);

        var kept = await new StoredMailboxes(store).LoadAsync(default);
        Assert.Equal([("101", new MessageCounts(2, 5, 1)), ("102@other.test", new MessageCounts(0, 3))], kept.OrderBy(item => item.Key).Select(item => (item.Key, item.Value)));
    }

    [Fact]
    public async Task Message_counts_survive_a_restart_of_the_exchange_and_go_with_the_account()
    {
        await using Store store = await fixture.OpenAsync(nameof(StoreEngine.Sqlite));
        await using var hub = await TestHub.StartAsync();
        await using (var before = await RealPhones.StartAsync(hub, mailboxes: new StoredMailboxes(store)))
        {
            Assert.Equal(NotificationOutcome.NoPhone, (await before.Switch.NotifyMessagesWaitingAsync("101", new MessageCounts(2, 5, 1))).Outcome);
            await before.Switch.NotifyMessagesWaitingAsync("102", new MessageCounts(1));
            await before.Switch.ForgetAccountAsync("102");
            Assert.False(before.Switch.Model.TryGet(ObjectId.Parse("sip:102"), out Mailbox? _));
            await hub.Exchange.RemoveAsync("sip");
        }

        await using var after = await RealPhones.StartAsync(hub, mailboxes: new StoredMailboxes(store));
        Assert.True(after.Switch.Model.TryGet(ObjectId.Parse("sip:101"), out Mailbox? mailbox));
        Assert.Equal((2, 5, 1, TestHub.Domain), (mailbox.New, mailbox.Saved, mailbox.Urgent, mailbox.Domain));
        Assert.False(after.Switch.Model.TryGet(ObjectId.Parse("sip:102"), out Mailbox? _));
    }
}
