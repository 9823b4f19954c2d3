using System.Net;
using Tandem.Phone.Calls;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Testing;
using Tandem.Sip.Transport;

namespace Tandem.Phone.Tests.Calls;

/// <summary>Calls from phone to phone: how they begin, and all ways in which they end.</summary>
public sealed class DirectCallTests
{
    [Theory]
    [InlineData(SipProtocol.Udp, false)]
    [InlineData(SipProtocol.Udp, true)]
    [InlineData(SipProtocol.Tcp, false)]
    [InlineData(SipProtocol.Tcp, true)]
    public async Task Two_phones_ring_answer_hear_each_other_and_hang_up(SipProtocol protocol, bool isIPv6)
    {
        await using var phones = PhonePair.Create(protocol: protocol, isIPv6: isIPv6);
        var (outgoing, incoming) = await phones.RingAsync();
        Assert.Equal((PhoneCallState.Ringing, PhoneCallState.Ringing), (outgoing.State, incoming.State));
        Assert.Equal((false, true), (outgoing.IsIncoming, incoming.IsIncoming));
        Assert.True(await incoming.AnswerAsync().Soon());
        Assert.Equal((200, 200), (await outgoing.WaitForAnswerAsync().Soon(), await incoming.WaitForAnswerAsync().Soon()));
        Assert.Equal((PhoneCallState.Talking, PhoneCallState.Talking), (outgoing.State, incoming.State));
        await PhonePair.HearEachOtherAsync(outgoing, incoming);

        await outgoing.HangupAsync().Soon();
        Assert.Equal(SessionEndKind.LocalHangup, (await outgoing.WaitForHangupAsync().Soon()).Kind);
        Assert.Equal(SessionEndKind.RemoteBye, (await incoming.WaitForHangupAsync().Soon()).Kind);
        Assert.Equal((PhoneCallState.Ended, PhoneCallState.Ended), (outgoing.State, incoming.State));
    }

    [Fact]
    public async Task The_called_side_may_hang_up_too()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.TalkAsync();
        await incoming.HangupAsync().Soon();

        Assert.Equal(SessionEndKind.RemoteBye, (await outgoing.WaitForHangupAsync().Soon()).Kind);
    }

    [Fact]
    public async Task The_invite_says_who_calls_and_what_the_caller_adds()
    {
        await using var phones = PhonePair.Create(caller: options => options with { DisplayName = "Alice \"A.\" Cooper", Domain = "example.org" });
        var (outgoing, incoming) = await phones.RingAsync(("Subject", "lunch"), ("X-Account", "7"));

        Assert.Equal(("Alice \"A.\" Cooper", "sip:alice@example.org"), (incoming.Invite.From!.DisplayName, incoming.Invite.From.Uri.ToString()));
        Assert.Equal("sip:bob@example.org", incoming.Invite.RequestUri!.ToString());
        Assert.Equal(("lunch", "7"), (incoming.Invite.Get("Subject"), incoming.Invite.Get("X-Account")));
        Assert.Equal("Tandem Phone", incoming.Invite.UserAgent);
        Assert.Equal(outgoing.Invite.CallId, incoming.Invite.CallId);
    }

    [Fact]
    public async Task A_sip_address_is_called_as_it_is_by_way_of_the_server()
    {
        await using var phones = PhonePair.Create();
        await phones.Caller.CallAsync("sip:carol@elsewhere.example;user=phone").Soon();

        Assert.Equal("sip:carol@elsewhere.example;user=phone", (await phones.Called.WaitForCallAsync().Soon()).Invite.RequestUri!.ToString());
    }

    [Fact]
    public async Task Calls_come_in_the_order_in_which_they_were_made_and_several_are_up_at_a_time()
    {
        await using var phones = PhonePair.Create(called: options => options with { AutoAnswer = true });
        var first = await phones.Caller.CallAsync("one").Soon();
        Assert.Equal(200, await first.WaitForAnswerAsync().Soon());
        var second = await phones.Caller.CallAsync("two").Soon();
        Assert.Equal(200, await second.WaitForAnswerAsync().Soon());
        var (one, two) = (await phones.Called.WaitForCallAsync().Soon(), await phones.Called.WaitForCallAsync().Soon());

        Assert.Equal(("one", "two"), (one.Invite.RequestUri!.User, two.Invite.RequestUri!.User));
        await PhonePair.HearEachOtherAsync(first, one);
        await PhonePair.HearEachOtherAsync(second, two);
    }

    [Fact]
    public async Task A_phone_that_answers_by_itself_talks_at_once()
    {
        await using var phones = PhonePair.Create(called: options => options with { AutoAnswer = true });
        var outgoing = await phones.Caller.CallAsync("bob").Soon();
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().Soon());

        Assert.Equal(PhoneCallState.Talking, (await phones.Called.WaitForCallAsync().Soon()).State);
    }

    [Theory]
    [InlineData(null, 486)]
    [InlineData(302, 302)]
    [InlineData(404, 404)]
    [InlineData(603, 603)]
    public async Task A_call_is_refused_with_any_status(int? asked, int status)
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.RingAsync();
        await (asked is { } code ? incoming.RejectAsync(code) : incoming.RejectAsync()).Soon();

        Assert.Equal(status, await outgoing.WaitForAnswerAsync().Soon());
        var end = await outgoing.WaitForHangupAsync().Soon();
        Assert.Equal((SessionEndKind.Rejected, status), (end.Kind, end.StatusCode));
        Assert.Equal(status, await incoming.WaitForAnswerAsync().Soon());
        Assert.Equal(PhoneCallState.Ended, incoming.State);
    }

    [Fact]
    public async Task Hanging_up_what_rings_there_cancels_it()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.RingAsync();
        await outgoing.HangupAsync().Soon();

        Assert.Equal(SessionEndKind.RemoteCancel, (await incoming.WaitForHangupAsync().Soon()).Kind);
        Assert.Equal((487, 487), (await outgoing.WaitForAnswerAsync().Soon(), await incoming.WaitForAnswerAsync().Soon()));
    }

    [Fact]
    public async Task Hanging_up_what_rings_here_refuses_it()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.RingAsync();
        await incoming.HangupAsync().Soon();

        Assert.Equal(480, await outgoing.WaitForAnswerAsync().Soon());
    }

    [Fact]
    public async Task A_call_that_nobody_answers_ends_with_408()
    {
        var clock = new ManualTimeProvider();
        using var silent = new UdpTransport(new IPEndPoint(IPAddress.Loopback, 0));
        var phone = new SipPhone(PhonePair.Options() with { Server = silent.LocalEndPoint }, timeProvider: clock);
        var call = await phone.CallAsync("anybody").Soon();
        clock.Advance(TimeSpan.FromSeconds(32));

        Assert.Equal(408, await call.WaitForAnswerAsync().Soon());
        Assert.False(await call.WaitForRingingAsync().Soon());
        Assert.Equal(SessionEndKind.Timeout, (await call.WaitForHangupAsync().Soon()).Kind);
        await phone.DisposeAsync().AsTask().Soon();
    }

    [Fact]
    public async Task A_call_that_finds_no_connection_ends_with_503()
    {
        await using var phone = new SipPhone(PhonePair.Options() with { Protocol = SipProtocol.Tcp });
        var call = await phone.CallAsync("anybody").Soon();

        Assert.Equal(503, await call.WaitForAnswerAsync().Soon());
        Assert.Equal(SessionEndKind.TransportError, (await call.WaitForHangupAsync().Soon()).Kind);
    }
}
