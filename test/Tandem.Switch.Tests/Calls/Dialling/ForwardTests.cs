using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Headers;

namespace Tandem.Switch.Tests.Calls.Dialling;

/// <summary>Extensions that forward their calls, or want none.</summary>
public sealed class ForwardTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task Every_call_goes_on_without_ringing()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (bob, carol) = (await exchange.RegisteredAsync("102"), await exchange.RegisteredAsync("103", options => options with { AutoAnswer = true }));
        Assert.True((await exchange.Switch.ExecuteAsync(new SetForwardCommand("102", ForwardCondition.Always, new ForwardTarget("103")))).IsDone);
        var call = await (await exchange.RegisteredAsync("101")).CallAsync("102");

        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        var invite = (await carol.WaitForCallAsync().WaitAsync(Patience)).Invite;
        Assert.Equal("101", invite.From!.Uri.User);
        Assert.Equal(("102", "unconditional"), (Diversion.AllOf(invite).Single().Address.Uri.User, Diversion.AllOf(invite)[0].Reason));
        Assert.DoesNotContain(exchange.Switch.Model.Snapshot().Channels, channel => channel.Name == $"SIP/{bob.User}");
    }

    [Theory]
    [InlineData(486, "103")]
    [InlineData(480, "104")]
    [InlineData(603, null)]
    public async Task A_refusal_goes_on_as_it_was_meant(int status, string? target)
    {
        await using var exchange = await TestExchange.StartAsync();
        var bob = await exchange.RegisteredAsync("102");
        await exchange.RegisteredAsync("103", options => options with { AutoAnswer = true });
        await exchange.RegisteredAsync("104", options => options with { AutoAnswer = true });
        await exchange.SetAsync("102", extension => extension with { ForwardBusy = new ForwardTarget("103"), ForwardUnavailable = new ForwardTarget("104") });
        var call = await (await exchange.RegisteredAsync("101")).CallAsync("102");
        await (await bob.WaitForCallAsync().WaitAsync(Patience)).RejectAsync(status);

        Assert.Equal(target is null ? status : 200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        if (target is not null)
        {
            await exchange.UntilAsync(state => state.Channels.Any(channel => channel.Name == $"SIP/{target}" && channel.State is ChannelState.Bridged));
        }
    }

    [Fact]
    public async Task Who_does_not_answer_or_has_no_phone_is_unavailable()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { RingTimeout = TimeSpan.FromMilliseconds(300) });
        var bob = await exchange.RegisteredAsync("102");
        await exchange.RegisteredAsync("104", options => options with { AutoAnswer = true });
        var to104 = new ForwardTarget("104");
        await exchange.SetAsync("102", extension => extension with { ForwardUnavailable = to104 });
        await exchange.SetAsync("103", extension => extension with { ForwardUnavailable = to104 });
        var alice = await exchange.RegisteredAsync("101");
        var unanswered = await alice.CallAsync("102");
        Assert.Equal(SessionEndKind.RemoteCancel, (await (await bob.WaitForCallAsync().WaitAsync(Patience)).WaitForHangupAsync().WaitAsync(Patience)).Kind);
        Assert.Equal(200, await unanswered.WaitForAnswerAsync().WaitAsync(Patience));

        Assert.Equal(200, await (await alice.CallAsync("103")).WaitForAnswerAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Who_wants_no_calls_is_busy()
    {
        await using var exchange = await TestExchange.StartAsync();
        await exchange.RegisteredAsync("102", options => options with { AutoAnswer = true });
        Assert.True((await exchange.Switch.ExecuteAsync(new SetDoNotDisturbCommand("102", true))).IsDone);
        var alice = await exchange.RegisteredAsync("101");
        Assert.Equal(486, await (await alice.CallAsync("102")).WaitForAnswerAsync().WaitAsync(Patience));

        await exchange.SetAsync("102", extension => extension with { ForwardBusy = new ForwardTarget("600") });
        Assert.Equal(200, await (await alice.CallAsync("102")).WaitForAnswerAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_circle_of_forwards_ends()
    {
        await using var exchange = await TestExchange.StartAsync();
        await exchange.SetAsync("102", extension => extension with { ForwardAlways = new ForwardTarget("103") });
        await exchange.SetAsync("103", extension => extension with { ForwardAlways = new ForwardTarget("102") });

        Assert.Equal(482, await (await (await exchange.RegisteredAsync("101")).CallAsync("102")).WaitForAnswerAsync().WaitAsync(Patience));
    }
}
