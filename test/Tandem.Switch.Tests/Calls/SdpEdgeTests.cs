using System.Text;
using Tandem.Phone.Calls;
using Tandem.Sip.Messages;
using Tandem.Sip.Sdp;
using Tandem.Switch.Routing;
using Tandem.Switch.Tests.Registrar;

namespace Tandem.Switch.Tests.Calls;

/// <summary>Offers and answers that are odd, and what phones are told of them.</summary>
public sealed class SdpEdgeTests
{
    private const string Session = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n";
    private const string Audio = "m=audio 40000 RTP/AVP 8\r\n";
    private const string Video = "m=video 40002 RTP/AVP 96\r\na=rtpmap:96 VP8/90000\r\n";

    [Fact]
    public async Task Video_is_refused_in_its_place_and_the_call_goes_on_with_audio()
    {
        await using var exchange = await OpenAsync();
        using var wire = new SipWire(exchange.EndPoint);
        var answer = await InviteAsync(wire, Session + Video + Audio);

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal([("video", true), ("audio", false)], MediaOf(answer));
    }

    [Theory]
    [InlineData(Session + "m=audio 40000 RTP/SAVP 8\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\r\n", 488)]
    [InlineData(Session + Video, 488)]
    [InlineData(Session, 488)]
    [InlineData(Session + "m=audio 40000 RTP/AVP 18\r\n", 488)]
    [InlineData("v=0\r\nnonsense\r\n", 400)]
    [InlineData("m=audio 40000 RTP/AVP 8\r\n", 400)]
    [InlineData(Session + "m=audio 99999 RTP/AVP 8\r\n", 400)]
    public async Task An_offer_that_cannot_be_met_is_refused(string sdp, int status)
    {
        await using var exchange = await OpenAsync();
        using var wire = new SipWire(exchange.EndPoint);
        var answer = await InviteAsync(wire, sdp);

        Assert.Equal(status, answer.StatusCode);
        await exchange.UntilAsync(state => state.Channels.Count == 0 && state.Conversations.Count == 0);
    }

    [Fact]
    public async Task A_body_of_another_kind_is_415()
    {
        await using var exchange = await OpenAsync();
        using var wire = new SipWire(exchange.EndPoint);
        var message = wire.Compose("INVITE", "stranger", "sip:600@tandem.test", $"Contact: <sip:stranger@127.0.0.1:{wire.Port}>\r\n", "<xml/>");
        var answer = await wire.SendAsync(message.Replace("application/sdp", "application/pidf+xml", StringComparison.Ordinal));

        Assert.Equal((415, "application/sdp"), (answer.StatusCode, answer.Get(SipHeaderName.Accept)));
    }

    [Fact]
    public async Task A_re_invite_that_adds_video_changes_nothing_of_the_audio()
    {
        await using var exchange = await OpenAsync();
        using var wire = new SipWire(exchange.EndPoint);
        var first = await InviteAsync(wire, Session + Audio);
        await wire.SendRawAsync(Encoding.UTF8.GetBytes(InDialog(wire, "ACK", first, 1)));
        var second = await wire.SendAsync(InDialog(wire, "INVITE", first, 2, Session + Audio + Video));
        Assert.Equal(200, second.StatusCode);
        Assert.Equal([("audio", false), ("video", true)], MediaOf(second));
        await wire.SendRawAsync(Encoding.UTF8.GetBytes(InDialog(wire, "ACK", second, 2)));

        var third = await wire.SendAsync(InDialog(wire, "INVITE", first, 3, Session + Video));
        Assert.Equal(488, third.StatusCode);
        await wire.SendRawAsync(Encoding.UTF8.GetBytes(InDialog(wire, "ACK", third, 3)));
        var broken = await wire.SendAsync(InDialog(wire, "INVITE", first, 4, "v=7\r\n"));
        Assert.Equal(400, broken.StatusCode);
        Assert.Single(exchange.Switch.Model.Snapshot().Channels);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData(Session + Video)]
    [InlineData(Session + "m=audio 40000 RTP/AVP 3\r\n")]
    [InlineData(Session + "m=audio 0 RTP/AVP 8\r\n")]
    public async Task A_phone_that_answers_nonsense_is_hung_up_and_the_caller_told_488(string sdp)
    {
        await using var exchange = await TestExchange.StartAsync();
        var alice = await exchange.RegisteredAsync("101");
        using var odd = new SipWire(exchange.EndPoint);
        var registered = await odd.RequestAsync(
            "REGISTER", "102", "sip:tandem.test", TestExchange.PasswordOf("102"), extra: $"Contact: <sip:102@127.0.0.1:{odd.Port}>\r\n");
        Assert.Equal(200, registered.StatusCode);
        var call = await alice.CallAsync("102");
        var invite = await odd.ReceiveAsync();
        var answer = invite.CreateResponse(200, null, "odd");
        answer.Add(SipHeaderName.Contact, $"<sip:102@127.0.0.1:{odd.Port}>");
        answer.SetBody("application/sdp", Encoding.UTF8.GetBytes(sdp));
        await odd.SendRawAsync(answer.ToArray());

        Assert.Equal(488, await call.WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
        Assert.Equal(SipMethod.Ack, (await odd.ReceiveAsync()).Method);
        var bye = await odd.ReceiveAsync();
        Assert.Equal(SipMethod.Bye, bye.Method);
        await odd.SendRawAsync(bye.CreateResponse(200).ToArray());
        Assert.Equal(PhoneCallState.Ended, call.State);
        await exchange.UntilAsync(state => state.Channels.Count == 0 && state.Conversations.Count == 0);
    }

    private static Task<TestExchange> OpenAsync() =>
        TestExchange.StartAsync(options => options with { AnonymousNumbers = [NumberPattern.Parse("600")] });

    private static Task<SipMessage> InviteAsync(SipWire wire, string sdp) => wire.RequestAsync(
        "INVITE", "stranger", "sip:600@tandem.test", extra: $"Contact: <sip:stranger@127.0.0.1:{wire.Port}>\r\n", body: sdp);

    private static string InDialog(SipWire wire, string method, SipMessage response, int sequence, string? sdp = null) => wire
        .Compose(method, "stranger", response.Contacts.FirstOrDefault()?.Uri.ToString() ?? "sip:600@tandem.test", $"Contact: <sip:stranger@127.0.0.1:{wire.Port}>\r\n", sdp, sequence: sequence)
        .Replace("To: <sip:other@tandem.test>", $"To: {response.Get(SipHeaderName.To)}", StringComparison.Ordinal);

    private static IEnumerable<(string Kind, bool IsRejected)> MediaOf(SipMessage answer) =>
        SessionDescription.Parse(Encoding.UTF8.GetString(answer.Body.Span)).Media.Select(media => (media.Kind, media.IsRejected));
}
