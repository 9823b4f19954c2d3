using Tandem.Sip.Messages;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Dialling;

namespace Tandem.Switch.Tests.Calls.Dialling;

/// <summary>Why a call ends, told and read by SIP (RFC 3326).</summary>
public sealed class ReasonTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Theory]
    [InlineData(480, "Q.850;cause=19", "no_answer")]
    [InlineData(480, "Q.850;cause=17", "temporarily_unavailable")]
    [InlineData(503, "nonsense;;", "service_unavailable")]
    [InlineData(302, "Q.850;cause=16", "moved_temporarily")]
    public async Task A_refusal_with_a_reason_is_understood_as_far_as_its_status_agrees(int status, string reason, string cause)
    {
        await using var exchange = await TestExchange.StartAsync();
        var phone = new WirePhone(exchange);
        var dial = exchange.Switch.DialAsync(new DialRequest(DialTarget.Contact(phone.Uri)));
        await phone.RespondAsync(await phone.ReceiveAsync(SipMethod.Invite), status, null, ("Reason", reason));

        Assert.Equal(cause, (await dial.WaitAsync(Patience)).Cause!.Name);
    }

    [Theory]
    [InlineData("SIP;cause=200;text=\"Call completed elsewhere\"", "lose_race", "SIP;cause=200;text=\"Call completed elsewhere\"")]
    [InlineData("Q.850;cause=102", "request_timeout", "Q.850;cause=102")]
    [InlineData("SIP;cause=487", "originator_cancel", "Q.850;cause=16")]
    public async Task Why_a_caller_gives_up_reaches_the_phones_that_ring(string reason, string cause, string told)
    {
        await using var exchange = await TestExchange.StartAsync();
        var (phone, caller) = (new WirePhone(exchange), new WirePhone(exchange));
        await phone.RegisterAsync("102");
        // The caller's leg ends first.
        var first = new TaskCompletionSource<string?>();
        exchange.Switch.CallHappened += callEvent =>
        {
            if (callEvent.Kind == CallEventKind.Ended)
            {
                first.TrySetResult(callEvent.Detail);
            }
        };
        var invite = await caller.InviteAsync("101", "102", caller.Sdp);
        await phone.RespondAsync(await phone.ReceiveAsync(SipMethod.Invite), 180);
        await caller.ReceiveResponseAsync(SipMethod.Invite);
        await caller.CancelAsync(invite, $"Reason: {reason}\r\n");

        Assert.Equal(told, (await phone.ReceiveAsync(SipMethod.Cancel)).Get(SipHeaderName.Reason));
        Assert.Equal(cause, await first.Task.WaitAsync(Patience));
    }

    [Theory]
    [InlineData(302, 480)]
    [InlineData(407, 403)]
    [InlineData(600, 600)]
    [InlineData(488, 488)]
    public async Task A_caller_is_not_told_what_concerns_only_us(int status, int told)
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { Redirects = RedirectPolicy.Refuse });
        var phone = new WirePhone(exchange);
        await phone.RegisterAsync("102");
        var call = await (await exchange.RegisteredAsync("101")).CallAsync("102");
        await phone.RespondAsync(await phone.ReceiveAsync(SipMethod.Invite), status);

        Assert.Equal(told, await call.WaitForAnswerAsync().WaitAsync(Patience));
    }
}
