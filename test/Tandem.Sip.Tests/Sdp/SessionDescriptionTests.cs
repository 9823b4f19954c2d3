using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tandem.Sip.Sdp;

namespace Tandem.Sip.Tests.Sdp;

public sealed class SessionDescriptionTests
{
    private const string Head = "v=0\r\no=- 1 2 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";

    // The example of RFC 8866 section 5.
    private const string Rfc8866 =
        "v=0\r\no=jdoe 3724394400 3724394405 IN IP4 198.51.100.1\r\ns=Call to John Smith\r\ni=SDP Offer #1\r\nu=http://www.jdoe.example.com/home.html\r\n"
        + "e=Jane Doe <jane@jdoe.example.com>\r\np=+1 617 555-6011\r\nc=IN IP4 198.51.100.1\r\nt=0 0\r\nm=audio 49170 RTP/AVP 0\r\n"
        + "m=audio 49180 RTP/AVP 0\r\nm=video 51372 RTP/AVP 99\r\nc=IN IP6 2001:db8::2\r\na=rtpmap:99 h263-1998/90000\r\n";

    [Fact]
    public void The_example_of_the_rfc_is_read()
    {
        var session = SessionDescription.Parse(Rfc8866);

        Assert.Equal(new SdpOrigin("jdoe", 3724394400, 3724394405, "198.51.100.1"), session.Origin);
        Assert.Equal("Call to John Smith", session.SessionName);
        Assert.Equal("SDP Offer #1", session.Information);
        Assert.Equal([49170, 49180, 51372], session.Media.Select(m => m.Port));
        Assert.Equal("198.51.100.1", session.ConnectionOf(session.Media[0])!.Address);
        Assert.Equal("2001:db8::2", session.ConnectionOf(session.Media[2])!.Address);
        Assert.True(session.Media[2].Connection!.IsIPv6);
        Assert.Equal(new MediaFormat(99, "h263-1998", 90000), Assert.Single(session.Media[2].MediaFormats));
        Assert.Same(session.Media[0], session.Audio);
    }

    [Fact]
    public void Formats_get_their_meaning_from_rtpmap_fmtp_or_the_static_table()
    {
        var media = SessionDescription.Parse(
            Head + "m=audio 4000 RTP/AVP 9 0 8 97 101 96 111\r\na=rtpmap:97 iLBC/8000\r\na=fmtp:97 mode=20\r\na=rtpmap:101 telephone-event/8000\r\n"
            + "a=fmtp:101 0-16\r\na=rtpmap:111 opus/48000/2\r\na=ptime:30\r\n").Media[0];

        Assert.Equal(
            [
                MediaFormat.G722, MediaFormat.Pcmu, MediaFormat.Pcma, new(97, "iLBC", 8000, 1, "mode=20"),
                new(101, "telephone-event", 8000, 1, "0-16"), new(111, "opus", 48000, 2),
            ],
            media.MediaFormats);
        Assert.Equal(30, media.PacketTime);
        Assert.Equal(4001, media.RtcpPort);
    }

    [Theory]
    [InlineData("", "", SdpDirection.SendReceive)]
    [InlineData("a=sendonly\r\n", "", SdpDirection.SendOnly)]
    [InlineData("a=sendonly\r\n", "a=sendrecv\r\n", SdpDirection.SendReceive)]
    [InlineData("", "a=recvonly\r\n", SdpDirection.ReceiveOnly)]
    [InlineData("a=inactive\r\n", "a=recvonly\r\n", SdpDirection.ReceiveOnly)]
    [InlineData("", "c=IN IP4 0.0.0.0\r\n", SdpDirection.SendOnly)]
    [InlineData("", "c=IN IP6 ::\r\n", SdpDirection.SendOnly)]
    [InlineData("", "c=IN IP4 0.0.0.0\r\na=recvonly\r\n", SdpDirection.Inactive)]
    public void The_direction_is_the_medias_else_the_sessions_else_both_ways(string session, string media, SdpDirection direction)
    {
        var description = SessionDescription.Parse(Head + session + "m=audio 4000 RTP/AVP 0\r\n" + media);

        Assert.Equal(direction, description.DirectionOf(description.Media[0]));
    }

    [Theory]
    [InlineData(SdpDirection.SendOnly, SdpDirection.ReceiveOnly)]
    [InlineData(SdpDirection.ReceiveOnly, SdpDirection.SendOnly)]
    [InlineData(SdpDirection.SendReceive, SdpDirection.SendReceive)]
    [InlineData(SdpDirection.Inactive, SdpDirection.Inactive)]
    public void A_direction_is_reversed_for_the_other_side(SdpDirection mine, SdpDirection theirs) => Assert.Equal(theirs, mine.Reversed());

    [Fact]
    public void Rtcp_is_where_it_is_said_to_be()
    {
        var media = SessionDescription.Parse(Head + "m=audio 4000 RTP/AVP 0\r\na=rtcp:4711 IN IP4 192.0.2.3\r\nm=audio 5000 RTP/AVP 0\r\na=rtcp-mux\r\n").Media;

        Assert.Equal(4711, media[0].RtcpPort);
        Assert.Equal(5000, media[1].RtcpPort);
        Assert.True(media[1].RtcpMux);
    }

    [Theory]
    [InlineData("", SdpParseError.BadVersion, 1)]
    [InlineData("v=1\r\n", SdpParseError.BadVersion, 1)]
    [InlineData("v=0\r\ns=-\r\n", SdpParseError.BadOrigin, 0)]
    [InlineData("v=0\r\no=- 1 IN IP4 h\r\n", SdpParseError.BadOrigin, 2)]
    [InlineData(Head + "c=IN IP5 h\r\n", SdpParseError.BadConnection, 6)]
    [InlineData(Head + "b=AS\r\n", SdpParseError.BadBandwidth, 6)]
    [InlineData(Head + "t=now\r\n", SdpParseError.BadTiming, 6)]
    [InlineData(Head + "a=:x\r\n", SdpParseError.BadAttribute, 6)]
    [InlineData(Head + "m=audio 70000 RTP/AVP 0\r\n", SdpParseError.BadMedia, 6)]
    [InlineData(Head + "m=audio\r\n", SdpParseError.BadMedia, 6)]
    [InlineData(Head + "m=audio 4000/0 RTP/AVP 0\r\n", SdpParseError.BadMedia, 6)]
    [InlineData(Head + "nonsense\r\n", SdpParseError.BadLine, 6)]
    [InlineData(Head + "a=x\0y\r\n", SdpParseError.BadLine, 6)]
    public void An_error_is_named_with_its_line(string text, SdpParseError error, int line)
    {
        var result = SessionDescription.TryParse(text, out var description);

        Assert.Equal(new SdpParseResult(error, line), result);
        Assert.Null(description);
    }

    [Fact]
    public void Sizes_are_bounded()
    {
        Assert.Equal(SdpParseError.TooLarge, SessionDescription.TryParse(Head + new string('\n', SessionDescription.MaxLines), out _).Error);
        Assert.Equal(SdpParseError.TooLarge, SessionDescription.TryParse(Encoding.ASCII.GetBytes("v=0\r\ns=" + new string('x', 70_000)), out _).Error);
        Assert.Equal(
            SdpParseError.TooLarge,
            SessionDescription.TryParse(Head + string.Concat(Enumerable.Repeat("m=audio 1 RTP/AVP 0\r\n", SessionDescription.MaxMedia + 1)), out _).Error);
    }

    [Fact]
    public void Unknown_lines_and_line_feeds_alone_are_borne() =>
        Assert.Single(SessionDescription.Parse((Head + "z=0 0\r\nx=?\r\nm=audio 4000 RTP/AVP 0\r\n").Replace("\r\n", "\n")).Media);

    [Fact]
    public void An_offer_is_built_and_written()
    {
        var offer = new SessionDescription
        {
            Origin = new SdpOrigin("-", 7, 1, "2001:db8::1"),
            Connection = new SdpConnection("2001:db8::1"),
            Media = [MediaDescription.Create("audio", 4000, "RTP/AVP", [MediaFormat.Pcma, new(101, "telephone-event", 8000, 1, "0-16")])],
        };

        Assert.Equal(
            "v=0\r\no=- 7 1 IN IP6 2001:db8::1\r\ns=-\r\nc=IN IP6 2001:db8::1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\n"
            + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\n",
            offer.ToString());
    }

    [Fact]
    public void A_hold_replaces_the_direction()
    {
        var media = MediaDescription.Create("audio", 4000, "RTP/AVP", [MediaFormat.Pcma]);
        var held = media with { Attributes = media.Attributes.WithDirection(SdpDirection.SendReceive).WithDirection(SdpDirection.SendOnly) };

        Assert.Equal(SdpDirection.SendOnly, held.Attributes.Direction);
        Assert.Equal("sendonly", Assert.Single(held.Attributes, a => a.Name.StartsWith("send", StringComparison.Ordinal)).Name);
    }

    [Fact]
    public void Attributes_are_added_replaced_and_removed()
    {
        var attributes = SdpAttributes.Empty.Add("a", "1").Add("b").Add("a", "2").Set("a", "3").Set("c", "4").Remove("b");

        Assert.Equal([new SdpAttribute("a", "3"), new SdpAttribute("c", "4")], attributes);
    }

    [Fact]
    public void No_value_lets_a_line_break_in()
    {
        var session = SessionDescription.Parse(Head);

        Assert.Throws<InvalidOperationException>(() => (session with { SessionName = "a\r\nm=audio 1 RTP/AVP 0" }).ToString());
        Assert.Throws<InvalidOperationException>(() => (session with { Attributes = SdpAttributes.Empty.Add("x", "a\nb") }).ToString());
        Assert.Throws<InvalidOperationException>(() => (session with { Connection = new SdpConnection("h\r") }).ToString());
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var text = Gen.Elements("abcXYZ019-.:/= äß電".ToCharArray()).NonEmptyListOf().Select(l => string.Concat(l));
        var token = Gen.Elements("abcXYZ019-".ToCharArray()).NonEmptyListOf().Select(l => string.Concat(l));
        var sessions =
            from name in text
            from address in Gen.Elements("192.0.2.9", "2001:db8::9", "host.example.com")
            from port in Gen.Choose(0, 65535)
            from attribute in token
            from value in text
            from direction in Gen.Elements(Enum.GetValues<SdpDirection>())
            select new SessionDescription
            {
                Origin = new SdpOrigin("-", (ulong)port, 3, address),
                SessionName = name,
                Connection = new SdpConnection(address),
                Bandwidths = [new SdpBandwidth("AS", (ulong)port)],
                Attributes = SdpAttributes.Empty.Add(attribute, value),
                Media =
                [
                    new MediaDescription
                    {
                        Kind = "audio", Port = port, Protocol = "RTP/SAVPF", Formats = ["0", "101"], Information = value,
                        Attributes = SdpAttributes.Empty.WithDirection(direction),
                    },
                ],
            };
        Prop.ForAll(sessions.ToArbitrary(), session =>
        {
            var again = SessionDescription.Parse(session.ToString());
            return again.ToString() == session.ToString() && again.Origin == session.Origin && again.Attributes.Equals(session.Attributes)
                && again.Connection == session.Connection && again.DirectionOf(again.Media[0]) == session.DirectionOf(session.Media[0]);
        }).CheckAlways();
    }

    [Fact]
    public void Mutated_descriptions_never_throw()
    {
        var random = new Random(8866);
        var good = Encoding.UTF8.GetBytes(Rfc8866 + "a=fmtp:99 x\r\na=rtcp:1 IN IP4 h\r\na=ptime:20\r\nb=AS:1\r\n");
        for (var i = 0; i < 10_000; i++)
        {
            var data = (byte[])good.Clone();
            for (var n = random.Next(1, 8); n > 0; n--)
            {
                data[random.Next(data.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)"\r\n =:/0"[random.Next(7)];
            }
            if (SessionDescription.TryParse(data, out var session).Ok)
            {
                _ = session!.Media.Select(m => (m.MediaFormats.Count, m.RtcpPort, m.PacketTime, session.DirectionOf(m))).ToList();
                Assert.True(SessionDescription.TryParse(session.ToString(), out _).Ok);
            }
        }
    }
}
