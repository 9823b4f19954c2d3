using Tandem.Pbx.Model;
using Tandem.Phone.Calls;
using Tandem.Sip.Messages;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Bridging;

namespace Tandem.Switch.Tests.Calls.Dialling;

/// <summary>Phones that are told whom they talk with before anybody has answered (RFC 3311).</summary>
public sealed class EarlyIdentityTests
{
    private const string Allow = "INVITE, ACK, BYE, CANCEL, UPDATE, PRACK";

    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task A_phone_that_rings_reliably_is_told_by_update()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (phone, invite, leg) = await RingAsync(exchange);
        await phone.RespondAsync(invite, 180, null, ("Allow", Allow), ("Require", "100rel"), ("RSeq", "7"));
        await phone.RespondAsync(await phone.ReceiveAsync(SipMethod.Prack), 200);
        await exchange.UntilAsync(state => state.Channels.Any(channel => channel.State is ChannelState.Ringing));
        var told = leg.UpdateIdentityAsync(new Party("Reception", "199"));
        var update = await phone.ReceiveAsync(SipMethod.Update);
        Assert.Contains("199", update.Get(SipHeaderName.PAssertedIdentity));
        Assert.True(update.Body.IsEmpty);
        await phone.RespondAsync(update, 200);

        Assert.Equal(CallOutcome.Done, await told.WaitAsync(Patience));
        Assert.False(leg.IsAnswered);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Any_other_phone_is_told_when_it_has_answered(bool takesUpdate)
    {
        await using var exchange = await TestExchange.StartAsync();
        var (phone, invite, leg) = await RingAsync(exchange);
        await phone.RespondAsync(invite, 180, null, ("Allow", takesUpdate ? Allow : "INVITE, ACK, BYE, CANCEL"));
        await exchange.UntilAsync(state => state.Channels.Any(channel => channel.State is ChannelState.Ringing));
        var superseded = leg.UpdateIdentityAsync(new Party("Nobody", "198"));
        var told = leg.UpdateIdentityAsync(new Party("Reception", "199"));
        Assert.False(told.IsCompleted);
        await phone.RespondAsync(invite, 200, phone.Sdp, ("Allow", takesUpdate ? Allow : "INVITE, ACK, BYE, CANCEL"));
        await phone.ReceiveAsync(SipMethod.Ack);
        var change = await phone.ReceiveAsync(takesUpdate ? SipMethod.Update : SipMethod.Invite);
        Assert.Contains("199", change.Get(SipHeaderName.PAssertedIdentity));
        await phone.RespondAsync(change, 200, takesUpdate ? null : phone.Sdp);

        Assert.Equal([CallOutcome.Done, CallOutcome.Done], await Task.WhenAll(superseded, told).WaitAsync(Patience));
    }

    [Fact]
    public async Task A_caller_that_was_not_answered_yet_is_told_in_the_answer()
    {
        await using var exchange = await TestExchange.StartAsync();
        var taken = new TaskCompletionSource<Call>();
        exchange.Switch.OnCall("700", call =>
        {
            taken.SetResult(call);
            return call.WaitForHangupAsync();
        });
        var alice = await exchange.RegisteredAsync("101");
        var outgoing = await alice.CallAsync("700");
        var call = await taken.Task.WaitAsync(Patience);
        var told = call.UpdateIdentityAsync(new Party("Reception", "199"));
        await call.AnswerAsync();

        Assert.Equal(CallOutcome.Done, await told.WaitAsync(Patience));
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
        Assert.Equal("199", outgoing.Connected?.Uri.User);
    }

    [Fact]
    public async Task What_could_not_be_told_ends_with_the_leg()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (_, _, leg) = await RingAsync(exchange);
        var told = leg.UpdateIdentityAsync(new Party("Reception", "199"));
        Assert.False(told.IsCompleted);
        await leg.HangupAsync();

        Assert.Equal(CallOutcome.Ended, await told.WaitAsync(Patience));
    }

    private static async Task<(WirePhone Phone, SipMessage Invite, Call Leg)> RingAsync(TestExchange exchange)
    {
        var phone = new WirePhone(exchange);
        await phone.RegisterAsync("102");
        var alice = await exchange.RegisteredAsync("101");
        await alice.CallAsync("102");
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        var leg = (await exchange.Switch.FindCallsAsync(new CallFilter { Number = "102" })).Single();
        return (phone, invite, leg);
    }
}
