using System.Net;
using Tandem.Phone.Calls;
using Tandem.Sip.Dialogs;

namespace Tandem.Phone.Tests.Calls;

/// <summary>Offers that come late, come again, or are odd.</summary>
public sealed class OfferTests
{
    [Fact]
    public async Task An_invite_without_an_offer_is_answered_with_one()
    {
        using var far = new FarSide { Acknowledgement = FarSide.Audio("0") };
        await using var phone = new SipPhone(PhonePair.Options() with { AutoAnswer = true });
        await far.InviteAsync(phone.EndPoint);
        var call = await phone.WaitForCallAsync().Soon();
        Assert.Equal("progress 180", await far.SaidAsync());
        Assert.Equal("answered", await far.SaidAsync());
        Assert.Contains("RTP/AVP 8 0 101", far.Heard, StringComparison.Ordinal);

        await Waiting.UntilAsync(() => call.Codec == "PCMU");
        Assert.Equal(PhoneCallState.Talking, call.State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("v=0\r\nnonsense")]
    public async Task A_late_offer_that_gets_no_answer_ends_the_call(string acknowledgement)
    {
        using var far = new FarSide { Acknowledgement = acknowledgement };
        await using var phone = new SipPhone(PhonePair.Options() with { AutoAnswer = true });
        await far.InviteAsync(phone.EndPoint);
        var call = await phone.WaitForCallAsync().Soon();

        Assert.Equal(SessionEndKind.LocalHangup, (await call.WaitForHangupAsync().Soon()).Kind);
        Assert.Null(call.Codec);
    }

    [Fact]
    public async Task An_answer_without_a_common_codec_ends_the_call_with_488()
    {
        using var far = new FarSide();
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var call = await phone.CallAsync("far").Soon();
        var session = await far.InvitedAsync();
        await far.DoAsync(() => FarSide.Accept(session, FarSide.Audio("3")));

        Assert.Equal(488, await call.WaitForAnswerAsync().Soon());
        Assert.Equal(PhoneCallState.Ended, call.State);
        Assert.Equal("acknowledged", await far.SaidAsync());
        Assert.Equal("ended RemoteBye 0", await far.SaidAsync());
    }

    [Fact]
    public async Task A_re_invite_may_change_the_codec()
    {
        using var far = new FarSide();
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var (call, session) = await far.AnsweredAsync(phone);
        Assert.Equal("PCMA", call.Codec);
        Assert.Equal("changed 200", await far.ChangeAsync(session, FarSide.Audio("0")));
        Assert.Equal("PCMU", call.Codec);
    }

    [Fact]
    public async Task A_re_invite_without_an_offer_gets_one()
    {
        using var far = new FarSide();
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var (call, session) = await far.AnsweredAsync(phone);
        far.Acknowledgement = FarSide.Audio("0");
        Assert.Equal("changed 200", await far.ChangeAsync(session, ""));
        Assert.Contains("m=audio", far.Heard, StringComparison.Ordinal);
        await Waiting.UntilAsync(() => call.Codec == "PCMU");
    }

    [Theory]
    [InlineData("3", "RTP/AVP")]
    [InlineData("8", "RTP/SAVPF")]
    public async Task A_re_invite_that_cannot_be_met_is_refused_and_the_call_goes_on(string formats, string protocol)
    {
        using var far = new FarSide();
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var (call, session) = await far.AnsweredAsync(phone);
        Assert.Equal("changed 488", await far.ChangeAsync(session, FarSide.Audio(formats).Replace("RTP/AVP", protocol, StringComparison.Ordinal)));
        Assert.Equal(("PCMA", PhoneCallState.Talking), (call.Codec, call.State));
    }

    [Fact]
    public async Task Telephone_events_of_a_static_number_are_not_taken_but_the_call_is()
    {
        using var far = new FarSide();
        await using var phone = new SipPhone(PhonePair.Options() with { AutoAnswer = true });
        await far.InviteAsync(phone.EndPoint, FarSide.Audio("8 50", "a=rtpmap:50 telephone-event/8000\r\n"));

        Assert.Equal(("progress 180", "answered"), (await far.SaidAsync(), await far.SaidAsync()));
    }

    [Fact]
    public async Task An_unspecified_address_is_a_hold_and_the_address_before_it_stays()
    {
        using var far = new FarSide();
        using var media = new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)media.Client.LocalEndPoint!).Port;
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var (call, session) = await far.AnsweredAsync(phone, FarSide.Audio(port: port));
        call.Play(new Media.Tones.ToneSource(440));
        await media.ReceiveAsync().Soon();
        Assert.Equal("changed 200", await far.ChangeAsync(session, FarSide.Audio(address: "0.0.0.0")));
        var (last, calm) = (-1L, 0);
        await Waiting.UntilAsync(() =>
        {
            var sent = call.Statistics.PacketsSent;
            calm = sent == last ? calm + 1 : 0;
            last = sent;
            return calm >= 15;
        });

        Assert.Equal("changed 200", await far.ChangeAsync(session, FarSide.Audio(port: port)));
        await Waiting.UntilAsync(() => call.Statistics.PacketsSent > last + 10);
    }
}
