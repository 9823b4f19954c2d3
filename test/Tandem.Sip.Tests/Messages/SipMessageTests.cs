using System.Text;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Tests.Messages;

public sealed class SipMessageTests
{
    [Fact]
    public void Typed_values_are_read()
    {
        var invite = Samples.Parse(Samples.Invite);

        Assert.True(invite.IsRequest);
        Assert.Equal(SipMethod.Invite, invite.Method);
        Assert.Equal("1000", invite.RequestUri!.User);
        Assert.Equal(new CSeq(314159, SipMethod.Invite), invite.CSeq);
        Assert.Equal("Alice, A.", invite.From!.DisplayName);
        Assert.Null(invite.To!.Tag);
        Assert.Equal(["z9hG4bKtop", "z9hG4bKlow"], invite.Vias.Select(v => v.Branch));
        Assert.Equal("192.0.2.1", invite.TopVia!.Host);
        Assert.Equal(["pbx.example.com", "next.example.com"], invite.Routes.Select(r => r.Uri.Host));
        Assert.Equal(["p1.example.com", "p2.example.com"], invite.RecordRoutes.Select(r => r.Uri.Host));
        Assert.Equal(5060, Assert.Single(invite.Contacts).Uri.Port);
        Assert.Equal(70, invite.MaxForwards);
        Assert.Equal(6, invite.GetAll(SipHeaderName.Allow).Count);
        Assert.True(invite.HasValue(SipHeaderName.Supported, "Timer"u8));
        Assert.False(invite.HasValue(SipHeaderName.Supported, "100rel"u8));
        Assert.Equal("application/sdp", invite.ContentType);
        Assert.Equal(Samples.Sdp, Encoding.UTF8.GetString(invite.Body.Span));
        Assert.Equal("kept: as, it is", invite.Get("x-own"));
    }

    [Fact]
    public void Values_are_seen_as_spans()
    {
        var invite = Samples.Parse(Samples.Invite);

        Assert.True(invite.CallIdSpan.SequenceEqual("a84b4c76e66710@192.0.2.10"u8));
        Assert.True(invite.TopViaBranchSpan.SequenceEqual("z9hG4bKtop"u8));
        Assert.True(invite.FromTagSpan.SequenceEqual("from1"u8));
        Assert.True(invite.ToTagSpan.IsEmpty);
    }

    [Fact]
    public void Absent_and_malformed_values_are_null_and_never_throw()
    {
        var message = SipMessage.CreateRequest(SipMethod.Options, new SipUri("h"));
        message.Add(SipHeaderName.From, "nonsense");
        message.Add(SipHeaderName.CSeq, "x OPTIONS");
        message.Add(SipHeaderName.MaxForwards, "many");
        message.Add(SipHeaderName.Via, "nonsense");

        Assert.Null(message.From);
        Assert.Null(message.To);
        Assert.Null(message.CSeq);
        Assert.Null(message.MaxForwards);
        Assert.Null(message.TopVia);
        Assert.Null(message.Expires);
        Assert.Empty(message.Vias);
        Assert.Empty(message.Contacts);
        Assert.Null(message.CallId);
        Assert.True(message.TopViaBranchSpan.IsEmpty);
    }

    [Fact]
    public void A_star_contact_is_no_address()
    {
        var register = Samples.Parse(Samples.Options("Contact: *\r\nExpires: 0\r\n"));

        Assert.True(register.IsContactStar);
        Assert.Empty(register.Contacts);
        Assert.Equal(0u, register.Expires);
    }

    [Fact]
    public void Headers_change_in_place()
    {
        var message = Samples.Parse(Samples.Invite);

        message.Prepend(SipHeaderName.Via, "SIP/2.0/UDP me;branch=z9hG4bKme");
        Assert.Equal(["z9hG4bKme", "z9hG4bKtop", "z9hG4bKlow"], message.Vias.Select(v => v.Branch));
        message.ReplaceFirst(SipHeaderName.Via, "SIP/2.0/UDP me;branch=z9hG4bKother");
        Assert.True(message.RemoveFirst(SipHeaderName.Via));
        Assert.True(message.RemoveFirst(SipHeaderName.Via));
        Assert.Equal("z9hG4bKlow", Assert.Single(message.Vias).Branch);
        Assert.True(message.RemoveFirst(SipHeaderName.Route));
        Assert.Equal("next.example.com", Assert.Single(message.Routes).Uri.Host);
        message.Set(SipHeaderName.MaxForwards, "69");
        Assert.Equal(69, message.MaxForwards);
        message.Set("x-own", "new");
        Assert.Equal(["new"], message.GetAll("X-Own"));
        Assert.True(message.Remove("X-Own"));
        Assert.False(message.Contains("X-Own"));
        Assert.Equal("Via", message.Headers.First().Name);
    }

    [Fact]
    public void Replacing_the_first_of_a_list_keeps_the_rest()
    {
        var message = Samples.Parse(Samples.Invite);

        message.ReplaceFirst(SipHeaderName.Via, message.TopVia!.With("198.51.100.1", 1234).ToString());

        Assert.Equal(["z9hG4bKtop", "z9hG4bKlow"], message.Vias.Select(v => v.Branch));
        Assert.Equal(1234, message.TopVia!.RPort);
    }

    [Theory]
    [InlineData("a\r\nX: y")]
    [InlineData("a\nX: y")]
    [InlineData("a\rX: y")]
    [InlineData("a\0")]
    public void No_setter_lets_a_line_break_in(string value)
    {
        var message = Samples.Parse(Samples.Invite);

        Assert.Throws<ArgumentException>(() => message.Add(SipHeaderName.Subject, value));
        Assert.Throws<ArgumentException>(() => message.Add("X-A", value));
        Assert.Throws<ArgumentException>(() => message.Add(value, "a"));
        Assert.Throws<ArgumentException>(() => message.Set(SipHeaderName.Subject, value));
        Assert.Throws<ArgumentException>(() => message.Set("X-Own", value));
        Assert.Throws<ArgumentException>(() => message.Prepend(SipHeaderName.Route, value));
        Assert.Throws<ArgumentException>(() => message.ReplaceFirst(SipHeaderName.Route, value));
        Assert.Throws<ArgumentException>(() => message.SetBody(value, "b"));
        Assert.Throws<ArgumentException>(() => message.CreateResponse(200, value));
        Assert.Throws<ArgumentException>(() => message.CreateResponse(200, null, value));
    }

    [Fact]
    public void A_built_request_is_written_and_read_back()
    {
        var request = SipMessage.CreateRequest(SipMethod.Message, SipUri.Parse("sip:bob@example.com"));
        request.Add(SipHeaderName.Via, new Via("UDP", "192.0.2.1", null, "z9hG4bKx").ToString());
        request.Add(SipHeaderName.From, "<sip:a@h>;tag=1");
        request.Add(SipHeaderName.To, "<sip:b@h>");
        request.Add(SipHeaderName.CallId, "id");
        request.Add(SipHeaderName.CSeq, new CSeq(7, SipMethod.Message).ToString());
        request.SetBody("text/plain", "grüße");

        Assert.Equal(
            "MESSAGE sip:bob@example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:b@h>\r\nCall-ID: id\r\n"
            + "CSeq: 7 MESSAGE\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n\r\ngrüße",
            request.ToString());
        Assert.Equal(request.ToString(), Samples.Parse(request.ToString()).ToString());
    }

    [Fact]
    public void A_received_message_is_written_as_it_came_with_a_right_length()
    {
        var invite = Samples.Parse(Samples.Invite);
        Assert.Equal(Samples.Invite, invite.ToString());

        invite.Body = "short"u8.ToArray();
        Assert.EndsWith("Content-Length: 5\r\n\r\nshort", invite.ToString());
        Assert.Equal(invite.GetByteCount(), invite.ToArray().Length);
        Assert.Throws<ArgumentException>(() => invite.WriteTo(new byte[100]));
    }

    [Fact]
    public void The_request_uri_can_be_changed()
    {
        var invite = Samples.Parse(Samples.Invite);
        invite.RequestUri = invite.RequestUri!.WithUser("2000");

        Assert.StartsWith("INVITE sip:2000@pbx.example.com SIP/2.0\r\n", invite.ToString());
    }

    [Fact]
    public void Unknown_names_compare_without_case()
    {
        var message = Samples.Parse(Samples.Options("X-One: 1\r\nx-ONE: 2\r\n"));

        Assert.Equal(["1", "2"], message.GetAll("X-one"));
        message.Set("X-oNe", "3");
        Assert.Equal(["3"], message.GetAll("x-one"));
    }

    [Fact]
    public void A_clone_outlives_the_message_it_was_made_of()
    {
        var message = Samples.Parse(Samples.Invite);
        var clone = message.Clone();
        SipParser.TryParse(Encoding.ASCII.GetBytes(Samples.Options("X-More: y\r\n")), message);

        Assert.Equal(Samples.Invite, clone.ToString());
        clone.Add("X-Own", "2");
        Assert.Equal(2, clone.GetAll("X-Own").Count);
        Assert.False(message.Contains("X-Own"));
    }

    [Fact]
    public void Lines_are_copied_byte_for_byte()
    {
        var source = Samples.Parse(Samples.Options("Subject: \"bell \\\a\"\r\nRoute: <sip:a;lr>, <sip:b;lr>\r\nRoute: <sip:c;lr>\r\n"));
        var target = SipMessage.CreateRequest(SipMethod.Ack, source.RequestUri!);
        target.CopyAll(source, SipHeaderName.Route);
        target.CopyFirst(source, SipHeaderName.Via);
        target.CopyFirst(source, SipHeaderName.Subject);
        target.CopyFirst(source, SipHeaderName.Server);

        Assert.Equal(["a", "b", "c"], target.Routes.Select(r => r.Uri.Host));
        Assert.Equal(4, target.HeaderCount);
        Assert.Equal(source.Get(SipHeaderName.Subject), target.Get(SipHeaderName.Subject));
    }

    [Fact]
    public void What_a_peer_sends_can_be_put_into_a_new_address()
    {
        var from = NameAddress.Parse("\"ring \\\a\" <sip:a%0d%0aX@h>;x=\"\\\0\"");

        var copy = new NameAddress(new SipUri(from.Uri.Host, from.Uri.User), from.DisplayName).WithParameter("x", from.Parameters["x"]);

        Assert.Equal("\"ring \" <sip:a%0D%0AX@h>;x=\"\"", copy.ToString());
    }
}
