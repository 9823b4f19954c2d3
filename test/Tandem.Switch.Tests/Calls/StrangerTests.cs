using System.Text;
using Microsoft.Extensions.Logging;
using Tandem.Sip.Messages;
using Tandem.Switch.Routing;
using Tandem.Switch.Tests.Registrar;

namespace Tandem.Switch.Tests.Calls;

/// <summary>What a peer without an account can do, and what bad input does: nothing.</summary>
public sealed class StrangerTests
{
    private const string Sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8\r\n";

    [Fact]
    public async Task Every_number_is_answered_with_the_same_challenge()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        var answers = new List<string>();
        foreach (var number in (string[])["101", "600", "999", "x"])
        {
            var answer = await InviteAsync(wire, number);
            Assert.Equal(407, answer.StatusCode);
            answers.Add(string.Join(',', answer.Headers.Select(header => header.Name)));
        }

        Assert.Single(answers.Distinct());
        Assert.Empty(exchange.Switch.Model.Snapshot().Conversations);
    }

    [Fact]
    public async Task Open_numbers_are_reached_without_an_account()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { AnonymousNumbers = [NumberPattern.Parse("6XX")] });
        using var wire = new SipWire(exchange.EndPoint);

        Assert.Equal(200, (await InviteAsync(wire, "600")).StatusCode);
        Assert.Equal(404, (await InviteAsync(wire, "601")).StatusCode);
        Assert.Equal(407, (await InviteAsync(wire, "101")).StatusCode);
    }

    [Theory]
    [InlineData(0, 483)]
    [InlineData(1, 180)]
    public async Task A_call_that_has_passed_too_many_servers_goes_no_further(int hops, int status)
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { AnonymousNumbers = [NumberPattern.Parse("102")] });
        var bob = await exchange.RegisteredAsync("102");
        using var wire = new SipWire(exchange.EndPoint);
        var invite = wire.Compose("INVITE", "stranger", "sip:102@tandem.test", $"Contact: <sip:stranger@127.0.0.1:{wire.Port}>\r\n", Sdp);
        await wire.SendRawAsync(Encoding.ASCII.GetBytes(invite.Replace("Max-Forwards: 70", $"Max-Forwards: {hops}", StringComparison.Ordinal)));
        SipMessage answer;
        do
        {
            answer = await wire.ReceiveAsync();
        }
        while (answer.StatusCode == 100);

        Assert.Equal(status, answer.StatusCode);
        if (status == 180)
        {
            Assert.Equal(0, (await bob.WaitForCallAsync().WaitAsync(TestExchange.Patience)).Invite.MaxForwards);
        }
    }

    [Fact]
    public async Task Strangers_do_not_fill_the_log_and_accounts_are_told_call_by_call()
    {
        using var log = new CapturedLog(LogLevel.Information);
        await using var exchange = await TestExchange.StartAsync(options => options with { AnonymousNumbers = [NumberPattern.Parse("600")] }, loggers: log);
        using var wire = new SipWire(exchange.EndPoint);
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(488, (await InviteAsync(wire, "600", Sdp.Replace("RTP/AVP 8", "RTP/AVP 3", StringComparison.Ordinal))).StatusCode);
        }
        Assert.InRange(log.Lines.Count(line => line.Contains("calls 600", StringComparison.Ordinal)), 0, 1);

        var alice = await exchange.RegisteredAsync("101");
        for (var i = 0; i < 3; i++)
        {
            var call = await alice.CallAsync("999");
            Assert.Equal(404, await call.WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
        }
        // The answer is out before the end is told.
        await exchange.Switch.OnLoopAsync(() => { });
        Assert.Equal(3, log.Lines.Count(line => line.Contains("101 calls 999", StringComparison.Ordinal)));
        Assert.Equal(3, log.Lines.Count(line => line.Contains("ended: unallocated_number", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task No_codec_in_common_is_488()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { AnonymousNumbers = [NumberPattern.Parse("600")] });
        using var wire = new SipWire(exchange.EndPoint);
        var answer = await InviteAsync(wire, "600", Sdp.Replace("RTP/AVP 8", "RTP/AVP 3", StringComparison.Ordinal));

        Assert.Equal(488, answer.StatusCode);
    }

    [Fact]
    public async Task An_invite_without_offer_gets_ours()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { AnonymousNumbers = [NumberPattern.Parse("600")] });
        using var wire = new SipWire(exchange.EndPoint);
        var answer = await InviteAsync(wire, "600", sdp: null);

        Assert.Equal(200, answer.StatusCode);
        Assert.Contains("RTP/AVP 8 0 101", Encoding.ASCII.GetString(answer.Body.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FOO", 405)]
    [InlineData("BYE", 405)]
    [InlineData("OPTIONS", 200)]
    public async Task Other_methods_have_their_answer(string method, int status)
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        var answer = await wire.RequestAsync(method, "stranger", "sip:101@tandem.test");

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains("REGISTER", answer.Get(SipHeaderName.Allow));
    }

    [Fact]
    public async Task A_required_extension_is_named_as_unsupported()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        var answer = await wire.RequestAsync("INVITE", "stranger", "sip:101@tandem.test", extra: "Require: 100rel, recursion\r\n", body: Sdp);

        Assert.Equal((420, "recursion"), (answer.StatusCode, answer.Get(SipHeaderName.Unsupported)));
    }

    [Fact]
    public async Task Garbage_harms_no_call()
    {
        await using var exchange = await TestExchange.StartAsync();
        var alice = await exchange.RegisteredAsync("101");
        var call = await alice.CallAsync("600");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
        using var wire = new SipWire(exchange.EndPoint);
        var random = new Random(20_261_120);
        var template = Encoding.ASCII.GetBytes(wire.Compose("INVITE", "x", "sip:600@tandem.test", body: Sdp));
        for (var i = 0; i < 500; i++)
        {
            var datagram = (byte[])template.Clone();
            for (var j = random.Next(1, 40); j > 0; j--)
            {
                datagram[random.Next(datagram.Length)] = (byte)random.Next(256);
            }
            await wire.SendRawAsync(i % 5 == 0 ? datagram[..random.Next(datagram.Length)] : datagram);
        }
        using var fresh = new SipWire(exchange.EndPoint);
        Assert.Equal(200, (await fresh.RequestAsync("OPTIONS", "stranger", "sip:101@tandem.test")).StatusCode);

        Assert.True(exchange.Switch.SipCounters.Malformed > 0);
        Assert.Equal(Phone.Calls.PhoneCallState.Talking, call.State);
        await call.HangupAsync();
        await exchange.UntilAsync(state => state.Channels.Count == 0);
    }

    private static Task<SipMessage> InviteAsync(SipWire wire, string number, string? sdp = Sdp) => wire.RequestAsync(
        "INVITE", "stranger", $"sip:{number}@tandem.test", extra: $"Contact: <sip:stranger@127.0.0.1:{wire.Port}>\r\n", body: sdp, callId: Guid.NewGuid().ToString("N"));
}
