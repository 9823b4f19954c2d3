using Tandem.Pbx.Model;
using Tandem.Sip.Messages;
using Tandem.Switch.Registrar;

namespace Tandem.Switch.Tests.Registrar;

/// <summary>Whether phones are still there: OPTIONS, staleness, and validities that are told shorter than they are.</summary>
public sealed class LivenessTests
{
    [Fact]
    public async Task A_phone_is_asked_once_an_interval_however_often_it_registers()
    {
        await using var harness = await RegistrarHarness.StartAsync(new RegistrarOptions { OptionsPing = 30 });
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await harness.RegisterAsync()).StatusCode);
        }
        for (var i = 0; i < 3; i++)
        {
            var before = Requests();
            await harness.PassAsync(30, 30);
            var ping = await harness.HeardAsync(200);
            Assert.Equal(SipMethod.Options, ping.Method);
            Assert.Equal($"sip:101@127.0.0.1:{harness.Wire.Port}", ping.RequestUri!.ToString());
            Assert.Equal(1, Requests() - before);
        }

        long Requests() => harness.Exchange.Switch.SipCounters is var counters ? counters.Sent - counters.Retransmitted : 0;
    }

    [Theory]
    [InlineData(200)]
    [InlineData(405)]
    [InlineData(481)]
    public async Task Whatever_it_answers_a_phone_is_there(int status)
    {
        await using var harness = await RegistrarHarness.StartAsync(new RegistrarOptions { OptionsPing = 10, StaleTime = 15 });
        await harness.RegisterAsync();
        for (var i = 0; i < 3; i++)
        {
            await harness.PassAsync(10, 10);
            await harness.HeardAsync(status);
        }
        Assert.False(Assert.Single(await harness.Registrations.FindAsync("101")).IsStale);
    }

    [Fact]
    public async Task A_silent_phone_becomes_stale_and_is_never_unregistered_by_that()
    {
        await using var harness = await RegistrarHarness.StartAsync(new RegistrarOptions { OptionsPing = 10, StaleTime = 25 });
        await harness.RegisterAsync();
        Assert.False(Assert.Single(await harness.Registrations.FindAsync("101")).IsStale);
        await harness.PassAsync(26);
        var stale = Assert.Single(await harness.Registrations.FindAsync("101"));
        Assert.True(stale.IsStale);
        Assert.Empty(await harness.Registrations.FindAsync("101", omitStale: true));
        Assert.Empty(await harness.Registrations.UsersAsync("default", omitStale: true));
        Assert.Empty(await harness.Registrations.FindAsync(SipUri.Parse($"sip:101@127.0.0.1:{harness.Wire.Port}"), omitStale: true));
        Assert.True(Assert.Single(harness.Exchange.Extension("101").Contacts).Stale);
        Assert.Equal(ExtensionStatus.Online, harness.Exchange.Extension("101").Status);

        // Its next sign of life ends it.
        Assert.Equal(SipMethod.Options, (await harness.AnswerAsync()).Method);
        await harness.Exchange.UntilAsync(_ => !harness.Exchange.Extension("101").Contacts[0].Stale);
        Assert.Equal(stale.Id, Assert.Single(await harness.Registrations.FindAsync("101", omitStale: true)).Id);
    }

    [Fact]
    public async Task A_phone_is_told_a_short_validity_and_keeps_the_long_one()
    {
        await using var harness = await RegistrarHarness.StartAsync(new RegistrarOptions { RegPing = 30, DefaultExpires = 3600, StaleTime = 180 });
        var response = await harness.RegisterAsync("Expires: 600\r\n");
        Assert.Equal(30u, Assert.Single(response.Contacts).Expires);
        var registration = Assert.Single(await harness.Registrations.FindAsync("101"));
        Assert.Equal(TimeSpan.FromSeconds(3600), registration.ExpiresAt - registration.RefreshedAt);

        // Several refreshes are lost: it is stale, and still there.
        await harness.PassAsync(181, 30);
        Assert.True(Assert.Single(await harness.Registrations.FindAsync("101")).IsStale);
        Assert.True(Assert.Single(harness.Exchange.Extension("101").Contacts).Stale);
        Assert.Equal(200, (await harness.RegisterAsync("Expires: 30\r\n")).StatusCode);
        Assert.False(Assert.Single(harness.Exchange.Extension("101").Contacts).Stale);
        Assert.False(Assert.Single(await harness.Registrations.FindAsync("101")).IsStale);
        await harness.PassAsync(3601, 600);
        Assert.Empty(await harness.Registrations.FindAsync("101"));
    }

    [Fact]
    public async Task A_call_goes_to_the_phones_that_were_heard_and_to_all_where_none_was()
    {
        await using var harness = await RegistrarHarness.StartAsync(new RegistrarOptions { RegPing = 30, DefaultExpires = 3600, StaleTime = 180 });
        using var other = new SipWire(harness.Exchange.EndPoint);
        await harness.RegisterAsync();
        await harness.RegisterAsync(contact: $"<sip:101@127.0.0.1:{other.Port}>");
        var caller = await harness.Exchange.RegisteredAsync("102");
        await harness.PassAsync(181, 30);
        Assert.All(await harness.Registrations.FindAsync("101"), phone => Assert.True(phone.IsStale));

        var toAll = await caller.CallAsync("101");
        await harness.Exchange.UntilAsync(state => state.Channels.Count == 3);
        await harness.PassAsync(1, 0.1);
        await toAll.HangupAsync();
        await harness.Exchange.UntilAsync(state => state.Channels.Count == 0);

        await harness.RegisterAsync(contact: $"<sip:101@127.0.0.1:{other.Port}>");
        var toOne = await caller.CallAsync("101");
        await harness.Exchange.UntilAsync(state => state.Channels.Count == 2);
        Assert.Equal(1, harness.Exchange.Switch.Model.Snapshot().Channels.Count(channel => channel.Direction == ChannelDirection.Outbound));
        await harness.PassAsync(1, 0.1);
        await toOne.HangupAsync();
        await harness.Exchange.UntilAsync(state => state.Channels.Count == 0);
    }

    [Fact]
    public async Task A_phone_that_says_no_rport_is_answered_where_it_is()
    {
        await using var harness = await RegistrarHarness.StartAsync(new RegistrarOptions { ForceRPort = true });
        var response = await harness.Wire.SendAsync(
            harness.Wire.Compose("REGISTER", "101", RegistrarHarness.Domain).Replace($"127.0.0.1:{harness.Wire.Port};", "192.0.2.7:5062;", StringComparison.Ordinal)
                .Replace(";rport", "", StringComparison.Ordinal));
        Assert.Equal(401, response.StatusCode);
        Assert.Equal(harness.Wire.Port, response.TopVia!.RPort);
        await harness.RegisterAsync(contact: "<sip:101@192.0.2.7:5062>");
        Assert.True(Assert.Single(await harness.Registrations.FindAsync("101")).IsBehindNat);
    }
}
