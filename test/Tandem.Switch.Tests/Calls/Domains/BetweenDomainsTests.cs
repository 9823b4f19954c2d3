using Tandem.Pbx.Commands;
using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Switch.Calls.Policy;
using Tandem.Switch.Routing;

namespace Tandem.Switch.Tests.Calls.Domains;

/// <summary>From domain to domain: by SIP address, where both say so.</summary>
public sealed class BetweenDomainsTests
{
    private static readonly string ThereAt101 = $"sip:101@{TwoDomains.Host}";

    private static readonly DialPolicyOptions Open = new() { BetweenDomains = true };

    private static TimeSpan Patience => TestExchange.Patience;

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Without_the_word_of_both_domains_nobody_is_called_there(bool here, bool? there)
    {
        await using var exchange = await TwoDomains.StartAsync(
            options => options with { Policy = new DialPolicyOptions { BetweenDomains = here } },
            acme => acme with { Policy = there is { } open ? new DialPolicyOptions { BetweenDomains = open } : null });
        var theirs = await exchange.AcmeAsync("101");
        Assert.Equal(403, await (await exchange.RegisteredAsync("101")).StatusAsync(ThereAt101));
        Assert.Equal(403, await theirs.StatusAsync("sip:102@default"));
        Assert.True(theirs.IsUncalled());
    }

    [Fact]
    public async Task An_address_leads_to_the_other_domain_and_each_sees_of_the_call_what_is_its_own()
    {
        await using var exchange = await StartAsync();
        var theirs = await exchange.AcmeAsync("101", autoAnswer: true);
        // Both are 101: neither is taken for the other.
        Assert.Equal(200, await (await exchange.RegisteredAsync("101")).StatusAsync(ThereAt101));
        await exchange.UntilAsync(state => state.Channels.Count(channel => channel.State is ChannelState.Bridged) == 2);
        var invite = (await theirs.WaitForCallAsync().WaitAsync(Patience)).Invite;
        Assert.Equal(("101", "default"), (invite.From!.Uri.User, invite.From.Uri.Host));

        var state = exchange.Switch.Model.Snapshot();
        Assert.Equal(["default"], Assert.Single(state.Channels, channel => channel.Domain == "acme").PeerDomains);
        Assert.Equal((ExtensionStatus.Busy, ExtensionStatus.Busy), (exchange.Extension("101").Status, exchange.Acme("101").Status));
        Assert.Null(Assert.Single(Projection.ForDomain("acme").Apply(state).Conversations).Calling.Number);
        Assert.Equal("101", Assert.Single(Projection.ForDomain("default").Apply(state).Conversations).Calling.Number);
    }

    [Fact]
    public async Task An_address_of_the_users_own_domain_is_a_number_there()
    {
        await using var exchange = await StartAsync();
        var theirs = await exchange.AcmeAsync("102", autoAnswer: true);
        Assert.Equal(200, await (await exchange.AcmeAsync("101")).StatusAsync($"sip:102@{TwoDomains.Host.ToUpperInvariant()}"));
        await theirs.WaitForCallAsync().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_program_of_the_other_domain_dials_its_own_numbers()
    {
        await using var exchange = await StartAsync();
        exchange.Switch.OnCall("700", call => call.DialAsync("102"), domain: TwoDomains.Name);
        var (ours, theirs) = (await exchange.RegisteredAsync("102"), await exchange.AcmeAsync("102", autoAnswer: true));
        Assert.Equal(200, await (await exchange.RegisteredAsync("101")).StatusAsync($"sip:700@{TwoDomains.Host}"));
        await theirs.WaitForCallAsync().WaitAsync(Patience);
        Assert.True(ours.IsUncalled());
    }

    [Fact]
    public async Task What_costs_the_other_domain_money_is_not_lent()
    {
        await using var exchange = await TwoDomains.StartAsync(
            options => options with { Policy = Open },
            acme => acme with { Policy = Open with { Classes = [new DestinationClass("national", [NumberPattern.Parse("0.")])], Default = new DialRights { Classes = ["national"] } } });
        exchange.Switch.OnCall("0.", call => call.BusyAsync(), domain: TwoDomains.Name);
        Assert.Equal(486, await (await exchange.AcmeAsync("101")).StatusAsync("030"));
        Assert.Equal(403, await (await exchange.RegisteredAsync("101")).StatusAsync($"sip:030@{TwoDomains.Host}"));
    }

    [Fact]
    public async Task Forwards_and_transfers_go_there_as_well_and_a_number_stays_that_of_who_gave_it()
    {
        await using var exchange = await StartAsync();
        var there = await exchange.AcmeAsync("101", autoAnswer: true);
        var ours = await exchange.RegisteredAsync("103");
        Assert.True((await exchange.Switch.ExecuteAsync(new SetForwardCommand("102", ForwardCondition.Always, new ForwardTarget(ThereAt101)) { Domain = "default" })).IsDone);
        Assert.Equal(200, await (await exchange.RegisteredAsync("104")).StatusAsync("102"));
        var atAcme = await there.WaitForCallAsync().WaitAsync(Patience);

        // Who was called in the other domain transfers to a number of its own.
        var third = await exchange.AcmeAsync("103", autoAnswer: true);
        await exchange.UntilAsync(state => state.Channels.Count(channel => channel.State is ChannelState.Bridged) == 2);
        Assert.Equal(200, await atAcme.TransferAsync("103").WaitAsync(Patience));
        await third.WaitForCallAsync().WaitAsync(Patience);
        Assert.True(ours.IsUncalled());
    }

    private static Task<TestExchange> StartAsync() => TwoDomains.StartAsync(options => options with { Policy = Open });
}
