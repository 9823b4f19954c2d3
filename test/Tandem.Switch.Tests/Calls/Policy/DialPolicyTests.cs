using Microsoft.Extensions.Logging;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Phone.Calls;
using Tandem.Sip.Messages;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Policy;
using Tandem.Switch.Routing;
using Tandem.Switch.Tests.Calls.Dialling;
using Tandem.Switch.Tests.Registrar;

namespace Tandem.Switch.Tests.Calls.Policy;

/// <summary>Who may dial what, directly and by way of forwards, redirections and transfers.</summary>
public sealed class DialPolicyTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    private static readonly DialPolicyOptions Policy = new()
    {
        Emergency = [NumberPattern.Parse("112")],
        Classes =
        [
            new DestinationClass("premium", [NumberPattern.Parse("0900.")]),
            new DestinationClass("international", [NumberPattern.Parse("00."), NumberPattern.Parse("+.")]) { MaxCalls = 2 },
            new DestinationClass("national", [NumberPattern.Parse("0.")]),
        ],
        Default = new DialRights { Classes = ["national"] },
        Users = new Dictionary<string, DialRights> { ["102"] = new() { Classes = ["national", "international"], MaxCalls = 3 } },
    };

    [Theory]
    [InlineData("101", "030123", 200)]
    [InlineData("101", "0044123", 403)]
    [InlineData("101", "0-0(44) 123", 403)]
    [InlineData("101", "+44123", 403)]
    [InlineData("101", "0900123", 403)]
    [InlineData("102", "0044123", 200)]
    [InlineData("102", "0900123", 403)]
    [InlineData("101", "600", 200)]
    [InlineData("101", "112", 200)]
    public async Task A_user_dials_the_classes_that_are_allowed(string user, string number, int status)
    {
        await using var exchange = await OpenAsync();
        var barred = new TaskCompletionSource<string?>();
        exchange.Switch.CallHappened += callEvent =>
        {
            if (callEvent.Kind == CallEventKind.Barred)
            {
                barred.TrySetResult(callEvent.Detail);
            }
        };
        var call = await (await exchange.RegisteredAsync(user)).CallAsync(number);

        Assert.Equal(status, await call.WaitForAnswerAsync().WaitAsync(Patience));
        if (status == 403)
        {
            Assert.EndsWith(" outgoing_call_barred", await barred.Task.WaitAsync(Patience));
        }
    }

    [Fact]
    public async Task A_user_has_only_so_many_calls_of_a_class_and_in_all_and_emergencies_are_beyond_all_limits()
    {
        using var log = new CapturedLog(LogLevel.Warning);
        await using var exchange = await OpenAsync(loggers: log);
        var bob = await exchange.RegisteredAsync("102");
        var first = await TalkAsync(bob, "00441");
        await TalkAsync(bob, "00442");
        Assert.Equal(503, await StatusAsync(bob, "00443"));
        await TalkAsync(bob, "030");
        Assert.Equal(503, await StatusAsync(bob, "600"));
        await TalkAsync(bob, "112");
        await first.HangupAsync();
        await exchange.UntilAsync(state => state.Channels.Count == 3);
        await TalkAsync(bob, "00443");

        Assert.Contains(log.Lines, line => line.Contains("Emergency call of 102 to 112", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("102 may not dial 00443, which is international: call_limit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_forward_counts_as_dialled_by_who_set_it()
    {
        await using var exchange = await OpenAsync();
        await exchange.SetAsync("103", extension => extension with { ForwardAlways = new ForwardTarget("0044123") });
        // 102 may dial it, 103 may not: who calls 103 gets no further than 103 itself would.
        Assert.Equal(403, await StatusAsync(await exchange.RegisteredAsync("102"), "103"));

        await exchange.SetAsync("102", extension => extension with { ForwardAlways = new ForwardTarget("0044123") });
        Assert.Equal(200, await StatusAsync(await exchange.RegisteredAsync("101"), "102"));
    }

    [Fact]
    public async Task A_redirection_counts_as_dialled_by_the_user_of_the_phone()
    {
        await using var exchange = await OpenAsync();
        var phone = new WirePhone(exchange);
        await phone.RegisterAsync("103");
        var call = await (await exchange.RegisteredAsync("102")).CallAsync("103");
        await phone.RespondAsync(await phone.ReceiveAsync(SipMethod.Invite), 302, null, ("Contact", "<sip:0044123@tandem.test>"));

        Assert.Equal(403, await call.WaitForAnswerAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_transfer_counts_as_dialled_by_who_transfers()
    {
        await using var exchange = await OpenAsync();
        var bob = await exchange.RegisteredAsync("102");
        var alice = await exchange.RegisteredAsync("101", options => options with { AutoAnswer = true });
        var call = await bob.CallAsync("101");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        await exchange.UntilAsync(state => state.Channels.Count(channel => channel.State is ChannelState.Bridged) == 2);
        var atAlice = await alice.WaitForCallAsync().WaitAsync(Patience);

        Assert.Equal(403, await atAlice.TransferAsync("0044123").WaitAsync(Patience));
    }

    [Fact]
    public async Task Click_to_dial_is_checked_as_a_call_of_the_user()
    {
        await using var exchange = await OpenAsync();
        var alice = await exchange.RegisteredAsync("101", options => options with { AutoAnswer = true });
        await exchange.Switch.ExecuteAsync(new CallCommand("101", "0044123"));
        var end = await (await alice.WaitForCallAsync().WaitAsync(Patience)).WaitForHangupAsync().WaitAsync(Patience);

        Assert.Equal("Q.850;cause=53", end.Reason);
    }

    [Fact]
    public async Task An_emergency_call_has_the_ports_that_are_kept_free()
    {
        await using var exchange = await OpenAsync(options => options with { MinFreePorts = 4 }, media: TestExchange.PortRange(4));
        var alice = await exchange.RegisteredAsync("101");
        await TalkAsync(alice, "030");
        Assert.Equal(503, await StatusAsync(alice, "031"));
        await TalkAsync(alice, "112");
    }

    [Fact]
    public async Task An_emergency_call_of_a_locked_account_gets_through_and_no_other()
    {
        await using var exchange = await OpenAsync(options => options with { MaxAccountFailuresPerMinute = 2, MaxAuthFailuresPerMinute = 0 });
        using var wire = new SipWire(exchange.EndPoint);
        for (var i = 0; i < 3; i++)
        {
            await InviteAsync(wire, "030", "wrong");
        }
        Assert.Equal(503, (await InviteAsync(wire, "030", TestExchange.PasswordOf("101"))).StatusCode);
        Assert.Equal(200, (await InviteAsync(wire, "112", "wrong")).StatusCode);
    }

    private static Task<SipMessage> InviteAsync(SipWire wire, string number, string password) => wire.RequestAsync(
        "INVITE", "101", $"sip:{number}@tandem.test", password, $"Contact: <sip:101@127.0.0.1:{wire.Port}>\r\n",
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8\r\n", Guid.NewGuid().ToString("N"));

    private static async Task<TestExchange> OpenAsync(Func<SwitchOptions, SwitchOptions>? configure = null, ILoggerFactory? loggers = null, Media.MediaOptions? media = null)
    {
        var exchange = await TestExchange.StartAsync(options => (configure?.Invoke(options) ?? options) with { Policy = Policy }, media, loggers: loggers);
        foreach (var pattern in (string[])["0.", "+.", "112"])
        {
            exchange.Switch.OnCall(pattern, async call =>
            {
                await call.AnswerAsync();
                await call.WaitForHangupAsync();
            });
        }
        return exchange;
    }

    private static async Task<int> StatusAsync(Phone.SipPhone phone, string number) => await (await phone.CallAsync(number)).WaitForAnswerAsync().WaitAsync(Patience);

    private static async Task<PhoneCall> TalkAsync(Phone.SipPhone phone, string number)
    {
        var call = await phone.CallAsync(number);
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        return call;
    }
}
