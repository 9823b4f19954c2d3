using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Phone;
using Tandem.Sip.Messages;
using Tandem.Switch.Calls.Policy;
using Tandem.Switch.Routing;
using Tandem.Switch.Tests.Calls.Dialling;
using Tandem.Switch.Tests.Calls.Domains;
using Tandem.Switch.Tests.Calls.Transfers;

namespace Tandem.Switch.Tests.Calls.Foreign;

/// <summary>SIP addresses of other hosts: closed, and opened by the dial policy. The other host is another exchange, under the name <c>localhost</c>.</summary>
public sealed class ForeignAddressTests
{
    private static readonly DialPolicyOptions Open = new()
    {
        ForeignHosts = [HostPattern.Parse("localhost")],
        Emergency = [NumberPattern.Parse("112")],
        Classes = [new DestinationClass("premium", [NumberPattern.Parse("0900.")])],
        Default = new DialRights { Classes = ["foreign"] },
        Users = new Dictionary<string, DialRights> { ["105"] = new() { Classes = ["premium"] } },
    };

    private static TimeSpan Patience => TestExchange.Patience;

    [Fact]
    public async Task A_user_calls_an_address_at_another_exchange()
    {
        await using var there = await ThereAsync();
        await using var here = await HereAsync(Open);
        Assert.Equal(200, await (await here.RegisteredAsync("101")).StatusAsync(AddressOf(there, "700")));
        await there.UntilAsync(state => state.Channels.Any(channel => channel.State is ChannelState.InApplication));
        Assert.Equal("101", Assert.Single(there.Switch.Model.Snapshot().Channels).Calling.Number);
        var leg = Assert.Single(here.Switch.Model.Snapshot().Channels, channel => channel.Direction == ChannelDirection.Outbound);
        Assert.Equal((PeerLocation.External, "default", AddressOf(there, "700")), (leg.PeerLocation, leg.Domain, leg.Target!.Address));
        Assert.Equal(AddressOf(there, "700"), here.Switch.Model.Snapshot().Conversations.Single().Called.Number);
        Assert.Equal(486, await (await here.RegisteredAsync("102")).StatusAsync(AddressOf(there, "701")));
    }

    [Fact]
    public async Task Without_the_policy_no_address_elsewhere_is_called()
    {
        await using var there = await ThereAsync();
        await using var here = await HereAsync(new DialPolicyOptions());
        var caller = await here.RegisteredAsync("101", options => options with { AutoAnswer = true });
        // The host of what is dialled may be any name of ours: the number is one of this exchange.
        Assert.Equal(404, await caller.StatusAsync(AddressOf(there, "700")));
        await here.RegisteredAsync("102", options => options with { AutoAnswer = true });
        var call = await TalkAsync(here, caller, "102");
        Assert.Equal(403, await call.TransferAsync(AddressOf(there, "700")).WaitAsync(Patience));
        var redirected = await here.Switch.ExecuteAsync(new BlindTransferCommand(here.LegOf("101"), AddressOf(there, "700")));
        Assert.Equal(CommandOutcome.Unavailable, redirected.Outcome);
        Assert.True((await here.Switch.ExecuteAsync(new SetForwardCommand("103", ForwardCondition.Always, new ForwardTarget(AddressOf(there, "700"))))).IsDone);
        Assert.Equal(403, await caller.StatusAsync("103"));
        Assert.Equal(0, there.Switch.SipCounters.Received);
    }

    [Fact]
    public async Task Transfers_forwards_and_redirections_go_there_for_who_may_dial_it()
    {
        await using var there = await ThereAsync();
        await using var here = await HereAsync(Open);
        var caller = await here.RegisteredAsync("101");
        await here.RegisteredAsync("102", options => options with { AutoAnswer = true });
        var call = await TalkAsync(here, caller, "102");
        Assert.Equal(200, await call.TransferAsync(AddressOf(there, "700")).WaitAsync(Patience));
        await there.UntilAsync(state => state.Channels.Count == 1);
        Assert.Equal("102", Assert.Single(there.Switch.Model.Snapshot().Channels).Calling.Number);

        foreach (var extension in (string[])["103", "105"])
        {
            Assert.True((await here.Switch.ExecuteAsync(new SetForwardCommand(extension, ForwardCondition.Always, new ForwardTarget(AddressOf(there, "700"))))).IsDone);
        }
        Assert.Equal(200, await caller.StatusAsync("103"));
        // 105 may not dial it, whoever calls.
        Assert.Equal(403, await caller.StatusAsync("105"));

        var phone = new WirePhone(here);
        await phone.RegisterAsync("104");
        var redirected = await caller.CallAsync("104");
        await phone.RespondAsync(await phone.ReceiveAsync(SipMethod.Invite), 302, null, ("Contact", $"<{AddressOf(there, "700")}?Subject=x>"));
        Assert.Equal(200, await redirected.WaitForAnswerAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_leg_is_sent_there_by_command_and_click_to_dial()
    {
        await using var there = await ThereAsync();
        await using var here = await HereAsync(Open);
        var caller = await here.RegisteredAsync("101", options => options with { AutoAnswer = true });
        Assert.True((await here.Switch.ExecuteAsync(new CallCommand("101", AddressOf(there, "700")))).IsDone);
        Assert.Equal("700", (await caller.WaitForCallAsync().WaitAsync(Patience)).Invite.From!.Uri.User);
        await there.UntilAsync(state => state.Channels.Any(channel => channel.State is ChannelState.InApplication));
        Assert.Equal(CommandOutcome.Refused, (await here.Switch.ExecuteAsync(new SetForwardCommand("102", ForwardCondition.Always, new ForwardTarget("sip:nobody.example")))).Outcome);
    }

    [Fact]
    public async Task Such_calls_are_a_class_with_caps_of_its_own()
    {
        await using var there = await ThereAsync();
        await using var here = await HereAsync(Open with { ForeignMaxCalls = 1 });
        var caller = await here.RegisteredAsync("101");
        Assert.Equal(200, await caller.StatusAsync(AddressOf(there, "700")));
        Assert.Equal(503, await caller.StatusAsync(AddressOf(there, "700")));
        Assert.Equal(200, await caller.StatusAsync("600"));
        Assert.Equal(200, await (await here.RegisteredAsync("102")).StatusAsync(AddressOf(there, "700")));
    }

    [Fact]
    public async Task What_a_number_costs_is_not_dodged_by_an_address_nor_are_emergencies()
    {
        await using var there = await ThereAsync();
        await using var here = await HereAsync(Open);
        here.Switch.OnCall("112", call => call.BusyAsync());
        var caller = await here.RegisteredAsync("101");
        Assert.Equal(403, await caller.StatusAsync(AddressOf(there, "0900-1")));
        Assert.Equal(486, await caller.StatusAsync(AddressOf(there, "112")));
        Assert.Equal(0, there.Switch.SipCounters.Received);
    }

    [Fact]
    public async Task A_way_that_leads_back_is_a_loop()
    {
        await using var here = await HereAsync(Open);
        var caller = await here.RegisteredAsync("101");
        Assert.Equal(482, await caller.StatusAsync(AddressOf(here, "600")));
        // By our own address it is a number like any other.
        Assert.Equal(200, await caller.StatusAsync($"sip:600@127.0.0.1:{here.EndPoint.Port}"));
    }

    [Fact]
    public async Task Two_exchanges_that_send_a_call_to_each_other_end_it_by_its_hops()
    {
        await using var there = await HereAsync(Open, options => options with { AnonymousNumbers = [NumberPattern.Parse("102")] });
        await using var here = await HereAsync(Open, options => options with { AnonymousNumbers = [NumberPattern.Parse("102")] });
        foreach (var (exchange, other) in new[] { (here, there), (there, here) })
        {
            Assert.True((await exchange.Switch.ExecuteAsync(new SetForwardCommand("102", ForwardCondition.Always, new ForwardTarget(AddressOf(other, "102"))))).IsDone);
        }
        Assert.Equal(482, await (await here.RegisteredAsync("101")).StatusAsync("102"));
        await here.AtRestAsync();
    }

    [Fact]
    public async Task Strangers_call_nobody_elsewhere()
    {
        await using var there = await ThereAsync();
        await using var here = await HereAsync(Open, options => options with { AnonymousNumbers = [NumberPattern.Parse("700")] });
        var stranger = here.Phone("stranger", options => options with { Password = null });
        Assert.Equal(404, await stranger.StatusAsync(AddressOf(there, "700")));
        Assert.Equal(0, there.Switch.SipCounters.Received);
    }

    private static string AddressOf(TestExchange exchange, string user) => $"sip:{user}@localhost:{exchange.EndPoint.Port}";

    private static Task<TestExchange> HereAsync(DialPolicyOptions policy, Func<SwitchOptions, SwitchOptions>? configure = null) =>
        TestExchange.StartAsync(options => (configure?.Invoke(options) ?? options) with { Policy = policy });

    /// <summary>An exchange where strangers are answered at 700, and told at 701 that it is busy.</summary>
    private static async Task<TestExchange> ThereAsync()
    {
        var exchange = await TestExchange.StartAsync(options => options with { AnonymousNumbers = [NumberPattern.Parse("regex:.*")] });
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            await call.WaitForHangupAsync();
        });
        exchange.Switch.OnCall("701", call => call.BusyAsync());
        return exchange;
    }

    private static async Task<Phone.Calls.PhoneCall> TalkAsync(TestExchange exchange, SipPhone caller, string number)
    {
        var call = await caller.CallAsync(number);
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        await exchange.BridgedAsync(caller.User, number);
        return call;
    }
}
