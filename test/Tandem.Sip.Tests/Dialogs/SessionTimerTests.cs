using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using static Tandem.Sip.Tests.Dialogs.AgentUnderTest;

namespace Tandem.Sip.Tests.Dialogs;

/// <summary>RFC 4028, both roles.</summary>
public sealed class SessionTimerTests
{
    [Theory]
    [InlineData("Supported: timer\nSession-Expires: 600\n", "600;refresher=uac", true)]
    [InlineData("Supported: timer\nSession-Expires: 600;refresher=uas\n", "600;refresher=uas", true)]
    [InlineData("Supported: timer\nSession-Expires: 600;refresher=uac\n", "600;refresher=uac", true)]
    [InlineData("Session-Expires: 600;refresher=uac\n", "600;refresher=uas", false)]
    [InlineData("Supported: timer\nx: 9000\n", "1800;refresher=uac", true)]
    [InlineData("Supported: timer\n", "1800;refresher=uas", true)]
    [InlineData("Supported: timer\nMin-SE: 2000\nSession-Expires: 3000\n", "2000;refresher=uac", true)]
    [InlineData("", null, false)]
    public void The_callee_grants_what_it_can(string asked, string? granted, bool requires)
    {
        using var test = new AgentUnderTest { OnIncoming = session => session.Accept(Description()) };
        test.Peer(test.Request("INVITE", headers: asked, body: Offer));

        Assert.Equal(granted, test.LastResponse.Get(SipHeaderName.SessionExpires));
        Assert.Equal(requires, test.LastResponse.HasValue(SipHeaderName.Require, "timer"u8));
    }

    [Fact]
    public void A_call_that_asks_for_too_little_is_refused_with_422()
    {
        using var test = new AgentUnderTest();
        test.Peer(test.Request("INVITE", headers: "Supported: timer\nSession-Expires: 60\n", body: Offer));

        Assert.Equal("422 INVITE", test.Log.Last());
        Assert.Equal("90", test.LastResponse.Get(SipHeaderName.MinSE));
        Assert.Null(test.Incoming);
        test.Peer(test.Request("ACK", toTag: test.LastResponse.To!.Tag, branch: "z9hG4bKpeer1"));
        test.AssertAtRest();
    }

    [Fact]
    public void A_caller_asks_for_more_after_422()
    {
        using var test = new AgentUnderTest();
        var call = test.Call();
        Assert.Equal("1800", test.LastRequest.Get(SipHeaderName.SessionExpires));
        test.Answer(422, headers: "Min-SE: 4000");

        Assert.Equal(["INVITE", "ACK", "INVITE"], test.Log);
        Assert.Equal(("4000", "4000"), (test.LastRequest.Get(SipHeaderName.SessionExpires), test.LastRequest.Get(SipHeaderName.MinSE)));
        test.Answer(200, headers: "Session-Expires: 4000;refresher=uas", body: Offer);
        Assert.Equal(TimeSpan.FromSeconds(4000), call.SessionInterval);
        Assert.False(call.IsRefresher);
    }

    [Theory]
    [InlineData("Allow: INVITE, UPDATE", "UPDATE")]
    [InlineData("Allow: INVITE", "INVITE")]
    public void The_refresher_refreshes_at_half_the_interval(string allow, string method)
    {
        using var test = new AgentUnderTest();
        var call = test.Called($"{allow}\nSession-Expires: 200;refresher=uac");
        Assert.True(call.IsRefresher);
        test.Advance(99.9);
        Assert.Empty(test.Sent);
        test.Advance(0.2);
        Assert.Equal([method], test.Log);
        Assert.Equal("200;refresher=uac", test.LastRequest.Get(SipHeaderName.SessionExpires));
        test.Answer(200, headers: "Session-Expires: 200;refresher=uac", body: method == "INVITE" ? Offer : "");
        test.Advance(99.8);
        Assert.DoesNotContain("re-invite 200", test.Handler.Events);
        Assert.Equal(1, test.Log.Count(line => line == method));
        test.Advance(0.4);
        Assert.Equal(2, test.Log.Count(line => line == method));
    }

    [Fact]
    public void A_refresh_that_is_refused_lets_the_session_end_in_time()
    {
        using var test = new AgentUnderTest();
        test.Called("Allow: UPDATE\nSession-Expires: 180;refresher=uac");
        test.Advance(91);
        test.Answer(503);
        test.Advance(180 - 32 - 91 - 1);
        Assert.Null(test.Handler.End);
        test.Advance(2);

        Assert.Equal(SessionEndKind.SessionExpired, test.Handler.End!.Kind);
        Assert.Equal("BYE", test.Log.Last());
        test.Answer(200);
        test.AssertAtRest();
    }

    [Fact]
    public void A_refresh_to_a_peer_that_forgot_the_call_ends_it()
    {
        using var test = new AgentUnderTest();
        test.Called("Allow: UPDATE\nSession-Expires: 180;refresher=uac");
        test.Advance(91);
        test.Answer(481);
        Assert.Equal(SessionEndKind.Timeout, test.Handler.End!.Kind);
    }

    [Fact]
    public void A_session_that_the_peer_does_not_refresh_ends_with_bye()
    {
        using var test = new AgentUnderTest();
        test.Answered("Supported: timer\nSession-Expires: 90;refresher=uac\n");
        test.Advance(59);
        Assert.Null(test.Handler.End);
        test.Advance(2);

        Assert.Equal(SessionEndKind.SessionExpired, test.Handler.End!.Kind);
        Assert.Equal("BYE", test.Log.Last());
    }

    [Fact]
    public void The_peers_update_keeps_the_session()
    {
        using var test = new AgentUnderTest();
        test.Answered("Supported: timer\nSession-Expires: 90;refresher=uac\n");
        for (var i = 0; i < 5; i++)
        {
            test.Advance(45);
            test.InDialog("UPDATE", 2 + i, "Supported: timer\nSession-Expires: 90;refresher=uac\n");
            Assert.Equal("90;refresher=uac", test.LastResponse.Get(SipHeaderName.SessionExpires));
        }
        Assert.Null(test.Handler.End);
    }

    [Fact]
    public void A_refresh_with_too_short_an_interval_is_refused_and_the_session_goes_on()
    {
        using var test = new AgentUnderTest();
        test.Answered("Supported: timer\nSession-Expires: 90;refresher=uac\n");
        test.InDialog("UPDATE", 2, "Supported: timer\nSession-Expires: 30\n");
        Assert.Equal("422 UPDATE", test.Log.Last());
        Assert.Null(test.Handler.End);
    }

    [Fact]
    public void Without_timers_nothing_is_asked_or_granted()
    {
        using var test = new AgentUnderTest(stack => new SipUserAgent(stack) { SessionTimers = null });
        test.Answered("Supported: timer\nSession-Expires: 30\n");
        Assert.Null(test.Incoming!.SessionInterval);
        test.Call();
        Assert.False(test.LastRequest.Contains(SipHeaderName.SessionExpires));
    }
}
