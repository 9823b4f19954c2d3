using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;
using Tandem.Pbx;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Tests.Live;

/// <summary>What networks and Asterisks do to a source: the feed misses nothing, and nothing ends twice.</summary>
public sealed class FaultTests
{
    private static readonly string[] Load = ["02", "06", "07", "08", "10", "11", "13", "14", "18", "23"];

    [Fact]
    public async Task Ten_reconnects_within_blocks_under_load_lose_no_change_and_repeat_no_end()
    {
        await using var live = await LivePbx.StartAsync("01");
        var settled = live.Asterisk.Connections;
        for (var i = 0; i < 10; i++)
        {
            var events = EventsOf(Load[i]);
            var half = events.Length / 2;
            await live.Asterisk.SendEventAsync(events[..half]).WaitAsync(LivePbx.Patience);
            await live.Asterisk.DropWithinBlockAsync().WaitAsync(LivePbx.Patience);
            await live.Asterisk.SendEventAsync(events[half..(half + 10)]).WaitAsync(LivePbx.Patience);
            await live.Asterisk.WaitForSessionsAsync(1).WaitAsync(LivePbx.Patience);
            await live.Asterisk.SendEventAsync(events[(half + 10)..]).WaitAsync(LivePbx.Patience);
        }
        Assert.Equal(settled + 10, live.Asterisk.Connections);
        await live.UntilAsync(state => live.Pbx.Connection.State == PbxConnectionState.Live && state.Channels.Count == 0 && !state.Entities.Any(entity => entity.Stale));

        live.AssertNothingMissing();
        AssertEndedOnce(live.Changes);
        Assert.DoesNotContain(live.State.Conversations, conversation => conversation.EndedAt is null);
    }

    [Fact]
    public async Task A_stalled_asterisk_is_left_and_read_again()
    {
        await using var asterisk = FakeAsterisk.Start();
        asterisk.Remember(Transcripts.Load("01"));
        var options = LivePbx.OptionsFor(asterisk);
        await using var pbx = new Asterisk.Live.AsteriskPbx(options with
        {
            Connection = options.Connection with { KeepAliveInterval = TimeSpan.FromMilliseconds(100), KeepAliveTimeout = TimeSpan.FromSeconds(1), ConnectTimeout = TimeSpan.FromSeconds(1), ActionTimeout = TimeSpan.FromSeconds(1) },
        });
        pbx.Start();
        await pbx.WhenLiveAsync().WaitAsync(LivePbx.Patience);
        using var watcher = pbx.Model.SnapshotAndWatch();

        asterisk.IsStalled = true;
        await UntilAsync(watcher, ChangeKind.Stale);
        asterisk.IsStalled = false;
        await UntilAsync(watcher, ChangeKind.Reconciled);

        Assert.DoesNotContain(pbx.Model.Snapshot().Entities, entity => entity.Stale);
    }

    [Fact]
    public async Task Events_that_come_late_wake_nobody()
    {
        await using var live = await LivePbx.StartAsync("01");
        var events = EventsOf("02");
        await live.Asterisk.SendEventAsync(events);
        await live.UntilAsync(state => state.Channels.Count == 0 && state.Extensions.All(extension => extension.Conversations.Count == 0));

        await live.Asterisk.SendEventAsync(events.Where(message => message.EventName is "Newstate" or "Newexten" or "DialEnd" or "BridgeEnter" or "NewConnectedLine"));
        await live.Asterisk.SendEventAsync(events.Where(message => message.EventName == "Hangup"));
        Assert.True(await live.Pbx.ReconcileAsync());

        Assert.Empty(live.State.Channels);
        live.AssertNothingMissing();
        AssertEndedOnce(live.Changes);
    }

    private static async Task UntilAsync(Pbx.Feed.Watcher watcher, ChangeKind kind)
    {
        using var patience = new CancellationTokenSource(LivePbx.Patience);
        while (await watcher.ReadAsync(patience.Token) is not Pbx.Feed.Frame.Changed changed || changed.Change.Kind != kind)
        {
        }
    }

    private static AmiMessage[] EventsOf(string scene) =>
        [.. Transcripts.Load(scene).ToMessages().Where(message => message.Contains("Privilege") && message.EventName != "FullyBooted")];

    private static void AssertEndedOnce(IEnumerable<Change> changes)
    {
        var entities = changes.SelectMany(change => change.Entities).ToArray();
        var ends = entities.Select(entity => entity.After).OfType<Conversation>().Where(conversation => conversation.EndedAt is not null);
        Assert.NotEmpty(ends);
        Assert.All(ends.GroupBy(conversation => conversation.Id), images => Assert.Single(images));
        Assert.All(entities.Where(entity => entity is { Kind: EntityKind.Channel, IsRemoval: true }).GroupBy(entity => entity.Id), images => Assert.Single(images));
    }
}
