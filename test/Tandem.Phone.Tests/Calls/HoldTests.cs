using System.Text;
using Tandem.Media.Tones;
using Tandem.Phone.Calls;
using Tandem.Sip.Sdp;

namespace Tandem.Phone.Tests.Calls;

/// <summary>Holding and resuming, by what is heard.</summary>
public sealed class HoldTests
{
    [Fact]
    public async Task Who_is_on_hold_hears_what_is_played_and_is_not_heard()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.TalkAsync();
        await PhonePair.HearEachOtherAsync(outgoing, incoming);
        Assert.True(await outgoing.HoldAsync().Soon());
        outgoing.Play(new ToneSource(350));

        await incoming.HearsAsync(350);
        await outgoing.HearsNothingAsync();
        Assert.True(await outgoing.ResumeAsync().Soon());
        await PhonePair.HearEachOtherAsync(outgoing, incoming);
    }

    [Fact]
    public async Task An_inactive_call_is_silent_on_both_sides()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.TalkAsync();
        await PhonePair.HearEachOtherAsync(outgoing, incoming);
        Assert.True(await outgoing.HoldAsync(SdpDirection.Inactive).Soon());

        await outgoing.HearsNothingAsync();
        await incoming.HearsNothingAsync();
        Assert.True(await outgoing.ResumeAsync().Soon());
        await PhonePair.HearEachOtherAsync(outgoing, incoming);
    }

    [Fact]
    public async Task The_called_side_may_hold_as_soon_as_it_has_answered()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.RingAsync();
        Assert.True(await incoming.AnswerAsync().Soon());
        Assert.True(await incoming.HoldAsync().Soon());
        incoming.Play(new ToneSource(350));

        await outgoing.HearsAsync(350);
    }

    [Fact]
    public async Task A_hold_outlives_that_of_the_other_side()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.TalkAsync();
        await PhonePair.HearEachOtherAsync(outgoing, incoming);
        Assert.True(await outgoing.HoldAsync().Soon());
        await OnceReadyAsync(() => incoming.HoldAsync());
        await outgoing.HearsNothingAsync();
        await incoming.HearsNothingAsync();

        Assert.True(await incoming.ResumeAsync().Soon());
        await incoming.HearsAsync(520);
        await outgoing.HearsNothingAsync();
        await OnceReadyAsync(outgoing.ResumeAsync);
        await PhonePair.HearEachOtherAsync(outgoing, incoming);
    }

    [Theory]
    [InlineData(false, "sendonly")]
    [InlineData(true, "inactive")]
    public async Task A_hold_outlives_offers_of_the_other_side(bool isInactive, string answered)
    {
        using var far = new FarSide { Change = FarSide.Audio(more: isInactive ? "a=inactive\r\n" : "a=recvonly\r\n") };
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var (call, session) = await far.AnsweredAsync(phone);
        Assert.True(await call.HoldAsync(isInactive ? SdpDirection.Inactive : SdpDirection.SendOnly).Soon());
        Assert.Equal("changed 200", await far.ChangeAsync(session, FarSide.Audio()));

        Assert.Contains($"a={answered}", far.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hold_that_is_refused_changes_nothing()
    {
        using var far = new FarSide();
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var (call, session) = await far.AnsweredAsync(phone);
        Assert.False(await call.HoldAsync().Soon());
        Assert.Equal("changed 200", await far.ChangeAsync(session, FarSide.Audio()));

        Assert.DoesNotContain("a=sendonly", far.Heard, StringComparison.Ordinal);
        Assert.Equal(PhoneCallState.Talking, call.State);
    }

    [Fact]
    public async Task Only_one_change_is_under_way_at_a_time()
    {
        using var far = new FarSide { Change = "" };
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var (call, session) = await far.AnsweredAsync(phone);
        var first = call.HoldAsync();
        Assert.Equal("re-invited", await far.SaidAsync());
        Assert.False(await call.HoldAsync(SdpDirection.Inactive).Soon());
        Assert.False(await call.ResumeAsync().Soon());
        await far.DoAsync(() => session.AcceptReInvite(Encoding.ASCII.GetBytes(FarSide.Audio(more: "a=recvonly\r\n"))));

        Assert.True(await first.Soon());
    }

    [Fact]
    public async Task A_change_that_is_under_way_at_the_end_did_not_come_to_be()
    {
        using var far = new FarSide { Change = "" };
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var (call, session) = await far.AnsweredAsync(phone);
        var holding = call.HoldAsync();
        Assert.Equal("re-invited", await far.SaidAsync());
        await far.DoAsync(() => session.Hangup());

        Assert.False(await holding.Soon());
    }

    // The ACK of the other side's change may still be on its way, and until then that one is under way.
    private static async Task OnceReadyAsync(Func<Task<bool>> change)
    {
        while (!await change().Soon())
        {
        }
    }
}
