using Tandem.Sip.Messages;

namespace Tandem.Sip.Tests.Messages;

/// <summary>RFC 4475: what the parser has to make of each torture message.</summary>
public sealed class TortureTests
{
    [Theory]
    [InlineData("wsinv")]
    [InlineData("intmeth")]
    [InlineData("esc01")]
    [InlineData("escnull")]
    [InlineData("esc02")]
    [InlineData("lwsdisp")]
    [InlineData("longreq")]
    [InlineData("dblreq")]
    [InlineData("semiuri")]
    [InlineData("transports")]
    [InlineData("mpart01")]
    [InlineData("unreason")]
    [InlineData("noreason")]
    [InlineData("badbranch")]
    [InlineData("unkscm")]
    [InlineData("novelsc")]
    [InlineData("unksm2")]
    [InlineData("bext01")]
    [InlineData("invut")]
    [InlineData("regaut01")]
    [InlineData("bcast")]
    [InlineData("zeromf")]
    [InlineData("cparam01")]
    [InlineData("cparam02")]
    [InlineData("regescrt")]
    [InlineData("sdp01")]
    [InlineData("inv2543")]
    public void A_valid_message_is_parsed(string name)
    {
        var result = SipParser.TryParse(TortureMessages.Read(name), out var message);

        Assert.Equal(SipParseError.None, result.Error);
        Assert.NotNull(message.CallId);
        Assert.NotNull(message.CSeq);
        Assert.NotNull(message.From);
        Assert.NotNull(message.To);
        Assert.NotNull(message.TopVia);
    }

    [Theory]
    [InlineData("badinv01", SipParseError.BadVia, 400)]
    [InlineData("clerr", SipParseError.BodyTooShort, 400)]
    [InlineData("ncl", SipParseError.BadContentLength, 400)]
    [InlineData("scalar02", SipParseError.BadCSeq, 400)]
    [InlineData("quotbal", SipParseError.BadTo, 400)]
    [InlineData("ltgtruri", SipParseError.BadRequestUri, 400)]
    [InlineData("lwsruri", SipParseError.BadRequestUri, 400)]
    [InlineData("lwsstart", SipParseError.BadRequestUri, 400)]
    [InlineData("trws", SipParseError.BadStartLine, 400)]
    [InlineData("escruri", SipParseError.BadRequestUri, 400)]
    [InlineData("baddate", SipParseError.BadDate, 400)]
    [InlineData("regbadct", SipParseError.BadContact, 400)]
    [InlineData("badaspec", SipParseError.BadTo, 400)]
    [InlineData("baddn", SipParseError.HeadersNotEnded, 400)]
    [InlineData("badvers", SipParseError.UnsupportedVersion, 505)]
    [InlineData("mismatch01", SipParseError.CSeqMethodMismatch, 400)]
    [InlineData("mismatch02", SipParseError.CSeqMethodMismatch, 400)]
    [InlineData("insuf", SipParseError.MissingHeader, 400)]
    [InlineData("multi01", SipParseError.DuplicateHeader, 400)]
    [InlineData("mcl01", SipParseError.DuplicateHeader, 400)]
    [InlineData("test", SipParseError.BadStartLine, 400)]
    public void An_invalid_request_can_be_answered(string name, SipParseError error, int status)
    {
        var result = SipParser.TryParse(TortureMessages.Read(name), out var message);

        Assert.Equal(error, result.Error);
        Assert.True(result.Malformed);
        Assert.Equal(status, result.StatusCode);
        var answer = message.CreateResponse(result.StatusCode, result.ReasonPhrase, "t1");
        Assert.Equal(message.Get(SipHeaderName.CallId), answer.CallId);
        Assert.Equal(message.GetAll(SipHeaderName.Via), answer.GetAll(SipHeaderName.Via));
    }

    [Theory]
    [InlineData("scalarlg", SipParseError.BadCSeq)]
    [InlineData("bigcode", SipParseError.BadStatusCode)]
    public void An_invalid_response_is_dropped(string name, SipParseError error)
    {
        var result = SipParser.TryParse(TortureMessages.Read(name), out var message);

        Assert.Equal(error, result.Error);
        Assert.False(result.Malformed);
        Assert.False(message.IsRequest);
    }

    [Fact]
    public void Every_message_is_classified() => Assert.Equal(50, TortureMessages.Names.Count());

    [Fact]
    public void A_short_tortuous_invite()
    {
        var message = Parse("wsinv");

        Assert.Equal("1918181833n", message.To!.Tag);
        Assert.Equal("J Rosenberg \\\"", message.From!.DisplayName);
        Assert.Equal("98asjd8", message.From.Tag);
        Assert.Equal(68, message.MaxForwards);
        Assert.Equal(new CSeq(9, SipMethod.Invite), message.CSeq);
        Assert.Equal(["390skdjuw", "z9hG4bK9ikj8", "z9hG4bK30239"], message.Vias.Select(v => v.Branch));
        Assert.Equal(["192.0.2.2", "spindle.example.com", "192.168.255.111"], message.Vias.Select(v => v.Host));
        Assert.Equal("", message.Get(SipHeaderName.Subject));
        Assert.Equal(";;,,;;,;", message.Get("UnknownHeaderWithUnusualValue"));
        Assert.True(Assert.Single(message.Routes).Uri.IsLooseRoute);
        var contact = Assert.Single(message.Contacts);
        Assert.Equal("Quoted string \"\"", contact.DisplayName);
        Assert.Equal(0.33, contact.Q);
        Assert.Equal("newvalue", contact.Parameters["newparam"]);
        Assert.True(contact.Parameters.Contains("secondparam"));
        Assert.True(message.RequestUri!.Parameters.Contains("unknownparam"));
        Assert.Equal(150, message.Body.Length);
    }

    [Fact]
    public void A_wide_range_of_characters()
    {
        var message = Parse("intmeth");

        Assert.Equal("!interesting-Method0123456789_*+`.%indeed'~", message.MethodName);
        Assert.Equal("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*", message.RequestUri!.User);
        Assert.Equal("&it+has=1,weird!*pas$wo~d_too.(doesn't-it)", message.RequestUri.Password);
        Assert.Equal("BEL: NUL: DEL:", message.To!.DisplayName);
        Assert.Contains("BEL:\\\a NUL:\\\0 DEL:\\\x7f", message.Get(SipHeaderName.To));
        Assert.Equal("token1~` token2'+_ token3*%!.-", message.From!.DisplayName);
        Assert.Equal("работающий", message.From.Parameters["fromParam''~+*_!.-%"]);
        Assert.Equal("_token~1'+`*%!-.", message.From.Tag);
        Assert.Equal("\uFEFF大停電", message.Get("extensionHeader-!.%*+_`'~"));
    }

    [Fact]
    public void Escapes_in_uris_are_undone_and_elsewhere_not()
    {
        var invite = Parse("esc01");
        Assert.Equal("sips:user@example.com", invite.RequestUri!.User);
        Assert.Equal("user", invite.To!.Uri.User);
        Assert.Equal("I have spaces", invite.From!.Uri.User);
        var contact = Assert.Single(invite.Contacts).Uri;
        Assert.Equal("caller", contact.User);
        Assert.True(contact.IsLooseRoute);
        Assert.Equal("value%41", contact.Parameters["name"]);

        var register = Parse("esc02");
        Assert.Equal("RE%47IST%45R", register.MethodName);
        Assert.NotEqual(SipMethod.Register, register.Method);
        Assert.Equal("%Z%45", register.To!.DisplayName);
        Assert.Equal("z9hG4bK209%fzsnel234", register.TopVia!.Branch);
        Assert.Equal(["alias1", "alias3"], register.Contacts.Select(c => c.Uri.User));

        var nulls = Parse("escnull");
        Assert.Equal("null-\0-null", nulls.To!.Uri.User);
        Assert.Equal(["\0", "\0\0"], nulls.Contacts.Select(c => c.Uri.User));
    }

    [Fact]
    public void A_name_right_before_the_bracket() => Assert.Equal("caller", Parse("lwsdisp").From!.DisplayName);

    [Fact]
    public void Long_values()
    {
        var message = Parse("longreq");

        Assert.Equal(34, message.Vias.Count);
        Assert.Equal("sip33.example.com", message.TopVia!.Host);
        Assert.Equal("192.0.2.5", message.Vias[^1].Received);
        Assert.Equal(6000, message.To!.Uri.Port);
        Assert.EndsWith("verylonglonglonglonglonglonglonglonglonglongbranchvalue"[^20..], message.Vias[^1].Branch);
    }

    [Fact]
    public void Bytes_behind_the_length_are_dropped()
    {
        var message = Parse("dblreq");

        Assert.Equal(SipMethod.Register, message.Method);
        Assert.True(message.Body.IsEmpty);
    }

    [Fact]
    public void A_semicolon_in_the_user()
    {
        var message = Parse("semiuri");

        Assert.Equal("user;par=u@example.net", message.RequestUri!.User);
        Assert.Empty(message.RequestUri.Parameters);
        Assert.Equal(6, message.GetAll(SipHeaderName.Accept).Count);
    }

    [Fact]
    public void Any_transport() =>
        Assert.Equal(["UDP", "SCTP", "TLS", "UNKNOWN", "TCP"], Parse("transports").Vias.Select(v => v.Transport));

    [Fact]
    public void A_binary_body_is_kept()
    {
        var data = TortureMessages.Read("mpart01");
        var message = Parse("mpart01");

        Assert.Equal(553, message.Body.Length);
        Assert.Equal(data[^553..], message.Body.ToArray());
        Assert.Equal(data, message.ToArray());
    }

    [Fact]
    public void Unusual_reason_phrases()
    {
        Assert.StartsWith("= 2**3 * 5**2 но сто", Parse("unreason").ReasonPhrase);
        Assert.Equal(200, Parse("unreason").StatusCode);
        Assert.Equal("", Parse("noreason").ReasonPhrase);
        Assert.Equal(100, Parse("noreason").StatusCode);
    }

    [Fact]
    public void A_branch_of_the_cookie_alone() => Assert.Equal("z9hG4bK", Parse("badbranch").TopVia!.Branch);

    [Fact]
    public void Other_schemes_are_kept()
    {
        Assert.Equal("nobodyknowsthisscheme", Parse("unkscm").RequestUri!.Scheme);
        Assert.Equal("soap.beep", Parse("novelsc").RequestUri!.Scheme);
        Assert.Equal("//192.0.2.103:3002", Parse("novelsc").RequestUri!.User);
        Assert.Equal("isbn", Parse("unksm2").To!.Uri.Scheme);
        Assert.Equal("http://www.example.com", Parse("unksm2").From!.Uri.ToString());
        Assert.Equal("name", Assert.Single(Parse("unksm2").Contacts).Uri.Scheme);
    }

    [Fact]
    public void Values_that_the_element_judges()
    {
        Assert.Equal(["nothingSupportsThis", "nothingSupportsThisEither"], Parse("bext01").GetAll(SipHeaderName.Require));
        Assert.Equal(["noProxiesSupportThis", "norDoAnyProxiesSupportThis"], Parse("bext01").GetAll(SipHeaderName.ProxyRequire));
        Assert.Equal("application/unknownformat", Parse("invut").ContentType);
        Assert.Equal("NoOneKnowsThisScheme opaque-data=here", Parse("regaut01").Get(SipHeaderName.Authorization));
        Assert.Equal(2, Parse("bcast").Vias.Count);
        Assert.Equal(0, Parse("zeromf").MaxForwards);
        Assert.Equal("text/nobodyKnowsThis", Parse("sdp01").Get(SipHeaderName.Accept));
    }

    [Fact]
    public void Contact_parameters_belong_where_the_brackets_say()
    {
        var bare = Assert.Single(Parse("cparam01").Contacts);
        Assert.True(bare.Parameters.Contains("unknownparam"));
        Assert.Empty(bare.Uri.Parameters);
        var bracketed = Assert.Single(Parse("cparam02").Contacts);
        Assert.True(bracketed.Uri.Parameters.Contains("unknownparam"));
        Assert.Empty(bracketed.Parameters);
        Assert.Equal("<sip:sip.example.com>", Assert.Single(Parse("regescrt").Contacts).Uri.Headers["Route"]);
    }

    [Fact]
    public void An_RFC_2543_request()
    {
        var message = Parse("inv2543");

        Assert.Null(message.TopVia!.Branch);
        Assert.Null(message.From!.Tag);
        Assert.Equal("ss1.example.com", Assert.Single(message.RecordRoutes).Uri.Maddr);
    }

    private static SipMessage Parse(string name)
    {
        Assert.True(SipParser.TryParse(TortureMessages.Read(name), out var message).Ok);
        return message;
    }
}
