using Tandem.Pbx.Commands;
using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Calls.Policy;
using Tandem.Switch.Directory;
using Tandem.Switch.Routing;
using Tandem.Switch.Tests.Calls.Transfers;

namespace Tandem.Switch.Tests.Calls.Domains;

/// <summary>Calls within each of two domains that have the same numbers.</summary>
public sealed class DomainCallTests
{
    private static TimeSpan Patience => TestExchange.Patience;

    [Fact]
    public async Task The_same_number_is_another_phone_in_each_domain()
    {
        await using var exchange = await TwoDomains.StartAsync();
        var (ours, theirs) = (await exchange.RegisteredAsync("102", options => options with { AutoAnswer = true }), await exchange.AcmeAsync("102", autoAnswer: true));
        Assert.Equal(200, await (await exchange.AcmeAsync("101")).StatusAsync("102"));
        Assert.Equal(200, await (await exchange.RegisteredAsync("103")).StatusAsync("102"));
        await exchange.UntilAsync(state => state.Channels.Count(channel => channel.State is ChannelState.Bridged) == 4);

        var state = exchange.Switch.Model.Snapshot();
        Assert.Equal(2, state.Channels.Count(channel => channel.Domain == "acme"));
        Assert.Equal(2, state.Channels.Count(channel => channel.Domain == "default"));
        Assert.Equal(["acme", "default"], state.Conversations.Select(conversation => conversation.Domain).Order());
        Assert.All(state.Conversations, conversation => Assert.All(conversation.Participants, participant => Assert.Equal(conversation.Domain, participant.Domain)));
        Assert.All(state.Channels, channel => Assert.Empty(channel.PeerDomains));
        Assert.Equal((ExtensionStatus.Busy, ExtensionStatus.Busy), (exchange.Acme("101").Status, exchange.Acme("102").Status));
        Assert.Equal(ExtensionStatus.Offline, exchange.Extension("101").Status);
        Assert.Equal("103", (await ours.WaitForCallAsync().WaitAsync(Patience)).Invite.From!.Uri.User);
        Assert.Equal("101", (await theirs.WaitForCallAsync().WaitAsync(Patience)).Invite.From!.Uri.User);

        Assert.Equal("acme", Assert.Single(await exchange.Switch.FindCallsAsync(new CallFilter { Number = "102", Domain = "acme" })).Domain);
        Assert.Equal(2, (await exchange.Switch.FindCallsAsync(new CallFilter { Number = "102" })).Count);
        var seen = Projection.ForDomain("acme").Apply(state);
        Assert.Equal(2, seen.Channels.Count);
        Assert.Equal("101", Assert.Single(seen.Conversations).Calling.Number);
    }

    [Fact]
    public async Task A_number_that_only_the_other_domain_has_is_unknown()
    {
        await using var exchange = await TwoDomains.StartAsync();
        await exchange.RegisteredAsync("104");
        var acme = await exchange.AcmeAsync("101");
        Assert.Equal(404, await acme.StatusAsync("104"));
        Assert.Equal(404, await acme.StatusAsync("600"));
    }

    [Fact]
    public async Task A_program_has_the_numbers_of_its_domain_and_dials_there()
    {
        await using var exchange = await TwoDomains.StartAsync();
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            await call.DialAsync("102");
        }, "acme's", "acme");
        exchange.Switch.OnCall("700", call => call.BusyAsync());
        var ours = await exchange.RegisteredAsync("102");
        var theirs = await exchange.AcmeAsync("102", autoAnswer: true);

        Assert.Equal(486, await (await exchange.RegisteredAsync("101")).StatusAsync("700"));
        Assert.Equal(200, await (await exchange.AcmeAsync("101")).StatusAsync("700"));
        await theirs.WaitForCallAsync().WaitAsync(Patience);
        Assert.True(ours.IsUncalled());
        Assert.Throws<ArgumentException>(() => exchange.Switch.OnCall("700", _ => Task.CompletedTask, domain: "elsewhere"));
    }

    [Fact]
    public async Task A_program_dials_users_of_the_domain_that_it_names()
    {
        await using var exchange = await TwoDomains.StartAsync();
        var ours = await exchange.RegisteredAsync("102", options => options with { AutoAnswer = true });
        await exchange.AcmeAsync("102", autoAnswer: true);
        var there = await exchange.Switch.DialAsync(new DialRequest(DialTarget.User("102")) { Domain = "acme" });
        Assert.Equal("acme", there.Leg!.Domain);
        Assert.True(ours.IsUncalled());
        Assert.Equal("default", (await exchange.Switch.DialAsync(new DialRequest(DialTarget.User("102")))).Leg!.Domain);
        await Assert.ThrowsAsync<ArgumentException>(() => exchange.Switch.DialAsync(new DialRequest(DialTarget.User("102")) { Domain = "elsewhere" }));
    }

    [Fact]
    public async Task Forwards_do_not_disturb_and_click_to_dial_stay_in_the_domain()
    {
        await using var exchange = await TwoDomains.StartAsync();
        var ours = await exchange.RegisteredAsync("103");
        var theirs = await exchange.AcmeAsync("103", autoAnswer: true);
        Assert.True((await exchange.Switch.ExecuteAsync(new SetForwardCommand("102@acme", ForwardCondition.Always, new ForwardTarget("103")))).IsDone);
        Assert.Null(exchange.Extension("102").ForwardAlways);
        Assert.Equal(CommandOutcome.Refused, (await exchange.Switch.ExecuteAsync(new SetForwardCommand("102@acme", ForwardCondition.Busy, new ForwardTarget("102")))).Outcome);
        var caller = await exchange.AcmeAsync("101", autoAnswer: true);
        Assert.Equal(200, await caller.StatusAsync("102"));
        await theirs.WaitForCallAsync().WaitAsync(Patience);

        // By its bare number where the domain is given, as a token of the domain has it.
        Assert.True((await exchange.Switch.ExecuteAsync(new CallCommand("101", "103") { Domain = "acme" })).IsDone);
        await caller.WaitForCallAsync().WaitAsync(Patience);
        await theirs.WaitForCallAsync().WaitAsync(Patience);
        Assert.True(ours.IsUncalled());
        Assert.Equal(CommandOutcome.Ambiguous, (await exchange.Switch.ExecuteAsync(new CallCommand("101", "103"))).Outcome);

        Assert.True((await exchange.Switch.ExecuteAsync(new SetDoNotDisturbCommand("105@acme", true))).IsDone);
        await exchange.AcmeAsync("105");
        Assert.Equal(486, await caller.StatusAsync("105"));
        Assert.False(exchange.Extension("105").DoNotDisturb);
    }

    [Fact]
    public async Task Transfers_and_pick_up_stay_in_the_domain()
    {
        await using var exchange = await TwoDomains.StartAsync();
        var (alice, bob, carol) = (await exchange.AcmeAsync("101"), await exchange.AcmeAsync("102"), await exchange.AcmeAsync("103"));
        var ours = await exchange.RegisteredAsync("103");
        var outgoing = await alice.CallAsync("102");
        var incoming = await bob.WaitForCallAsync().WaitAsync(Patience);

        // 105 of the other domain picks nothing up, 103 of this one does.
        Assert.Equal(481, await (await exchange.RegisteredAsync("105")).StatusAsync("*8102"));
        var picked = await carol.CallAsync("*8102");
        Assert.Equal(200, await picked.WaitForAnswerAsync().WaitAsync(Patience));
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
        await exchange.BridgedAsync("101", "103");

        await incoming.WaitForHangupAsync().WaitAsync(Patience);
        var transfer = picked.TransferAsync("102");
        Assert.True(await (await bob.WaitForCallAsync().WaitAsync(Patience)).AnswerAsync());
        Assert.Equal(200, await transfer.WaitAsync(Patience));
        await exchange.BridgedAsync("101", "102");
        Assert.True(ours.IsUncalled());
    }

    [Fact]
    public async Task A_command_of_one_domain_does_not_act_in_the_other()
    {
        await using var exchange = await TwoDomains.StartAsync();
        await exchange.RegisteredAsync("102", options => options with { AutoAnswer = true });
        await exchange.RegisteredAsync("104");
        await exchange.AcmeAsync("105", autoAnswer: true);
        Assert.Equal(200, await (await exchange.RegisteredAsync("101")).StatusAsync("102"));
        await exchange.BridgedAsync("101", "102");
        var leg = exchange.LegOf("102");
        Assert.Equal(CommandOutcome.NotFound, (await exchange.Switch.ExecuteAsync(new HangUpCommand(leg) { Domain = "acme" })).Outcome);
        Assert.Equal(CommandOutcome.Refused, (await exchange.Switch.ExecuteAsync(new SpyCommand(leg, "105@acme"))).Outcome);
        var ringing = await (await exchange.RegisteredAsync("103")).CallAsync("104");
        await exchange.UntilAsync(state => state.Channels.Any(channel => channel.State is ChannelState.Ringing && ConnectedPhones.OwnerOf(channel) == "104"));
        Assert.Equal(CommandOutcome.Refused, (await exchange.Switch.ExecuteAsync(new PickUpCommand("105@acme", exchange.LegOf("104")))).Outcome);
        await ringing.HangupAsync();
    }

    [Fact]
    public async Task Each_domain_has_its_own_rooms()
    {
        await using var exchange = await TwoDomains.StartAsync();
        await exchange.AcmeAsync("102", autoAnswer: true);
        var leg = (await exchange.Switch.DialAsync(new DialRequest(DialTarget.User("102")) { Domain = "acme" })).Leg!;
        Assert.True((await exchange.Switch.ExecuteAsync(new JoinConferenceCommand(new ObjectId("switch", leg.Id), "sales"))).IsDone);
        var room = Assert.Single(exchange.Switch.Model.Snapshot().Conferences);
        Assert.Equal(("sales@acme", "acme"), (room.Id.LocalId, room.Domain));
        Assert.Equal(CommandOutcome.Refused, (await exchange.Switch.ExecuteAsync(new JoinConferenceCommand(new ObjectId("switch", leg.Id), "sales@acme"))).Outcome);
    }

    [Fact]
    public async Task A_domain_has_a_policy_of_its_own_or_its_users_stand_in_the_exchanges()
    {
        var premium = new DestinationClass("premium", [NumberPattern.Parse("09.")]);
        var policy = new DialPolicyOptions { Emergency = [NumberPattern.Parse("112")], Classes = [premium], Users = new Dictionary<string, DialRights> { ["101@acme"] = new() { Classes = ["premium"] } } };
        await using (var shared = await StartAsync(policy, null))
        {
            Assert.Equal(486, await (await shared.AcmeAsync("101")).StatusAsync("0900"));
            Assert.Equal(403, await (await shared.AcmeAsync("102")).StatusAsync("0900"));
            Assert.Equal(403, await (await shared.RegisteredAsync("101")).StatusAsync("0900"));
        }
        await using var own = await StartAsync(policy, new DialPolicyOptions { Classes = [premium], Default = new DialRights { Classes = ["premium"], MaxCalls = 1 } });
        var acme = await own.AcmeAsync("102");
        Assert.Equal(486, await acme.StatusAsync("0900"));
        Assert.Equal(403, await (await own.RegisteredAsync("101")).StatusAsync("0900"));

        // The exchange's emergency numbers hold everywhere, beyond all limits, and its route is there for a domain without one.
        Assert.Equal(200, await acme.StatusAsync("08"));
        Assert.Equal(503, await acme.StatusAsync("08"));
        Assert.Equal(200, await acme.StatusAsync("112"));

        static async Task<TestExchange> StartAsync(DialPolicyOptions policy, DialPolicyOptions? own)
        {
            var exchange = await TwoDomains.StartAsync(options => options with { Policy = policy }, domain => domain with { Policy = own });
            exchange.Switch.OnCall("112", StayAsync);
            exchange.Switch.OnCall("08", StayAsync, domain: "acme");
            exchange.Switch.OnCall("09.", call => call.BusyAsync(), domain: "acme");
            exchange.Switch.OnCall("09.", call => call.BusyAsync());
            return exchange;
        }
    }

    [Fact]
    public async Task Strangers_reach_the_open_numbers_of_the_domain_that_they_call()
    {
        await using var exchange = await TwoDomains.StartAsync(acme: domain => domain with { AnonymousNumbers = [NumberPattern.Parse("700")] });
        exchange.Switch.OnCall("700", StayAsync, domain: "acme");
        exchange.Switch.OnCall("700", StayAsync);
        var stranger = exchange.Phone("stranger", options => options with { Password = null });
        Assert.Equal(200, await stranger.StatusAsync($"sip:700@{TwoDomains.Host}"));
        Assert.Equal("acme", Assert.Single(exchange.Switch.Model.Snapshot().Channels).Domain);
        Assert.Equal(407, await stranger.StatusAsync("sip:700@tandem.test"));
    }

    private static async Task StayAsync(Call call)
    {
        await call.AnswerAsync();
        await call.WaitForHangupAsync();
    }
}
