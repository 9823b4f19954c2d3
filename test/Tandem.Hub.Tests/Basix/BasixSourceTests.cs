using System.Net.WebSockets;
using System.Text.Json;
using Tandem.Cti.Channels;
using Tandem.Cti.Client;
using Tandem.Cti.Protocol;
using Tandem.Cti.Source;
using Tandem.Hub.Basix;
using Tandem.Hub.Rest.Json;
using Tandem.Hub.Tests.Testing;
using Tandem.Pbx;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Exchanges;
using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Pbx.Tests;

namespace Tandem.Hub.Tests.Basix;

/// <summary>A Tandem as a source of another one.</summary>
public sealed class BasixSourceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_model_of_the_second_Tandem_equals_that_of_the_first_change_by_change(int seed)
    {
        await using var hub = await TestHub.StartAsync();
        var random = new Random(seed);
        var history = new RandomHistory(hub.Source.State, hub.Source.Name);
        history.Play(Steps());
        await hub.MergedAsync();
        await using var far = Source(hub, domain: "");
        await using var second = new Exchange();
        second.Add(far);
        far.Start();
        await ConnectedAsync(far);
        await UntilAsync(() => Live(second.Model, "far:").SequenceEqual(Live(hub.Exchange.Model, "")));
        using var there = hub.Exchange.Model.SnapshotAndWatch(Projection.Everything);
        using var here = second.Model.SnapshotAndWatch(Projection.Everything);
        there.TryRead(out _);
        here.TryRead(out _);
        for (var i = 0; i < 5; i++)
        {
            history.Play(Steps());
            await hub.MergedAsync();
            await UntilAsync(() => Live(second.Model, "far:").SequenceEqual(Live(hub.Exchange.Model, "")));
            Assert.Equal(Changes(there, ""), Changes(here, "far:"));
        }
        Assert.NotEmpty(second.Model.Snapshot().Extensions);

        int[] Steps() => [.. Enumerable.Range(0, 60).Select(_ => random.Next(16 * 1000))];
    }

    [Theory]
    [InlineData("basix-2016")]
    [InlineData("basix-2019")]
    public async Task The_whole_model_is_for_Tandems_alone(string profile)
    {
        await using var hub = await TestHub.StartAsync();
        var exception = await Assert.ThrowsAsync<WebSocketException>(() => CtiFeed.StartAsync(hub, $"?profile={profile}&objects=true", $"{TestHub.Domain}:{TestHub.OperatorToken}"));
        Assert.Contains("400", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_of_a_Basix_is_one_conversation_with_its_end_and_its_cause()
    {
        await using var hub = await TestHub.StartAsync();
        await using var far = Source(hub, profile: CtiProfile.Basix2019);
        var consumer = far.Model.Outbox.Subscribe("test");
        far.Start();
        await ConnectedAsync(far);
        var call = hub.Source.Call(TestHub.Domain, "101", "102", user: 7);
        await UntilAsync(() => far.Model.Snapshot().Channels.Count == 2);
        var conversation = Assert.Single(far.Model.Snapshot().Conversations);
        Assert.Equal(new ObjectId("far", call.ToString()), conversation.Id);
        Assert.Equal(("101", "102"), (conversation.Calling.Number, conversation.Called.Number));
        Assert.Equal(["101", "102"], conversation.Participants.Select(participant => participant.Party.Number));
        Assert.Equal(7, conversation.Participants[0].User?.Id);

        hub.Source.HangUp(hub.Source.Id($"{call.LocalId}-b"), HangupCause.UserBusy);
        hub.Source.HangUp(call, HangupCause.NormalClearing);
        await UntilAsync(() => far.Model.Snapshot().Channels.Count == 0);
        var ended = Assert.Single(far.Model.Snapshot().Conversations);
        Assert.NotNull(ended.EndedAt);
        Assert.Equal(HangupCause.UserBusy, ended.HangupCause);
        consumer.Dispose();
    }

    [Fact]
    public async Task Commands_go_through_to_where_the_channel_is()
    {
        await using var hub = await TestHub.StartAsync();
        await using var far = Source(hub);
        var call = hub.Source.Call(TestHub.Domain, "101", "102");
        await hub.MergedAsync();
        Assert.Equal(CommandOutcome.NotFound, (await far.HangUpAsync($"far:{call}")).Outcome);
        far.Start();
        await UntilAsync(() => far.Model.Snapshot().Channels.Count == 2);
        Assert.Equal(CommandOutcome.Refused, (await far.ExecuteAsync(new ParkCommand($"far:{call}"))).Outcome);
        Assert.Equal(CommandOutcome.NotSupported, (await far.ExecuteAsync(new AnswerCommand($"far:{call}"))).Outcome);
        Assert.Equal(CommandOutcome.Refused, (await far.ExecuteAsync(new BlindTransferCommand($"far:{call}", "103"))).Outcome);
        Assert.Equal(CommandOutcome.Done, (await far.HangUpAsync($"far:{call}")).Outcome);
        await UntilAsync(() => far.Model.Snapshot().Channels.Count == 1);
        Assert.IsType<HangUpCommand>(hub.Source.Executed.Single());
    }

    [Fact]
    public async Task A_Basix_is_a_source_too_and_a_command_is_done_when_its_channel_is_heard_of()
    {
        await using var basix = await FakeBasix.StartAsync(
            "{field_spec,chan_info,[uuid,direction,calling_number,called_number,offer_timestamp,other_uuid,state,last_event]}",
            "{initial_chan_info,{bert,nil}}",
            "{chan_info,{<<\"a\">>,inbound,<<\"101\">>,<<\"102\">>,1546839040024071,undefined,{1546839040024071,calling,user,7,<<\"x\">>},'NEW_CHANNEL'}}",
            "{chan_info,{<<\"b\">>,<<\"outbound\">>,<<\"101\">>,<<\"102\">>,1546839041024071,<<\"a\">>,{1546839041024071,calling,user,7,<<\"x\">>},'CHANNEL_ORIGINATE'}}");
        await using var far = new BasixPbx(new BasixPbxOptions
        {
            Name = "far",
            Client = new CtiClientOptions { Url = basix.Url, Domain = "d", User = "u", Token = "t", Login = CtiLogin.Query, CommandTimeout = TimeSpan.FromSeconds(3) },
        });
        far.Start();
        await UntilAsync(() => far.Model.Snapshot().Channels.Count == 2);
        Assert.Equal("?domain=d&api_user=u&api_token=t&profile=tandem&objects=true", basix.Query);
        Assert.Equal("far:a", Assert.Single(far.Model.Snapshot().Conversations).Id.ToString());
        Assert.True(far.Model.TryGet(new ObjectId("far", "b"), out Channel? leg));
        Assert.Empty(leg.BridgedWith);

        Assert.Equal(CommandOutcome.TimedOut, (await far.ExecuteAsync(new ParkCommand("far:a"))).Outcome);
        var hangUp = far.HangUpAsync("far:a");
        await UntilAsync(() => basix.Commands.Length == 2);
        await basix.SendAsync("{chan_info,{<<\"a\">>,inbound,<<\"101\">>,<<\"102\">>,1546839040024071,undefined,{1546839040024071,bridged},'CHANNEL_HANGUP'}}");
        Assert.Equal(CommandOutcome.Done, (await hangUp).Outcome);
        Assert.Equal(["park a", "hangup a"], basix.Commands);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_trusted_where_it_is_pinned_or_all_are()
    {
        await using var basix = await FakeBasix.StartSecureAsync("{initial_chan_info,[]}");
        var options = new CtiClientOptions { Url = basix.Url, Token = "t", ReconnectDelay = TimeSpan.FromMilliseconds(20) };
        Assert.IsType<CtiEvent.Disconnected>(await FirstAsync(options));
        Assert.IsType<CtiEvent.Connected>(await FirstAsync(options with { PinnedCertificate = basix.Fingerprint }));
        Assert.IsType<CtiEvent.Connected>(await FirstAsync(options with { TrustAnyCertificate = true }));
        Assert.IsType<CtiEvent.Disconnected>(await FirstAsync(options with { PinnedCertificate = new string('0', 64), TrustAnyCertificate = true }));
        Assert.Throws<ArgumentException>(() => new CtiClient(options with { PinnedCertificate = "nonsense" }));

        static async Task<CtiEvent> FirstAsync(CtiClientOptions options)
        {
            await foreach (var happened in new CtiClient(options).ReadAllAsync())
            {
                return happened;
            }
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public async Task A_lost_connection_leaves_what_was_last_known_and_is_put_right_afterwards()
    {
        await using var hub = await TestHub.StartAsync(settings => settings, feed: null, new BasixOptions { MaxConnections = 1 });
        await using var far = Source(hub);
        var stays = hub.Source.Call(TestHub.Domain, "101", "102");
        var ends = hub.Source.Call(TestHub.Domain, "103", "104");
        far.Start();
        await UntilAsync(() => far.Model.Snapshot().Channels.Count == 4);

        var intruder = await CtiFeed.StartAsync(hub, CtiProfile.Basix2019, more: "&force=true");
        await UntilAsync(() => far.Model.Snapshot().Channels.All(channel => channel.Stale));
        Assert.Equal(4, far.Model.Snapshot().Channels.Count);
        Assert.Equal(CommandOutcome.Unavailable, (await far.HangUpAsync($"far:{stays}")).Outcome);
        hub.Source.HangUp(ends, HangupCause.NormalClearing);
        hub.Source.HangUp(hub.Source.Id($"{ends.LocalId}-b"), HangupCause.NormalClearing);
        var isNew = hub.Source.Call(TestHub.Domain, "105", "106");
        await hub.MergedAsync();
        await intruder.DisposeAsync();

        await UntilAsync(() => far.Model.Snapshot().Channels.Any(channel => channel.Id.LocalId == isNew.ToString()));
        Assert.Equal(Channels(hub.Exchange.Model, ""), Channels(far.Model, "far:"));
        Assert.DoesNotContain(far.Model.Snapshot().Conversations, conversation => conversation.Stale);
    }

    [Fact]
    public async Task An_exchange_that_cannot_be_reached_is_told_and_tried_again()
    {
        await using var hub = await TestHub.StartAsync();
        var client = new CtiClient(CtiFeed.Options(hub, "no-token"));
        var failures = 0;
        await foreach (var happened in client.ReadAllAsync())
        {
            Assert.Contains("401", Assert.IsType<CtiEvent.Disconnected>(happened).Reason, StringComparison.Ordinal);
            if (++failures == 3)
            {
                break;
            }
        }
        Assert.Equal(CommandOutcome.Unavailable, (await client.SendAsync(new CtiCommand.HangUp("x"))).Outcome);
    }

    private static BasixPbx Source(TestHub hub, string domain = TestHub.Domain, CtiProfile profile = CtiProfile.Tandem) => new(new BasixPbxOptions
    {
        Name = "far",
        Client = CtiFeed.Options(hub, profile: profile) with
        {
            Domain = domain,
            MaxReconnectDelay = TimeSpan.FromMilliseconds(50),
            CommandTimeout = TimeSpan.FromSeconds(profile == CtiProfile.Tandem ? 20 : 1),
        },
    });

    private static Task ConnectedAsync(BasixPbx source) => UntilAsync(() => source.IsConnected);

    private static Task UntilAsync(Func<bool> isSo) => Eventually.Async(() => Task.FromResult(isSo()));

    /// <summary>What is there in a model, in the words of REST and with the ids that it has at home. Conversations that are over wait for each model's own history.</summary>
    private static List<string> Live(IPbxModel model, string prefix) =>
        [.. model.Snapshot().Entities.Where(entity => entity is not Conversation { EndedAt: not null }).Select(entity => Home(entity, prefix)).Order(StringComparer.Ordinal)];

    private static List<string> Changes(Watcher watcher, string prefix)
    {
        List<string> changes = [];
        while (watcher.TryRead(out var frame))
        {
            if (Assert.IsType<Frame.Changed>(frame).Change is { Kind: not ChangeKind.Archived } change)
            {
                changes.Add(string.Join('\n', change.Entities.Select(entity => $"{(entity.IsRemoval ? "-" : "+")}{Home((entity.After ?? entity.Before)!, prefix)}").Prepend($"{change.Kind} {change.At:O} {change.Detail}")));
            }
        }
        return changes;
    }

    private static string Home(Entity entity, string prefix)
    {
        var json = JsonSerializer.Serialize(entity, ApiJson.Options.GetTypeInfo(entity.GetType())).Replace($"\"source\":\"{entity.Source}\"", "", StringComparison.Ordinal);
        return $"{entity.Kind} {(prefix.Length == 0 ? json : json.Replace($"\"{prefix}", "\"", StringComparison.Ordinal))}";
    }

    /// <summary>The channels of a model in the feed's words, with the ids that they have at home.</summary>
    private static List<ChannelInfo> Channels(IPbxModel model, string prefix)
    {
        using var watcher = model.SnapshotAndWatch(Projection.Everything);
        var table = new ChannelInfoTable();
        watcher.TryRead(out var frame);
        table.Apply(frame!, [], []);
        return
        [
            .. table.Channels.Select(channel => channel with
            {
                Uuid = Home(channel.Uuid),
                OtherUuid = channel.OtherUuid is { } other ? Home(other) : null,
                BridgedWith = [.. channel.BridgedWith.Select(Home)],
                CallId = channel.CallId is { } call ? Home(call) : null,
                LastEvent = default,
            }).OrderBy(channel => channel.Uuid, StringComparer.Ordinal),
        ];

        string Home(string id) => id.StartsWith(prefix, StringComparison.Ordinal) ? id[prefix.Length..] : id;
    }
}
