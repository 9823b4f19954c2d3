using System.Text;
using Tandem.Pbx.Commands;
using Tandem.Sip.Messages;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Tests.Calls.Dialling;
using Tandem.Switch.Tests.Calls.Transfers;

namespace Tandem.Switch.Tests.Calls;

/// <summary>Keys that phones tell by INFO, and phones that hear of keys only so.</summary>
public sealed class KeyTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Theory]
    [InlineData("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", 200)]
    [InlineData("application/dtmf", "5", 200)]
    [InlineData("application/xml", "<key>5</key>", 415)]
    [InlineData("application/dtmf-relay", "Signal=\r\n", 415)]
    public async Task A_key_by_INFO_is_a_digit_like_any_other(string type, string body, int status)
    {
        await using var exchange = await TestExchange.StartAsync();
        var digits = new TaskCompletionSource<DigitsResult>();
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            digits.SetResult(await call.WaitForDigitsAsync("[0-9]", status == 200 ? Patience : TimeSpan.FromMilliseconds(300)));
            await call.WaitForHangupAsync();
        });
        var phone = new WirePhone(exchange);
        var answer = await TalkAsync(phone, "700");
        await phone.SendAsync(phone.ComposeInDialog("INFO", answer, 3, body, type));
        var response = await phone.ReceiveResponseAsync(SipMethod.Info);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == 200 ? "5" : "", (await digits.Task.WaitAsync(Patience)).Digits);
        if (status == 415)
        {
            Assert.Contains("application/dtmf-relay", response.Get(SipHeaderName.Accept));
        }
    }

    [Fact]
    public async Task A_key_by_INFO_reaches_the_other_phone_as_an_event_and_one_by_event_as_INFO()
    {
        await using var exchange = await TestExchange.StartAsync();
        var bob = await exchange.RegisteredAsync("102", options => options with { AutoAnswer = true });
        // Its description has no telephone-event.
        var phone = new WirePhone(exchange);
        var answer = await TalkAsync(phone, "102", "Allow: INVITE, ACK, BYE, CANCEL, INFO\r\n");
        var atBob = await bob.WaitForCallAsync().WaitAsync(Patience);
        await exchange.UntilAsync(state => state.Channels.Count(channel => channel.State is Tandem.Pbx.Model.ChannelState.Bridged) == 2);
        await phone.SendAsync(phone.ComposeInDialog("INFO", answer, 3, "7", "application/dtmf"));
        Assert.Equal(200, (await phone.ReceiveResponseAsync(SipMethod.Info)).StatusCode);
        Assert.Equal('7', await atBob.ReadDigitAsync().WaitAsync(Patience));

        atBob.SendDigits("9");
        var info = await phone.ReceiveAsync(SipMethod.Info);
        await phone.RespondAsync(info, 200);
        Assert.Equal(("application/dtmf-relay", true), (info.ContentType, Encoding.ASCII.GetString(info.Body.Span).StartsWith("Signal=9", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_program_presses_keys_for_a_phone_in_the_way_that_it_takes(bool byCommand)
    {
        await using var exchange = await TestExchange.StartAsync();
        exchange.Switch.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            await call.WaitForHangupAsync();
        });
        var events = await (await exchange.RegisteredAsync("102")).CallAsync("700");
        Assert.Equal(200, await events.WaitForAnswerAsync().WaitAsync(Patience));
        // Its description has no telephone-event.
        var phone = new WirePhone(exchange);
        await TalkAsync(phone, "700", "Allow: INVITE, ACK, BYE, CANCEL, INFO\r\n");
        await PressAsync("102");
        Assert.Equal('4', await events.ReadDigitAsync().WaitAsync(Patience));
        await PressAsync("101");
        var info = await phone.ReceiveAsync(SipMethod.Info);
        await phone.RespondAsync(info, 200);
        Assert.StartsWith("Signal=4", Encoding.ASCII.GetString(info.Body.Span), StringComparison.Ordinal);
        var leg = await exchange.LegAsync("102");
        await Assert.ThrowsAsync<ArgumentException>(() => leg.SendDigitsAsync("4x"));

        async Task PressAsync(string number)
        {
            if (byCommand)
            {
                Assert.True((await exchange.Switch.ExecuteAsync(new SendDtmfCommand(exchange.LegOf(number).ToString(), "4"))).IsDone);
            }
            else
            {
                Assert.Equal(CallOutcome.Done, await (await exchange.LegAsync(number)).SendDigitsAsync("4"));
            }
        }
    }

    private static async Task<SipMessage> TalkAsync(WirePhone phone, string number, string extra = "")
    {
        await phone.InviteAsync("101", number, phone.Sdp, extra);
        SipMessage answer;
        do
        {
            answer = await phone.ReceiveResponseAsync(SipMethod.Invite);
        }
        while (answer.StatusCode < 200);
        Assert.Equal(200, answer.StatusCode);
        await phone.SendAsync(phone.ComposeInDialog("ACK", answer, 2));
        return answer;
    }
}
