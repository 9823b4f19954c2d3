using Tandem.Pbx.Model;
using Tandem.Sip.Digest;
using Tandem.Sip.Messages;
using Tandem.Switch.Calls;
using Tandem.Switch.Routing;
using Tandem.Switch.Tests.Calls.Dialling;

namespace Tandem.Switch.Tests.Calls;

/// <summary>Callers whose first INVITE has credentials already, and a program that asks for them.</summary>
public sealed class AuthenticationTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task Wrong_credentials_in_the_first_invite_are_refused_and_no_program_runs()
    {
        await using var exchange = await OpenAsync();
        var hasRun = false;
        exchange.Switch.OnCall("700", _ =>
        {
            hasRun = true;
            return Task.CompletedTask;
        });
        var phone = new WirePhone(exchange);
        await phone.SendAsync(phone.Compose("INVITE", "101", "sip:700@tandem.test", await CredentialsAsync(exchange, "wrong"), phone.Sdp));

        Assert.Equal(403, (await phone.ReceiveResponseAsync(SipMethod.Invite)).StatusCode);
        Assert.False(hasRun);
    }

    [Fact]
    public async Task Stale_credentials_in_the_first_invite_are_asked_for_again_and_the_program_runs_when_they_are_good()
    {
        await using var exchange = await OpenAsync();
        var proved = new TaskCompletionSource<(AuthenticationResult, string?)>();
        exchange.Switch.OnCall("700", async call =>
        {
            proved.SetResult((await call.AuthenticateAsync(), call.Caller.Number));
            await call.BusyAsync();
        });
        var phone = new WirePhone(exchange);
        await phone.SendAsync(phone.Compose("INVITE", "101", "sip:700@tandem.test", Header(Answer("101", TestExchange.PasswordOf("101"), "Digest realm=\"tandem.test\", nonce=\"old\", qop=\"auth\"")), phone.Sdp));
        var challenge = await phone.ReceiveResponseAsync(SipMethod.Invite);
        Assert.Equal(407, challenge.StatusCode);
        Assert.Contains("stale=true", challenge.Get(SipHeaderName.ProxyAuthenticate), StringComparison.OrdinalIgnoreCase);
        Assert.False(proved.Task.IsCompleted);
        await phone.SendAsync(phone.Compose(
            "INVITE", "101", "sip:700@tandem.test", Header(Answer("101", TestExchange.PasswordOf("101"), challenge.Get(SipHeaderName.ProxyAuthenticate)!)), phone.Sdp, sequence: 2));

        Assert.Equal((AuthenticationResult.Accepted, "101"), await proved.Task.WaitAsync(Patience));
        Assert.Equal(486, (await phone.ReceiveResponseAsync(SipMethod.Invite)).StatusCode);
    }

    [Fact]
    public async Task A_caller_who_cancels_while_it_is_asked_is_gone()
    {
        await using var exchange = await OpenAsync();
        var result = new TaskCompletionSource<AuthenticationResult>();
        exchange.Switch.OnCall("700", async call => result.SetResult(await call.AuthenticateAsync()));
        var phone = new WirePhone(exchange);
        await phone.SendAsync(phone.Compose("INVITE", "101", "sip:700@tandem.test", body: phone.Sdp));
        var challenge = await phone.ReceiveResponseAsync(SipMethod.Invite);
        var second = phone.Compose("INVITE", "101", "sip:700@tandem.test", Header(Answer("101", TestExchange.PasswordOf("101"), challenge.Get(SipHeaderName.ProxyAuthenticate)!)), phone.Sdp, sequence: 2);
        using (await exchange.HoldLoopAsync())
        {
            // The CANCEL is there before the INVITE that it is for is looked at.
            await phone.SendAsync(second);
            await phone.CancelAsync(second);
        }
        Assert.Equal(487, (await phone.ReceiveResponseAsync(SipMethod.Invite)).StatusCode);

        Assert.Contains(await result.Task.WaitAsync(Patience), (AuthenticationResult[])[AuthenticationResult.CallEnded, AuthenticationResult.Accepted]);
        await exchange.UntilAsync(state => state.Channels.Count == 0);
        await exchange.AssertNothingIsKeptAsync();
    }

    [Theory]
    [InlineData("101", AuthenticationResult.Accepted)]
    [InlineData("nobody", AuthenticationResult.Refused)]
    public async Task A_program_can_make_a_caller_prove_who_it_is(string user, AuthenticationResult expected)
    {
        await using var exchange = await OpenAsync();
        var result = new TaskCompletionSource<(AuthenticationResult Result, string? Caller)>();
        exchange.Switch.OnCall("700", async call =>
        {
            var authentication = await call.AuthenticateAsync();
            if (authentication == AuthenticationResult.Accepted)
            {
                await call.AnswerAsync();
            }
            result.SetResult((authentication, call.Caller.Number));
            await call.WaitForHangupAsync();
        });
        var phone = await exchange.Phone("101", options => options with { User = user }).CallAsync("700");

        Assert.Equal((expected, user), await result.Task.WaitAsync(Patience));
        Assert.Equal(expected == AuthenticationResult.Accepted ? 200 : 403, await phone.WaitForAnswerAsync().WaitAsync(Patience));
        if (expected == AuthenticationResult.Accepted)
        {
            await exchange.UntilAsync(state => state.Channels.Single().Calling.Name == "Phone 101");
            Assert.Equal(ExtensionStatus.Busy, exchange.Extension("101").Status);
        }
    }

    private static Task<TestExchange> OpenAsync() => TestExchange.StartAsync(options => options with { AnonymousNumbers = [NumberPattern.Parse("700")] });

    // A nonce of the exchange, so that only the secret is wrong.
    private static async Task<string> CredentialsAsync(TestExchange exchange, string password)
    {
        var asked = new WirePhone(exchange);
        await asked.SendAsync(asked.Compose("INVITE", "101", "sip:102@tandem.test", body: asked.Sdp));
        return Header(Answer("101", password, (await asked.ReceiveResponseAsync(SipMethod.Invite)).Get(SipHeaderName.ProxyAuthenticate)!));
    }

    private static string Answer(string user, string password, string challenge)
    {
        Assert.True(DigestChallenge.TryParse(challenge, out var asked));
        return new DigestClient(user, password).Answer(asked, SipMethod.Invite, "sip:700@tandem.test")!.ToString();
    }

    private static string Header(string credentials) => $"Proxy-Authorization: {credentials}\r\n";
}
