using System.Net;
using System.Text;
using FsCheck.Fluent;
using Tandem.Sip.Sdp;

namespace Tandem.Sip.Tests.Sdp;

public sealed class AudioOfferAnswerTests
{
    private const string Session = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";
    private const string Audio = "m=audio 4000 RTP/AVP 8\r\n";
    private const string Video = "m=video 4002 RTP/AVP 96\r\na=rtpmap:96 VP8/90000\r\n";

    private readonly AudioOfferAnswer _ours = new([MediaFormat.Pcma, MediaFormat.Pcmu], IPEndPoint.Parse("192.0.2.9:7000"));

    [Fact]
    public void Video_is_refused_in_its_place_and_audio_taken()
    {
        var answer = Answer(Video + Audio + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n");

        Assert.Equal(["video 0", "audio 7000", "application 0"], Places(answer));
        Assert.Equal(["96"], answer!.Media[0].Formats);
    }

    [Fact]
    public void The_first_usable_audio_wins_even_where_two_look_alike()
    {
        Assert.Equal(["audio 0", "audio 7000", "audio 0"], Places(Answer("m=audio 4000 RTP/SAVP 8\r\n" + Audio + Audio)));
        Assert.Equal(["audio 7000", "audio 0"], Places(Answer(Audio + Audio)));
    }

    [Theory]
    [InlineData("m=audio 4000 RTP/SAVP 8\r\n")]
    [InlineData("m=audio 4000 UDP/TLS/RTP/SAVPF 8\r\n")]
    [InlineData("m=audio 4000 RTP/AVP 3\r\n")]
    [InlineData("m=audio 0 RTP/AVP 8\r\n")]
    [InlineData("m=audio 4000 RTP/AVP 8\r\nc=IN IP6 2001:db8::1\r\n")]
    [InlineData("m=audio 4000 RTP/AVP 8\r\nc=IN IP4 phone.example.com\r\n")]
    [InlineData(Video)]
    [InlineData("")]
    public void An_offer_without_audio_for_us_comes_to_nothing(string media)
    {
        Assert.Null(Answer(media));
        Assert.Null(_ours.Agreement);
    }

    [Fact]
    public void A_dynamic_payload_type_is_the_offerers_to_choose()
    {
        var opus = new MediaFormat(96, "opus", 48000, 2);
        var ours = new AudioOfferAnswer([opus, MediaFormat.Pcma], IPEndPoint.Parse("192.0.2.9:7000"));
        var offer = SessionDescription.Parse(Session + "m=audio 4000 RTP/AVP 8 111\r\na=rtpmap:111 OPUS/48000/2\r\na=fmtp:111 useinbandfec=1\r\n");
        var agreement = ours.Answer(offer, out var answer);

        Assert.Equal((111, "useinbandfec=1"), (agreement!.Codec.PayloadType, agreement.Codec.Parameters));
        var text = Encoding.UTF8.GetString(answer);
        Assert.Contains("a=rtpmap:111 OPUS/48000/2", text);
        Assert.DoesNotContain("fmtp:111", text);
    }

    [Fact]
    public void A_number_that_was_agreed_is_not_offered_for_another_format()
    {
        var ours = new AudioOfferAnswer([new MediaFormat(96, "opus", 48000, 2), new MediaFormat(97, "L16", 16000)], IPEndPoint.Parse("192.0.2.9:7000"));
        var offer = SessionDescription.Parse(Session + "m=audio 4000 RTP/AVP 97 96\r\na=rtpmap:97 opus/48000/2\r\na=rtpmap:96 telephone-event/8000\r\n");
        Assert.NotNull(ours.Answer(offer, out _));

        var again = SessionDescription.Parse(Encoding.UTF8.GetString(ours.Offer())).Audio!;
        Assert.Equal(["97 opus", "96 telephone-event", "98 L16"], again.MediaFormats.Select(format => $"{format.PayloadType} {format.Encoding}"));
    }

    [Theory]
    [InlineData("8", "")]
    [InlineData("8 101", "a=rtpmap:101 telephone-event/48000\r\n")]
    public void Events_are_answered_only_where_they_were_offered_at_8_kHz(string formats, string map)
    {
        var answer = Answer($"m=audio 4000 RTP/AVP {formats}\r\n{map}");
        Assert.Equal(["8"], answer!.Audio!.Formats);
        Assert.Null(_ours.Agreement!.TelephoneEventPayloadType);
    }

    [Fact]
    public void The_answer_is_the_first_of_ours_that_was_offered()
    {
        Assert.Equal(["8"], Answer("m=audio 4000 RTP/AVP 0 8\r\n")!.Audio!.Formats);
        Assert.Equal(["0"], Answer("m=audio 4000 RTP/AVP 18 0\r\n")!.Audio!.Formats);
    }

    [Fact]
    public void A_static_number_means_what_it_always_means()
    {
        Assert.Null(Answer("m=audio 4000 RTP/AVP 99\r\na=rtpmap:99 PCMA/8000\r\n"));
    }

    private static readonly MediaProtection Protection = new()
    {
        Suites = [new SdpCryptoSuite("AEAD_AES_128_GCM", 28), new SdpCryptoSuite("AES_CM_128_HMAC_SHA1_80", 30)],
    };

    [Fact]
    public void The_first_key_that_we_can_use_is_answered_with_one_of_ours()
    {
        var ours = new AudioOfferAnswer([MediaFormat.Pcma], IPEndPoint.Parse("192.0.2.9:7000"), Protection);
        var key = Convert.ToBase64String(new byte[30]);
        var offer = "m=audio 4000 RTP/SAVP 8\r\na=crypto:1 F8_128_HMAC_SHA1_80 inline:" + key + "\r\na=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:" + key + "|2^31|1:4\r\n"
            + "a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:" + key + "|2^31\r\n";
        var agreement = ours.Answer(SessionDescription.Parse(Session + offer), out var answer);

        Assert.Equal((3, "AES_CM_128_HMAC_SHA1_80", 30), (agreement!.LocalCrypto!.Tag, agreement.LocalCrypto.Suite, agreement.LocalCrypto.Key.Length));
        Assert.Equal(new byte[30], agreement.RemoteCrypto!.Key.ToArray());
        Assert.NotEqual(new byte[30], agreement.LocalCrypto.Key.ToArray());
        var audio = SessionDescription.Parse(Encoding.UTF8.GetString(answer)).Audio!;
        Assert.Equal("RTP/SAVP", audio.Protocol);
        Assert.Equal(agreement.LocalCrypto.Key.ToArray(), SdpCrypto.TryParse(Assert.Single(audio.Attributes.All("crypto")))!.Key.ToArray());
        Assert.DoesNotContain(Convert.ToBase64String(agreement.LocalCrypto.Key.Span), agreement.ToString());

        // A new offer of ours goes on with the same key.
        var again = SessionDescription.Parse(Encoding.UTF8.GetString(ours.Offer())).Audio!;
        Assert.Equal(audio.Attributes["crypto"], again.Attributes["crypto"]);
    }

    [Fact]
    public void Two_that_offer_and_take_encryption_have_the_keys_of_each_other()
    {
        var caller = new AudioOfferAnswer([MediaFormat.Pcma], IPEndPoint.Parse("192.0.2.1:7000"), Protection with { IsOffered = true });
        var called = new AudioOfferAnswer([MediaFormat.Pcma], IPEndPoint.Parse("192.0.2.9:7000"), Protection);
        var there = called.Answer(SessionDescription.Parse(Encoding.UTF8.GetString(caller.Offer())), out var answer)!;
        var here = caller.Accept(SessionDescription.Parse(Encoding.UTF8.GetString(answer)))!;

        Assert.Equal("AEAD_AES_128_GCM", here.LocalCrypto!.Suite);
        Assert.Equal(here.LocalCrypto.Key.ToArray(), there.RemoteCrypto!.Key.ToArray());
        Assert.Equal(here.RemoteCrypto!.Key.ToArray(), there.LocalCrypto!.Key.ToArray());
    }

    [Fact]
    public void Media_in_the_clear_is_refused_where_encryption_is_required()
    {
        var ours = new AudioOfferAnswer([MediaFormat.Pcma], IPEndPoint.Parse("192.0.2.9:7000"), Protection with { IsRequired = true });
        Assert.Null(ours.Answer(SessionDescription.Parse(Session + Audio), out _));
        Assert.Equal("RTP/SAVP", SessionDescription.Parse(Encoding.UTF8.GetString(ours.Offer())).Audio!.Protocol);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80")]
    [InlineData("x AES_CM_128_HMAC_SHA1_80 inline:AAAA")]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 inline:A")]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 uri:AAAA")]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 inline:AAAA UNENCRYPTED_SRTP")]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 inline:AAAA;inline:BBBB")]
    public void A_key_that_we_cannot_use_is_none(string value) => Assert.Null(SdpCrypto.TryParse(value));

    [Fact]
    public void Rtcp_shares_the_port_where_the_peer_wants_it()
    {
        var agreement = _ours.Answer(SessionDescription.Parse(Session + Audio + "a=rtcp-mux\r\n"), out var answer);
        Assert.True(agreement!.RtcpMux);
        Assert.True(SessionDescription.Parse(Encoding.UTF8.GetString(answer)).Audio!.RtcpMux);
        agreement = _ours.Answer(SessionDescription.Parse(Session + Audio + "a=rtcp:4711\r\n"), out answer);
        Assert.Equal(IPEndPoint.Parse("192.0.2.1:4711"), agreement!.RemoteRtcp);
        Assert.False(SessionDescription.Parse(Encoding.UTF8.GetString(answer)).Audio!.RtcpMux);
    }

    [Fact]
    public void Rtcp_does_not_share_the_port_because_an_answer_says_so_unasked()
    {
        _ours.Offer();
        Assert.False(_ours.Accept(SessionDescription.Parse(Session + Audio + "a=rtcp-mux\r\n"))!.RtcpMux);
    }

    [Fact]
    public void An_answer_has_the_media_of_its_offer_whatever_those_are()
    {
        var lines = Gen.Elements(Audio, Video, "m=audio 4000 RTP/SAVP 8\r\n", "m=audio 0 RTP/AVP 0\r\n", "m=image 5000 udptl t38\r\n", "m=text 5002 RTP/AVP 98\r\n");
        Prop.ForAll(lines.ListOf().Select(list => list.Take(20).ToList()).ToArbitrary(), media =>
        {
            var answer = Answer(string.Concat(media));
            var usable = media.IndexOf(Audio);
            return usable < 0
                ? answer is null
                : answer!.Media.Select(line => line.Kind).SequenceEqual(media.Select(line => line[2..line.IndexOf(' ')]))
                    && answer.Media.Select((line, index) => line.IsRejected == (index != usable)).All(right => right);
        }).CheckAlways();
    }

    [Fact]
    public void An_offer_of_ours_keeps_the_place_of_what_was_refused()
    {
        Answer(Video + Audio);
        var offer = SessionDescription.Parse(Encoding.UTF8.GetString(_ours.Offer(SdpDirection.SendOnly)));
        Assert.Equal(["video 0", "audio 7000"], Places(offer));

        Assert.NotNull(_ours.Accept(SessionDescription.Parse(Session + "m=video 0 RTP/AVP 96\r\n" + Audio)));
        Assert.Null(_ours.Accept(SessionDescription.Parse(Session + Audio)));
    }

    [Theory]
    [InlineData("m=audio 4000 RTP/AVP 3\r\n")]
    [InlineData("m=audio 0 RTP/AVP 8\r\n")]
    [InlineData(Video)]
    [InlineData("")]
    public void An_answer_that_is_none_is_not_taken(string media)
    {
        _ours.Offer();

        Assert.Null(_ours.Accept(SessionDescription.Parse(Session + media)));
    }

    [Fact]
    public void An_IPv6_side_offers_and_takes_IPv6()
    {
        var ours = new AudioOfferAnswer([MediaFormat.Pcma], IPEndPoint.Parse("[2001:db8::9]:7000"));
        var offer = Encoding.UTF8.GetString(ours.Offer());
        Assert.Contains("c=IN IP6 2001:db8::9\r\n", offer, StringComparison.Ordinal);

        var agreement = ours.Accept(SessionDescription.Parse("v=0\r\no=- 1 1 IN IP6 ::1\r\ns=-\r\nc=IN IP6 2001:db8::1\r\nt=0 0\r\n" + Audio));
        Assert.Equal(IPEndPoint.Parse("[2001:db8::1]:4000"), agreement!.Remote);
    }

    private SessionDescription? Answer(string media) =>
        _ours.Answer(SessionDescription.Parse(Session + media), out var answer) is null ? null : SessionDescription.Parse(Encoding.UTF8.GetString(answer));

    private static List<string> Places(SessionDescription? description) => [.. description!.Media.Select(media => $"{media.Kind} {media.Port}")];
}
