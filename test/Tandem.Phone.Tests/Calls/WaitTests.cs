using Tandem.Phone.Calls;
using Tandem.Sip.Dialogs;

namespace Tandem.Phone.Tests.Calls;

/// <summary>What a program can wait for, and how the waits end.</summary>
public sealed class WaitTests
{
    [Fact]
    public async Task Ringing_is_over_by_the_answer_where_the_other_side_never_rang()
    {
        using var far = new FarSide();
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var call = await phone.CallAsync("far").Soon();
        Assert.Equal(PhoneCallState.Calling, call.State);
        var ringing = call.WaitForRingingAsync();
        var session = await far.InvitedAsync();
        await far.DoAsync(() => FarSide.Accept(session, FarSide.Audio()));

        Assert.True(await ringing.Soon());
    }

    [Fact]
    public async Task Ringing_is_false_where_the_call_is_refused_first()
    {
        using var far = new FarSide();
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var call = await phone.CallAsync("far").Soon();
        var ringing = call.WaitForRingingAsync();
        var session = await far.InvitedAsync();
        await far.DoAsync(() => session.Reject(404));

        Assert.False(await ringing.Soon());
        Assert.Equal(404, await call.WaitForAnswerAsync().Soon());
    }

    [Fact]
    public async Task An_incoming_call_rings_from_the_first_and_has_rung_after_its_end()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.RingAsync();
        Assert.True(incoming.WaitForRingingAsync().IsCompletedSuccessfully);
        await outgoing.HangupAsync().Soon();
        await incoming.WaitForHangupAsync().Soon();

        Assert.True(await incoming.WaitForRingingAsync().Soon());
        Assert.True(await outgoing.WaitForRingingAsync().Soon());
    }

    [Fact]
    public async Task Waits_may_be_given_up_and_taken_up_again()
    {
        await using var phones = PhonePair.Create();
        using var patience = new CancellationTokenSource();
        var noCall = phones.Called.WaitForCallAsync(patience.Token);
        var (outgoing, incoming) = await RingingAsync(phones, noCall);
        var noAnswer = outgoing.WaitForAnswerAsync(patience.Token);
        var noEnd = outgoing.WaitForHangupAsync(patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => noAnswer.Soon());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => noEnd.Soon());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => phones.Called.WaitForCallAsync(patience.Token).Soon());

        await incoming.AnswerAsync().Soon();
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().Soon());
    }

    [Fact]
    public async Task A_wait_for_ringing_may_be_given_up()
    {
        using var far = new FarSide();
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var call = await phone.CallAsync("far").Soon();
        using var patience = new CancellationTokenSource();
        var ringing = call.WaitForRingingAsync(patience.Token);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ringing.Soon());
    }

    [Fact]
    public async Task The_connected_party_is_whom_the_other_side_asserts_by_now()
    {
        using var far = new FarSide();
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var call = await phone.CallAsync("far").Soon();
        Assert.Null(call.Connected);
        var session = await far.InvitedAsync();
        await far.DoAsync(() => FarSide.Accept(session, FarSide.Audio(), "\"Carol\" <sip:103@example.org>"));
        Assert.Equal(200, await call.WaitForAnswerAsync().Soon());
        Assert.Equal(("Carol", "103"), (call.Connected?.DisplayName, call.Connected?.Uri.User));

        Assert.Equal("acknowledged", await far.SaidAsync());
        await far.DoAsync(() => Assert.True(session.Update(default, FarSide.Identify("<sip:104@example.org>"))));
        Assert.Equal("changed 200", await far.SaidAsync());
        Assert.Equal("104", call.Connected?.Uri.User);
        await far.DoAsync(() => Assert.True(session.Update()));
        Assert.Equal("changed 200", await far.SaidAsync());
        Assert.Equal("104", call.Connected?.Uri.User);
    }

    [Fact]
    public async Task The_end_says_how_it_came()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.TalkAsync();
        var waiting = incoming.WaitForHangupAsync();
        await outgoing.HangupAsync().Soon();

        var end = await waiting.Soon();
        Assert.Equal((SessionEndKind.RemoteBye, 0), (end.Kind, end.StatusCode));
        Assert.NotNull(end.Message);
    }

    private static async Task<(PhoneCall Outgoing, PhoneCall Incoming)> RingingAsync(PhonePair phones, Task<PhoneCall> incoming) =>
        (await phones.Caller.CallAsync("bob").Soon(), await incoming.Soon());
}
