using Tandem.Asterisk.Live;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;
using Tandem.Pbx;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Tests.Live;

public sealed class AsteriskPbxTests
{
    [Fact]
    public async Task A_source_reads_what_is_there_and_says_when()
    {
        await using var live = await LivePbx.StartAsync("01");

        Assert.Equal(PbxConnectionState.Live, live.Pbx.Connection.State);
        Assert.NotNull(live.Pbx.Connection.SynchronizedAt);
        Assert.NotNull(live.Pbx.Connection.SettingsReadAt);
        Assert.Null(live.Pbx.Connection.Fault);
        Assert.True(live.State.Extensions.TryGet(new ObjectId("pbx", "1001"), out var extension));
        Assert.Equal(("1001", ExtensionStatus.Online), (extension.Number, extension.Status));
        Assert.Equal(["401", "402"], live.State.Queues.Select(queue => queue.Name).Order());
        live.AssertNothingMissing();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Do_not_disturb_and_forwards_are_read_from_the_database_family_by_family_or_key_by_key(bool hasTrees)
    {
        await using var live = await LivePbx.StartAsync("01");
        var database = new Dictionary<string, string> { ["CF/1001"] = "221", ["CFB/1001"] = "vmu1001", ["CFU/1001"] = "vmu1002", ["DND/1002"] = "YES" };
        live.Asterisk.On("DBGetTree", action => hasTrees
            ? FakeReply.List("Result will follow", "DBGetTreeComplete", database.Where(entry => entry.Key.StartsWith(action["Family"] + "/", StringComparison.Ordinal))
                .Select(entry => new AmiMessage(new AmiHeader("Event", "DBGetTreeResponse"), new AmiHeader("Key", "/" + entry.Key), new AmiHeader("Val", entry.Value))))
            : FakeReply.Error("Invalid/unknown command: DBGetTree."));
        live.Asterisk.On("DBGet", action => database.TryGetValue($"{action["Family"]}/{action["Key"]}", out var value)
            ? FakeReply.List("Result will follow", "DBGetComplete", new AmiMessage(
                new AmiHeader("Event", "DBGetResponse"), new AmiHeader("Family", action["Family"]!), new AmiHeader("Key", action["Key"]!), new AmiHeader("Val", value)))
            : FakeReply.Error("Database entry not found"));

        Assert.True(await live.Pbx.ReconcileAsync());
        Assert.True(live.State.Extensions.TryGet(new ObjectId("pbx", "1001"), out var first));
        Assert.True(live.State.Extensions.TryGet(new ObjectId("pbx", "1002"), out var second));
        Assert.Equal((new ForwardTarget("221"), ForwardTarget.Voicemail, new ForwardTarget("vmu1002")), (first.ForwardAlways, first.ForwardBusy, first.ForwardUnavailable));
        Assert.True(second.DoNotDisturb);
        Assert.Equal(ExtensionStatus.DoNotDisturb, second.Status);

        database.Clear();
        Assert.True(await live.Pbx.ReconcileAsync());
        Assert.True(live.State.Extensions.TryGet(new ObjectId("pbx", "1001"), out first));
        Assert.Equal((null, null, null), (first.ForwardAlways, first.ForwardBusy, first.ForwardUnavailable));
        Assert.DoesNotContain(live.State.Extensions, extension => extension.DoNotDisturb);
        live.AssertNothingMissing();
    }

    [Fact]
    public async Task A_call_that_was_up_before_the_connection_is_in_the_model()
    {
        await using var live = await LivePbx.StartAsync("01", "26");

        Assert.Equal(" | #54: 1001 bridged[1002] 1002 bridged[1001]", Board.Calls(live.State));
        var conversation = Assert.Single(live.State.Conversations);
        Assert.NotNull(conversation.AnsweredAt);
    }

    [Fact]
    public async Task Events_follow_the_lists()
    {
        await using var live = await LivePbx.StartAsync("01");

        await live.Asterisk.ReplayAsync(Transcripts.Load("26"));

        await live.UntilAsync(state => Board.Calls(state) == " | #54: 1001 bridged[1002] 1002 bridged[1001]");
        live.AssertNothingMissing();
        Assert.Single(live.Changes, change => change.Kind == ChangeKind.Bridged);
    }

    [Fact]
    public async Task After_a_lost_connection_a_call_keeps_its_id_and_all_is_stale_until_read_again()
    {
        await using var live = await LivePbx.StartAsync("01", "26");
        live.Asterisk.RefusesLogins = true;

        await live.Asterisk.DropAsync();
        await live.UntilAsync(state => state.Channels.All(channel => channel.Stale) && state.Extensions.All(extension => extension.Stale));
        Assert.Equal(PbxConnectionState.Stale, live.Pbx.Connection.State);
        live.Asterisk.RefusesLogins = false;
        await live.UntilAsync(state => !state.Entities.Any(entity => entity.Stale));

        Assert.Equal(" | #54: 1001 bridged[1002] 1002 bridged[1001]", Board.Calls(live.State));
        Assert.All(live.State.Channels, channel => Assert.Equal(RecordingStatus.Unknown, channel.Recording));
        live.AssertNothingMissing();
        Assert.DoesNotContain(live.Changes, change => change.Kind == ChangeKind.HungUp);
        Assert.Equal(1, live.Changes.Count(change => change.Kind == ChangeKind.Stale));
    }

    [Fact]
    public async Task A_call_that_ended_meanwhile_has_ended_once()
    {
        await using var live = await LivePbx.StartAsync("01", "26");
        await live.Asterisk.StopListeningAsync();

        foreach (var id in live.State.Channels.Select(channel => channel.Id.LocalId).ToArray())
        {
            // Nobody hears it.
            await live.Asterisk.SendEventAsync("Hangup", new AmiHeader("Privilege", "call,all"), new AmiHeader("Uniqueid", id), new AmiHeader("Cause", "16"));
        }
        live.Asterisk.StartListening();
        await live.UntilAsync(state => state.Channels.Count == 0 && !state.Entities.Any(entity => entity.Stale));

        live.AssertNothingMissing();
        var ends = live.Changes.SelectMany(change => change.Entities).Select(entity => entity.After).OfType<Conversation>().Where(conversation => conversation.EndedAt is not null);
        Assert.Equal(HangupCause.Reconciled, Assert.Single(ends).HangupCause);
        Assert.All(
            live.Changes.SelectMany(change => change.Entities).Where(entity => entity is { Kind: EntityKind.Channel, IsRemoval: true }),
            entity => Assert.Equal(HangupCause.Reconciled, ((Channel)entity.Before!).HangupCause));
    }

    [Fact]
    public async Task A_restart_ends_all_calls_and_keeps_what_is_configured()
    {
        await using var live = await LivePbx.StartAsync("01", "26");
        live.Asterisk.On("CoreStatus", FakeReply.Success(null, new AmiHeader("CoreStartupDate", "2026-11-21"), new AmiHeader("CoreStartupTime", "01:00:00")));
        live.Asterisk.Restart();

        await live.Asterisk.DropAsync();
        await live.UntilAsync(state => state.Channels.Count == 0 && !state.Entities.Any(entity => entity.Stale));

        live.AssertNothingMissing();
        var ended = live.Changes.SelectMany(change => change.Entities).Select(entity => entity.After).OfType<Conversation>().Single(conversation => conversation.EndedAt is not null);
        Assert.Equal(HangupCause.Interrupted, ended.HangupCause);
        Assert.Equal(7, live.State.Extensions.Count);
    }

    [Fact]
    public async Task A_ghost_ends_when_two_comparisons_miss_it()
    {
        await using var live = await LivePbx.StartAsync("01");
        await live.Asterisk.ReplayAsync(Transcripts.Load("26"));
        await live.UntilAsync(state => state.Channels.Count == 2);
        live.Asterisk.Restart();

        Assert.True(await live.Pbx.ReconcileAsync());
        Assert.Equal(2, live.State.Channels.Count);
        Assert.True(await live.Pbx.ReconcileAsync());

        Assert.Empty(live.State.Channels);
        live.AssertNothingMissing();
    }

    [Fact]
    public async Task A_user_without_rights_gets_what_there_is_and_is_told_what_is_missing()
    {
        await using var asterisk = FakeAsterisk.Start();
        asterisk.Remember(Transcripts.Load("01"));
        foreach (var action in new[] { "Filter", "PJSIPShowEndpoints", "PJSIPShowContacts", "PJSIPShowRegistrationsOutbound", "DBGetTree", "DBGet", "CoreStatus" })
        {
            asterisk.Deny(action);
        }
        await using var pbx = new AsteriskPbx(LivePbx.OptionsFor(asterisk));
        pbx.Start();
        await pbx.WhenLiveAsync().WaitAsync(LivePbx.Patience);

        Assert.Contains("PJSIPShowEndpoints", pbx.Connection.Fault, StringComparison.Ordinal);
        Assert.Contains("DBGet", pbx.Connection.Fault, StringComparison.Ordinal);
        Assert.Null(pbx.Connection.SettingsReadAt);

        // Device states tell of the phones all the same.
        Assert.True(pbx.Model.TryGet<Extension>(new ObjectId("pbx", "1001"), out var extension));
        Assert.Equal(ExtensionStatus.Online, extension.Status);
    }

    [Fact]
    public async Task Wrong_credentials_close_the_source_with_the_reason()
    {
        await using var asterisk = FakeAsterisk.Start();
        var options = LivePbx.OptionsFor(asterisk);
        await using var pbx = new AsteriskPbx(options with { Connection = options.Connection with { Secret = "wrong" } });
        pbx.Start();

        await Assert.ThrowsAsync<AmiDisconnectedException>(() => pbx.WhenLiveAsync().WaitAsync(LivePbx.Patience));
        Assert.Equal(PbxConnectionState.Closed, pbx.Connection.State);
        Assert.NotNull(pbx.Connection.Fault);
    }

    [Fact]
    public async Task New_settings_keep_the_model_and_its_watchers()
    {
        await using var live = await LivePbx.StartAsync("01", "26");

        await live.Pbx.ReconfigureAsync(live.Pbx.Options with { Model = live.Pbx.Options.Model with { Trunks = ["1005"] } });
        await live.Pbx.WhenLiveAsync().WaitAsync(LivePbx.Patience);
        await live.UntilAsync(state => state.Trunks.Any(trunk => trunk.Name == "1005"));

        Assert.Equal(" | #54: 1001 bridged[1002] 1002 bridged[1001]", Board.Calls(live.State));
        Assert.DoesNotContain(live.State.Extensions, extension => extension.Number == "1005");
        live.AssertNothingMissing();
        await Assert.ThrowsAsync<ArgumentException>(() => live.Pbx.ReconfigureAsync(live.Pbx.Options with { Name = "other" }));
    }

    [Fact]
    public async Task A_command_is_answered_with_what_is_missing()
    {
        await using var pbx = new AsteriskPbx(new AsteriskPbxOptions { Connection = new AmiClientOptions { Username = "u", Secret = "s" } });

        var result = await pbx.CallAsync("1001", "1002");

        Assert.Equal(Pbx.Commands.CommandOutcome.NotSupported, result.Outcome);
        Assert.Empty(pbx.Capabilities);
    }
}
