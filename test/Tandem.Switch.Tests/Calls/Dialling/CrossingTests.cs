using Tandem.Pbx.Model;
using Tandem.Sip.Messages;
using Tandem.Switch.Calls.Dialling;

namespace Tandem.Switch.Tests.Calls.Dialling;

/// <summary>Messages of called phones that cross with ours.</summary>
public sealed class CrossingTests
{
    [Fact]
    public async Task Of_two_phones_that_answer_at_once_one_is_thanked_and_hung_up_though_nobody_calls()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (one, other) = (new WirePhone(exchange), new WirePhone(exchange));
        var dial = exchange.Switch.DialAsync(new DialRequest(DialTarget.Contact(one.Uri), DialTarget.Contact(other.Uri)));
        var first = await one.ReceiveAsync(SipMethod.Invite);
        var second = await other.ReceiveAsync(SipMethod.Invite);
        await one.RespondAsync(first, 200, one.Sdp);
        await one.ReceiveAsync(SipMethod.Ack);
        var result = await dial.WaitAsync(TestExchange.Patience);
        Assert.Equal((true, HangupCause.LoseRace), (result.IsAnswered, result.Attempts.Single().Cause));

        // It answers although it was cancelled: that came too late for it.
        await other.RespondAsync(second, 200, other.Sdp);
        await other.ReceiveAsync(SipMethod.Ack);
        await other.ReceiveAsync(SipMethod.Bye);
        await result.Leg!.HangupAsync();
        await one.ReceiveAsync(SipMethod.Bye);
    }
}
