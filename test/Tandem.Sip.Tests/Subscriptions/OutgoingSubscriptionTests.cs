using Tandem.Sip.Digest;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Subscriptions;
using Tandem.Sip.Tests.Dialogs;

namespace Tandem.Sip.Tests.Subscriptions;

/// <summary>The subscriber of RFC 6665 section 4.1.</summary>
public sealed class OutgoingSubscriptionTests
{
    private readonly RecordingSubscriber _subscriber = new();
    private int _sequence;

    [Fact]
    public void It_is_refreshed_before_it_expires()
    {
        using var test = new AgentUnderTest();
        Subscribe(test);
        Assert.Equal(("message-summary", "300"), (test.LastRequest.Get(SipHeaderName.Event), test.LastRequest.Get(SipHeaderName.Expires)));
        test.Answer(200, "notifier", "Expires: 300");
        Notify(test, "active;expires=300", "news");
        Assert.Equal("200 NOTIFY", test.Log.Last());
        test.Advance(267);
        Assert.Equal("200 NOTIFY", test.Log.Last());
        test.Advance(2);

        Assert.Equal("SUBSCRIBE", test.Log.Last());
        Assert.Equal(("notifier", 2u), (test.LastRequest.To!.Tag, test.LastRequest.CSeq!.Value.Number));
        test.Answer(200, "notifier", "Expires: 300");
        test.Advance(270);
        Assert.Equal(3u, test.LastRequest.CSeq!.Value.Number);
        Assert.Equal(["Active news"], _subscriber.Events);
    }

    [Fact]
    public void A_notification_may_come_before_the_200()
    {
        using var test = new AgentUnderTest();
        Subscribe(test);
        var subscribe = test.LastRequest;
        Notify(test, "active;expires=300", "early");
        Assert.Equal("200 NOTIFY", test.Log.Last());
        test.Answer(200, "notifier", "Expires: 300", request: subscribe);
        Notify(test, "active;expires=300", "more");
        Notify(test, "active;expires=300", "of another", tag: "fork");

        Assert.Equal("481 NOTIFY", test.Log.Last());
        Assert.Equal(["Active early", "Active more"], _subscriber.Events);
    }

    [Fact]
    public void Ending_it_waits_for_the_last_notification()
    {
        using var test = new AgentUnderTest();
        var subscription = Active(test);
        subscription.Unsubscribe();
        test.Advance(0);
        Assert.Equal("0", test.LastRequest.Get(SipHeaderName.Expires));
        test.Answer(200, "notifier", "Expires: 0");
        Notify(test, "terminated;reason=timeout", "last");

        Assert.Equal(["Active state", "Terminated last", "ended 0 timeout"], _subscriber.Events);
        Assert.Equal(0, test.Agent.ActiveSubscriptions);
        test.AssertAtRest();
    }

    [Theory]
    [InlineData("rejected")]
    [InlineData("noresource")]
    [InlineData("invariant")]
    public void It_ends_where_the_notifier_says_for_good(string reason)
    {
        using var test = new AgentUnderTest();
        Active(test);
        Notify(test, $"terminated;reason={reason}");
        Assert.Equal($"ended 0 {reason}", _subscriber.Events.Last());
        test.AssertAtRest();
    }

    [Theory]
    [InlineData("terminated;reason=deactivated", 5)]
    [InlineData("terminated;reason=probation;retry-after=60", 60)]
    [InlineData("terminated;reason=timeout", 5)]
    [InlineData("terminated", 5)]
    public void It_begins_anew_where_the_notifier_lets_it(string state, int after)
    {
        using var test = new AgentUnderTest();
        Active(test);
        var before = test.LastRequest.CallId;
        Notify(test, state);
        test.Advance(after - 0.1);
        Assert.Equal("200 NOTIFY", test.Log.Last());
        test.Advance(0.2);

        Assert.Equal("SUBSCRIBE", test.Log.Last());
        Assert.Null(test.LastRequest.To!.Tag);
        Assert.NotEqual(before, test.LastRequest.CallId);
    }

    [Fact]
    public void A_notifier_that_lost_it_is_asked_anew()
    {
        using var test = new AgentUnderTest();
        Active(test);
        test.Advance(270);
        test.Answer(481, "notifier");
        test.Advance(6);
        Assert.Null(test.LastRequest.To!.Tag);
        Assert.DoesNotContain(_subscriber.Events, e => e.StartsWith("ended", StringComparison.Ordinal));
    }

    [Fact]
    public void Too_short_is_asked_for_longer()
    {
        using var test = new AgentUnderTest();
        Subscribe(test);
        test.Answer(423, headers: "Min-Expires: 900");
        Assert.Equal("900", test.LastRequest.Get(SipHeaderName.Expires));
    }

    [Fact]
    public void A_challenge_is_answered_once()
    {
        using var test = new AgentUnderTest();
        Subscribe(test);
        test.Answer(401, headers: "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", algorithm=MD5");
        Assert.Contains("username=\"us\"", test.LastRequest.Get(SipHeaderName.Authorization));
        test.Answer(401, headers: "WWW-Authenticate: Digest realm=\"r\", nonce=\"n2\", algorithm=MD5");
        Assert.Equal(["ended 401"], _subscriber.Events);
    }

    [Fact]
    public void No_notification_is_no_subscription()
    {
        using var test = new AgentUnderTest();
        Subscribe(test);
        test.Answer(200, "notifier", "Expires: 300");
        test.Advance(33);
        Assert.Equal(["ended 408"], _subscriber.Events);
        test.AssertAtRest();
    }

    [Fact]
    public void A_refusal_ends_it()
    {
        using var test = new AgentUnderTest();
        Subscribe(test);
        test.Answer(489);
        Assert.Equal(["ended 489"], _subscriber.Events);
        test.AssertAtRest();
    }

    [Fact]
    public void A_notification_of_something_else_is_refused()
    {
        using var test = new AgentUnderTest();
        Active(test);
        Notify(test, "active", package: "presence");
        Assert.Equal("489 NOTIFY", test.Log.Last());
        Notify(test, null);
        Assert.Equal("400 NOTIFY", test.Log.Last());
    }

    private OutgoingSubscription Subscribe(AgentUnderTest test)
    {
        var subscription = test.Agent.Subscribe(
            new OutgoingSubscribe
            {
                RequestUri = SipUri.Parse("sip:box@192.0.2.9"),
                Flow = test.Flow,
                From = NameAddress.Parse("<sip:us@192.0.2.1>"),
                To = NameAddress.Parse("<sip:box@192.0.2.9>"),
                Event = new EventType("message-summary"),
                Expires = TimeSpan.FromSeconds(300),
                Credentials = new DigestClient("us", "secret"),
            },
            _subscriber);
        test.Advance(0);
        return subscription;
    }

    private OutgoingSubscription Active(AgentUnderTest test)
    {
        var subscription = Subscribe(test);
        test.Answer(200, "notifier", "Expires: 300");
        Notify(test, "active;expires=300", "state");
        return subscription;
    }

    private void Notify(AgentUnderTest test, string? state, string body = "", string tag = "notifier", string package = "message-summary")
    {
        var subscribe = test.Sent.Last(message => message.Method == SipMethod.Subscribe && message.IsRequest);
        var local = subscribe.Get(SipHeaderName.From);
        test.Peer(
            $"NOTIFY sip:us@192.0.2.1 SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bKn{++_sequence}\n" +
            $"From: <sip:box@192.0.2.9>;tag={tag}\nTo: {local}\nCall-ID: {subscribe.CallId}\nCSeq: {_sequence} NOTIFY\nMax-Forwards: 70\n" +
            $"Contact: <sip:box@192.0.2.9>\nEvent: {package}\n" + (state is null ? "" : $"Subscription-State: {state}\n") +
            $"Content-Length: {body.Length}\n\n{body}");
    }
}
