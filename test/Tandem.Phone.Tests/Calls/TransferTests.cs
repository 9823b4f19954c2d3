using Tandem.Phone.Calls;
using Tandem.Sip.Referrals;

namespace Tandem.Phone.Tests.Calls;

/// <summary>Transfers and take-overs: through an exchange, and by a peer that says what it wants.</summary>
public sealed class TransferTests
{
    [Fact]
    public async Task The_other_side_is_sent_to_a_number()
    {
        await using var exchange = await Exchange.StartAsync();
        await using var alice = await exchange.RegisteredAsync("101");
        await using var bob = await exchange.RegisteredAsync("102");
        await using var carol = await exchange.RegisteredAsync("103");
        var (first, atBob) = await Exchange.TalkAsync(alice, bob);
        var progress = new List<int>();
        var transfer = atBob.TransferAsync("103", progress.Add);
        var atCarol = await carol.WaitForCallAsync().Soon();
        Assert.True(await atCarol.AnswerAsync().Soon());

        Assert.Equal(200, await transfer.Soon());
        Assert.All(progress, status => Assert.InRange(status, 100, 199));
        await PhonePair.HearEachOtherAsync(first, atCarol);
    }

    [Fact]
    public async Task Two_calls_of_a_phone_are_connected()
    {
        await using var exchange = await Exchange.StartAsync();
        await using var alice = await exchange.RegisteredAsync("101");
        await using var bob = await exchange.RegisteredAsync("102");
        await using var carol = await exchange.RegisteredAsync("103");
        var (atAlice, first) = await Exchange.TalkAsync(alice, bob);
        var (second, atCarol) = await Exchange.TalkAsync(bob, carol);

        Assert.Equal(200, await first.TransferAsync(second).Soon());
        await first.WaitForHangupAsync().Soon();
        await second.WaitForHangupAsync().Soon();
        await PhonePair.HearEachOtherAsync(atAlice, atCarol);
        await Waiting.UntilAsync(() => atAlice.Connected?.Uri.User == "103");
        await WrongStateTests.AssertOverAsync(first);
    }

    [Fact]
    public async Task A_call_is_taken_by_who_knows_what_it_is_replaced_by()
    {
        await using var exchange = await Exchange.StartAsync();
        await using var alice = await exchange.RegisteredAsync("101");
        await using var bob = await exchange.RegisteredAsync("102");
        var (atAlice, atBob) = await Exchange.TalkAsync(alice, bob);
        await using var another = await exchange.RegisteredAsync("102");
        var taken = await another.CallAsync("102", ("Replaces", (await atBob.ReplacesAsync().Soon())!), ("Require", "replaces")).Soon();

        Assert.Equal(200, await taken.WaitForAnswerAsync().Soon());
        await atBob.WaitForHangupAsync().Soon();
        await PhonePair.HearEachOtherAsync(atAlice, taken);
    }

    [Fact]
    public async Task What_replaces_a_call_names_its_dialog()
    {
        using var far = new FarSide();
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var call = await phone.CallAsync("far").Soon();
        Assert.Null(await call.ReplacesAsync().Soon());
        var session = await far.InvitedAsync();
        await far.DoAsync(() => session.SendProvisional(180));
        Assert.True(await call.WaitForRingingAsync().Soon());

        // As the other side sees it: its tag is the one that the dialog is found by there (RFC 3891 3).
        var dialog = session.Dialog!.Id;
        Assert.Equal($"{dialog.CallId};to-tag={dialog.LocalTag};from-tag={dialog.RemoteTag}", await call.ReplacesAsync().Soon());
        Assert.EndsWith(";early-only", await call.ReplacesAsync(earlyOnly: true).Soon(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_is_told_in_order_and_the_last_status_is_the_result()
    {
        IncomingReferral? referral = null;
        using var far = new FarSide();
        far.Referred = referred => (referral = referred).Accept();
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var (call, _) = await far.AnsweredAsync(phone);
        var progress = new List<int>();
        var transfer = call.TransferAsync("sip:carol@example.org", progress.Add);
        await Waiting.UntilAsync(() => referral is not null);
        await far.DoAsync(() => referral!.Notify(180));
        await Waiting.UntilAsync(() => progress.Count == 2);
        await far.DoAsync(() => referral!.Notify(486));

        Assert.Equal(486, await transfer.Soon());
        Assert.Equal([100, 180], progress);
        Assert.Equal("sip:carol@example.org", referral!.ReferTo.Uri.ToString());
        Assert.Equal(("bob", PhoneCallState.Talking), (referral.ReferredBy?.Uri.User, call.State));
    }

    [Fact]
    public async Task A_progress_handler_that_throws_is_nothing_to_the_transfer()
    {
        IncomingReferral? referral = null;
        using var far = new FarSide();
        far.Referred = referred => (referral = referred).Accept();
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var (call, _) = await far.AnsweredAsync(phone);
        var transfer = call.TransferAsync("103", _ => throw new InvalidOperationException("a handler's fault"));
        await Waiting.UntilAsync(() => referral is not null);
        await far.DoAsync(() => referral!.Notify(200));

        Assert.Equal(200, await transfer.Soon());
    }

    [Theory]
    [InlineData(false, 408)]
    [InlineData(true, 180)]
    public async Task A_transfer_ends_with_its_call_and_what_was_said_last(bool hasRung, int status)
    {
        IncomingReferral? referral = null;
        using var far = new FarSide();
        far.Referred = referred =>
        {
            referral = referred;
            if (hasRung)
            {
                referred.Accept();
                referred.Notify(180);
            }
        };
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var (call, _) = await far.AnsweredAsync(phone);
        var rung = new TaskCompletionSource();
        var transfer = call.TransferAsync("103", said => _ = said == 180 && rung.TrySetResult());
        await Waiting.UntilAsync(() => referral is not null && (!hasRung || rung.Task.IsCompleted));
        await call.HangupAsync().Soon();

        Assert.Equal(status, await transfer.Soon());
    }

    [Fact]
    public async Task A_peer_that_takes_no_transfer_says_405_or_what_it_likes()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, _) = await phones.TalkAsync();
        Assert.Equal(405, await outgoing.TransferAsync("103").Soon());

        using var far = new FarSide();
        far.Referred = referral => referral.Reject(603);
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var (call, _) = await far.AnsweredAsync(phone);
        Assert.Equal(603, await call.TransferAsync("103").Soon());
        Assert.Equal(PhoneCallState.Talking, call.State);
    }

    [Fact]
    public async Task A_consultation_that_is_over_or_nothing_yet_is_481()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, _) = await phones.TalkAsync();
        var (other, _) = await phones.TalkAsync();
        await other.HangupAsync().Soon();
        Assert.Equal(481, await outgoing.TransferAsync(other).Soon());
        Assert.Equal(481, await other.TransferAsync(outgoing).Soon());

        await using var silent = new SipPhone(PhonePair.Options() with { Protocol = Sip.Transport.SipProtocol.Tcp });
        Assert.Equal(481, await outgoing.TransferAsync(await silent.CallAsync("nobody").Soon()).Soon());
    }

    [Fact]
    public async Task Whom_to_must_be_said()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, _) = await phones.TalkAsync();

        await Assert.ThrowsAsync<ArgumentNullException>(() => outgoing.TransferAsync((string)null!));
        await Assert.ThrowsAsync<ArgumentException>(() => outgoing.TransferAsync(""));
        await Assert.ThrowsAsync<ArgumentException>(() => outgoing.TransferAsync("sip:@"));
        await Assert.ThrowsAsync<ArgumentNullException>(() => outgoing.TransferAsync((PhoneCall)null!));
        await Assert.ThrowsAsync<ArgumentException>(() => outgoing.TransferAsync(outgoing));
    }
}
