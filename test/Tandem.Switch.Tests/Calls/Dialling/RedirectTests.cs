using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Phone.Calls;
using Tandem.Sip.Messages;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Dialling;

namespace Tandem.Switch.Tests.Calls.Dialling;

/// <summary>Phones that send a caller elsewhere.</summary>
public sealed class RedirectTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task A_phone_sends_its_caller_to_another_number_and_the_others_of_the_user_stop_ringing()
    {
        await using var exchange = await TestExchange.StartAsync();
        var phone = new WirePhone(exchange);
        await phone.RegisterAsync("102");
        var desk = await exchange.RegisteredAsync("102");
        var carol = await exchange.RegisteredAsync("103");
        var call = await (await exchange.RegisteredAsync("101")).CallAsync("102");
        var atDesk = await desk.WaitForCallAsync().WaitAsync(Patience);
        await phone.RespondAsync(await phone.ReceiveAsync(SipMethod.Invite), 302, null, ("Contact", "<sip:999@elsewhere.example>;q=0.1, <sip:103@tandem.test>;q=0.7"));
        var atCarol = await carol.WaitForCallAsync().WaitAsync(Patience);
        Assert.Equal("101", atCarol.Invite.From!.Uri.User);
        await atDesk.WaitForHangupAsync().WaitAsync(Patience);
        await atCarol.AnswerAsync();

        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        Assert.Contains(exchange.Switch.Model.Snapshot().Conversations.Single().Timeline, entry => entry.Kind == ChangeKind.Redirected);
    }

    [Fact]
    public async Task A_circle_of_redirections_ends()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (one, other) = (new WirePhone(exchange), new WirePhone(exchange));
        await one.RegisterAsync("102");
        await other.RegisterAsync("103");
        using var stop = new CancellationTokenSource();
        _ = SendOnAsync(one, "103", stop.Token);
        _ = SendOnAsync(other, "102", stop.Token);
        var call = await (await exchange.RegisteredAsync("101")).CallAsync("102");

        Assert.Equal(482, await call.WaitForAnswerAsync().WaitAsync(Patience));
        await stop.CancelAsync();
    }

    [Fact]
    public async Task Where_a_program_decides_it_is_told_where_to()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { Redirects = RedirectPolicy.Application });
        var phone = new WirePhone(exchange);
        await phone.RegisterAsync("102");
        var told = new TaskCompletionSource<string?>();
        exchange.Switch.CallHappened += callEvent =>
        {
            if (callEvent.Kind == CallEventKind.Redirected)
            {
                told.TrySetResult(callEvent.Detail);
            }
        };
        var dial = exchange.Switch.DialAsync(new DialRequest(DialTarget.User("102")));
        await phone.RespondAsync(await phone.ReceiveAsync(SipMethod.Invite), 301, null, ("Contact", "<sip:103@tandem.test>"));
        var result = await dial.WaitAsync(Patience);

        Assert.Equal((HangupCause.MovedPermanently, "103"), (result.Cause, result.Redirection!.User));
        Assert.Equal("sip:103@tandem.test", await told.Task.WaitAsync(Patience));
        var call = await (await exchange.RegisteredAsync("101")).CallAsync("102");
        await phone.RespondAsync(await phone.ReceiveAsync(SipMethod.Invite), 302, null, ("Contact", "<sip:103@tandem.test>"));
        Assert.Equal(480, await call.WaitForAnswerAsync().WaitAsync(Patience));
    }

    private static async Task SendOnAsync(WirePhone phone, string number, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await phone.RespondAsync(await phone.ReceiveAsync(SipMethod.Invite), 302, null, ("Contact", $"<sip:{number}@tandem.test>"));
        }
    }
}
