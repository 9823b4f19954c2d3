using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Sip.Messages;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Calls.Dialling;

namespace Tandem.Switch.Tests.Calls.Dialling;

/// <summary>Phones that answer when they are told to (the event talk).</summary>
public sealed class RemoteAnswerTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Theory]
    [InlineData("Allow-Events", "hold, talk", null)]
    [InlineData("User-Agent", "ACME Phone 7/1.2", "acme phone")]
    public async Task A_phone_that_knows_the_event_answers_by_command(string header, string value, string? agent)
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { TalkEventAgents = agent is null ? [] : [agent] });
        var (phone, invite, leg) = await RingAsync(exchange, (header, value));
        var answering = exchange.Switch.ExecuteAsync(new AnswerCommand(new ObjectId("switch", leg.Id))).AsTask();
        var notify = await phone.ReceiveAsync(SipMethod.Notify);
        Assert.Equal(("talk", leg.Invite.CallId), (notify.Get(SipHeaderName.Event), notify.CallId));
        await phone.RespondAsync(notify, 200);
        Assert.True((await answering.WaitAsync(Patience)).IsDone);
        await phone.RespondAsync(invite, 200, phone.Sdp);
        await phone.ReceiveAsync(SipMethod.Ack);

        await exchange.UntilAsync(state => state.Channels.Count(channel => channel.State is ChannelState.Bridged) == 2);
        Assert.Equal(CallOutcome.NotConnected, await leg.AnswerAtPhoneAsync());
    }

    [Fact]
    public async Task Another_phone_is_not_asked_and_the_command_says_why()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (_, _, leg) = await RingAsync(exchange, ("Allow-Events", "dialog"));
        var result = await exchange.Switch.ExecuteAsync(new AnswerCommand(new ObjectId("switch", leg.Id)));
        Assert.Equal((CommandOutcome.Refused, true), (result.Outcome, result.Reason!.Contains("talk", StringComparison.Ordinal)));
        var caller = (await exchange.Switch.FindCallsAsync(new CallFilter { Number = "101" })).Single();
        result = await exchange.Switch.ExecuteAsync(new AnswerCommand(new ObjectId("switch", caller.Id)));

        Assert.Equal((CommandOutcome.Refused, true), (result.Outcome, result.Reason!.Contains("rings", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_phone_that_refuses_the_event_rings_on()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (phone, invite, leg) = await RingAsync(exchange, ("Allow-Events", "talk"));
        var answering = leg.AnswerAtPhoneAsync();
        await phone.RespondAsync(await phone.ReceiveAsync(SipMethod.Notify), 489);
        Assert.Equal(CallOutcome.Refused, await answering.WaitAsync(Patience));
        await phone.RespondAsync(invite, 200, phone.Sdp);

        await exchange.UntilAsync(state => state.Channels.Count(channel => channel.State is ChannelState.Bridged) == 2);
    }

    [Fact]
    public async Task A_call_that_is_to_be_answered_at_once_says_so_in_each_way_that_phones_know()
    {
        await using var exchange = await TestExchange.StartAsync();
        var phone = new WirePhone(exchange);
        var dial = exchange.Switch.DialAsync(new DialRequest(DialTarget.Contact(phone.Uri)) { AutoAnswer = TimeSpan.Zero });
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        await phone.RespondAsync(invite, 486);
        await dial.WaitAsync(Patience);

        Assert.EndsWith(";answer-after=0", invite.Get(SipHeaderName.CallInfo));
        Assert.EndsWith(";info=alert-autoanswer;delay=0", invite.Get(SipHeaderName.AlertInfo));
        Assert.Equal("Auto", invite.Get("Answer-Mode"));
        Assert.Contains(";intercom=true>", invite.Get(SipHeaderName.Contact));
    }

    private static async Task<(WirePhone Phone, SipMessage Invite, Call Leg)> RingAsync(TestExchange exchange, (string Name, string Value) header)
    {
        var phone = new WirePhone(exchange);
        await phone.RegisterAsync("102");
        var alice = await exchange.RegisteredAsync("101");
        await alice.CallAsync("102");
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        await phone.RespondAsync(invite, 180, null, header);
        await exchange.UntilAsync(state => state.Channels.Count(channel => channel.State is ChannelState.Ringing) == 2);
        return (phone, invite, (await exchange.Switch.FindCallsAsync(new CallFilter { Number = "102" })).Single());
    }
}
