using System.Net;
using System.Text;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Tests.Headers;

public sealed class HeaderTests
{
    private static readonly TrustDomain Trusted = new([IPNetwork.Parse("192.0.2.0/24")]);

    [Theory]
    [InlineData("dialog", "dialog", null)]
    [InlineData("refer;id=93809824", "refer", "93809824")]
    [InlineData("dialog;sla;call-id=\"x\"", "dialog", null)]
    [InlineData(" presence ; id = 7 ", "presence", "7")]
    public void Event(string text, string package, string? id) => Assert.Equal(new EventType(package, id), EventType.Parse(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("active;expires=600", SubscriptionStatus.Active, 600, null, null)]
    [InlineData("Terminated ; Reason=probation;retry-after=30", SubscriptionStatus.Terminated, null, "probation", 30)]
    [InlineData("pending", SubscriptionStatus.Pending, null, null, null)]
    [InlineData("waiting;expires=9999999999", SubscriptionStatus.Active, -1, null, null)]
    public void Subscription_state(string text, SubscriptionStatus status, int? expires, string? reason, int? retryAfter)
    {
        var state = SubscriptionState.Parse(Encoding.UTF8.GetBytes(text))!;
        Assert.Equal((status, (uint?)expires, reason, (uint?)retryAfter), (state.Status, state.Expires, state.Reason, state.RetryAfter));
    }

    [Theory]
    [InlineData("")]
    [InlineData(";expires=1")]
    [InlineData("active expires=1")]
    [InlineData("active;=1")]
    public void Malformed_values_are_null(string text)
    {
        Assert.Null(SubscriptionState.Parse(Encoding.UTF8.GetBytes(text)));
        Assert.Null(EventType.Parse(Encoding.UTF8.GetBytes(text)));
        Assert.Null(Replaces.Parse(Encoding.UTF8.GetBytes(text)));
        Assert.Null(ReasonValue.Parse(Encoding.UTF8.GetBytes(text)));
        Assert.False(SessionExpires.TryParse(Encoding.UTF8.GetBytes(text), out _));
        Assert.False(RAck.TryParse(Encoding.UTF8.GetBytes(text), out _));
    }

    [Theory]
    [InlineData("425928@bobster.example.org;to-tag=7743;from-tag=6472", "425928@bobster.example.org", "7743", "6472", false)]
    [InlineData("12adf2f34456gs5;from-tag=23431;early-only;to-tag=12345", "12adf2f34456gs5", "12345", "23431", true)]
    [InlineData("87134@171.161.34.23;to-tag=24796;from-tag=0", "87134@171.161.34.23", "24796", "0", false)]
    public void Replacement(string text, string callId, string toTag, string fromTag, bool earlyOnly)
    {
        var replaces = Replaces.Parse(Encoding.UTF8.GetBytes(text));
        Assert.Equal(new Replaces(callId, toTag, fromTag, earlyOnly), replaces);
        Assert.Equal(replaces, Replaces.Parse(Encoding.UTF8.GetBytes(replaces!.ToString())));
    }

    [Fact]
    public void Replaces_needs_both_tags() => Assert.Null(Replaces.Parse("1@x;to-tag=1"u8));

    [Fact]
    public void Reasons()
    {
        var message = Message("Reason: SIP ;cause=200 ;text=\"Call completed elsewhere\", Q.850;cause=16\nReason: X;cause=many\n");
        Assert.Equal(
            [new("SIP", 200, "Call completed elsewhere"), new("Q.850", 16), new ReasonValue("X")],
            ReasonValue.AllOf(message));
        Assert.Equal("SIP;cause=200;text=\"Call completed elsewhere\"", ReasonValue.AllOf(message)[0].ToString());
    }

    [Theory]
    [InlineData("1800", 1800u, SessionRefresher.Unspecified)]
    [InlineData("90 ; refresher = UAC", 90u, SessionRefresher.Uac)]
    [InlineData("4000;x=1;refresher=uas", 4000u, SessionRefresher.Uas)]
    [InlineData("4000;refresher=nobody", 4000u, SessionRefresher.Unspecified)]
    public void Session_intervals(string text, uint seconds, SessionRefresher refresher)
    {
        Assert.True(SessionExpires.TryParse(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(new SessionExpires(seconds, refresher), value);
    }

    [Theory]
    [InlineData("id", PrivacyValues.Id)]
    [InlineData("header;user ; critical", PrivacyValues.Header | PrivacyValues.User | PrivacyValues.Critical)]
    [InlineData("id, history", PrivacyValues.Id | PrivacyValues.History)]
    [InlineData("none", PrivacyValues.Disclosed)]
    [InlineData("unheard-of", PrivacyValues.Unspecified)]
    public void Privacy_is_read(string text, PrivacyValues values) => Assert.Equal(values, Privacy.Of(Message($"Privacy: {text}\n")));

    [Fact]
    public void Privacy_is_written() => Assert.Equal("user;id;critical", Privacy.Format(PrivacyValues.Id | PrivacyValues.Critical | PrivacyValues.User));

    [Fact]
    public void Diversions()
    {
        var diversions = Diversion.AllOf(Message(
            "Diversion: <sip:a@example.org>;reason=no-answer;counter=2, \"B\" <tel:+4930>;reason=user-busy;privacy=full\nDiversion: broken <\n"));
        Assert.Equal([("a", "no-answer", 2, false), ("+4930", "user-busy", 1, true)], diversions.Select(d => (d.Address.Uri.User, d.Reason, d.Counter, d.IsPrivate)));
        Assert.Equal("<sip:c@example.org>;reason=unconditional", Diversion.By(NameAddress.Parse("<sip:c@example.org>"), "unconditional").ToString());
    }

    [Fact]
    public void History()
    {
        var entry = HistoryEntry.For(SipUri.Parse("sip:a@example.org"), "1.1", new ReasonValue("SIP", 486, "Busy Here"));
        var read = Assert.Single(HistoryEntry.AllOf(Message($"History-Info: {entry}\n")));
        Assert.Equal(("1.1", new ReasonValue("SIP", 486, "Busy Here"), false), (read.Index, read.Reason, read.IsPrivate));
        Assert.True(HistoryEntry.AllOf(Message("History-Info: <sip:a@example.org?Privacy=history>;index=1\n"))[0].IsPrivate);
    }

    [Fact]
    public void Only_a_trusted_peer_asserts_who_calls()
    {
        const string Headers = "P-Asserted-Identity: \"Boss\" <sip:1@example.org>\nRemote-Party-ID: <sip:2@example.org>\nDiversion: <sip:3@example.org>\n" +
            "History-Info: <sip:4@example.org>;index=1\nPrivacy: none\n";
        var trusted = Message(Headers);
        Trusted.StripReceived(trusted, IPAddress.Parse("192.0.2.7"));
        Assert.Equal("1", Trusted.AssertedIdentity(trusted, IPAddress.Parse("::ffff:192.0.2.7"))!.Uri.User);
        Assert.True(trusted.Contains(SipHeaderName.Diversion));

        var stranger = Message(Headers);
        Assert.Null(Trusted.AssertedIdentity(stranger, IPAddress.Parse("198.51.100.7")));
        Trusted.StripReceived(stranger, IPAddress.Parse("198.51.100.7"));
        Assert.Equal(["Privacy"], stranger.Headers.Select(header => header.Name).Where(name => Headers.Contains(name + ":", StringComparison.Ordinal)));
    }

    [Fact]
    public void Outward_nobody_but_a_trusted_peer_is_told()
    {
        const string Headers = "P-Asserted-Identity: <sip:1@example.org>\nP-Preferred-Identity: <sip:1@example.org>\nDiversion: <sip:3@example.org>\n";
        var inside = Message(Headers);
        Trusted.StripSent(inside, IPAddress.Parse("192.0.2.1"));
        Assert.True(inside.Contains(SipHeaderName.PAssertedIdentity));
        Assert.False(inside.Contains(SipHeaderName.PPreferredIdentity));

        var outside = Message(Headers);
        Trusted.StripSent(outside, IPAddress.Parse("203.0.113.1"));
        Assert.False(outside.Contains(SipHeaderName.PAssertedIdentity) || outside.Contains(SipHeaderName.Diversion));
    }

    [Theory]
    [InlineData("Privacy: id\n", true)]
    [InlineData("Remote-Party-ID: <sip:1@example.org>;privacy=full\n", true)]
    [InlineData("Privacy: none\n", false)]
    [InlineData("", false)]
    public void A_caller_may_be_anonymous(string headers, bool anonymous) => Assert.Equal(anonymous, TrustDomain.IsAnonymous(Message(headers)));

    private static SipMessage Message(string headers)
    {
        var text = "OPTIONS sip:x SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1\nFrom: <sip:a>;tag=1\nTo: <sip:b>\nCall-ID: 1\nCSeq: 1 OPTIONS\n" + headers + "\n";
        Assert.True(SipParser.TryParse(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), out var message).Ok);
        return message;
    }
}
