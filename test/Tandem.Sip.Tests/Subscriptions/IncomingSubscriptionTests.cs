using System.Text;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Subscriptions;
using Tandem.Sip.Tests.Dialogs;

namespace Tandem.Sip.Tests.Subscriptions;

/// <summary>The notifier of RFC 6665 section 4.2.</summary>
public sealed class IncomingSubscriptionTests
{
    private const string Dialog = "Event: dialog\nExpires: 600\n";

    private IncomingSubscription? _subscription;
    private int _state;
    private int _ended;

    [Fact]
    public void A_subscription_is_granted_and_told_the_state_at_once()
    {
        using var test = Notifier();
        test.Peer(test.Request("SUBSCRIBE", headers: Dialog));

        Assert.Equal(["200 SUBSCRIBE", "NOTIFY"], test.Log);
        Assert.Equal("600", test.Sent[0].Get(SipHeaderName.Expires));
        var notify = test.LastRequest;
        Assert.Equal(("dialog", "active;expires=600"), (notify.Get(SipHeaderName.Event), notify.Get(SipHeaderName.SubscriptionState)));
        Assert.Equal(("text/state", "0 state 0"), (notify.ContentType, Encoding.UTF8.GetString(notify.Body.Span)));
        Assert.Equal(test.Sent[0].To!.Tag, notify.From!.Tag);
        Assert.Equal("peer", notify.To!.Tag);
    }

    [Theory]
    [InlineData("Event: presence\n", 489)]
    [InlineData("", 489)]
    [InlineData("Event: dialog\nExpires: 30\n", 423)]
    public void What_cannot_be_granted_is_refused(string headers, int status)
    {
        using var test = Notifier();
        test.Peer(test.Request("SUBSCRIBE", headers: headers));

        Assert.Equal(status, test.LastResponse.StatusCode);
        Assert.Equal(status == 489 ? "dialog, message-summary" : null, test.LastResponse.Get(SipHeaderName.AllowEvents));
        Assert.Equal(status == 423 ? "60" : null, test.LastResponse.Get(SipHeaderName.MinExpires));
        test.AssertAtRest();
    }

    [Fact]
    public void A_fetch_gets_the_state_once()
    {
        using var test = Notifier();
        test.Peer(test.Request("SUBSCRIBE", headers: "Event: dialog\nExpires: 0\n"));

        Assert.Equal(["200 SUBSCRIBE", "NOTIFY"], test.Log);
        Assert.Equal("terminated;reason=timeout", test.LastRequest.Get(SipHeaderName.SubscriptionState));
        test.Answer(200);
        Assert.Equal(0, test.Agent.ActiveSubscriptions);
        test.AssertAtRest();
    }

    [Fact]
    public void Who_asks_calls_or_is_called_is_told_what_can_be_subscribed_to()
    {
        const string packages = "dialog, message-summary";
        using var test = Notifier();
        test.Peer(test.Request("OPTIONS"));
        Assert.Equal((200, packages), (test.LastResponse.StatusCode, test.LastResponse.Get(SipHeaderName.AllowEvents)));
        Assert.NotNull(test.LastResponse.Get(SipHeaderName.Supported));
        test.Call();
        Assert.Equal(("INVITE", packages), (test.LastRequest.MethodName, test.LastRequest.Get(SipHeaderName.AllowEvents)));
        test.OnIncoming = session => session.Accept(AgentUnderTest.Description());
        test.Peer(test.Request("INVITE", sequence: 2, body: AgentUnderTest.Offer));
        Assert.Equal((200, packages), (test.LastResponse.StatusCode, test.LastResponse.Get(SipHeaderName.AllowEvents)));
    }

    [Fact]
    public void A_burst_of_changes_is_one_notification_a_second()
    {
        using var test = Notifier();
        test.Peer(test.Request("SUBSCRIBE", headers: Dialog));
        test.Answer(200);
        for (_state = 1; _state < 50; _state++)
        {
            _subscription!.Changed();
        }
        test.Advance(0.9);
        Assert.Equal(1, test.Log.Count(line => line == "NOTIFY"));
        test.Advance(0.2);

        Assert.Equal(2, test.Log.Count(line => line == "NOTIFY"));
        Assert.Equal("1 state 50", Encoding.UTF8.GetString(test.LastRequest.Body.Span));
    }

    [Fact]
    public void A_notification_waits_for_the_answer_of_the_one_before()
    {
        using var test = Notifier();
        test.Peer(test.Request("SUBSCRIBE", headers: Dialog));
        test.Advance(0.1);
        _subscription!.Changed();
        test.Advance(3);
        Assert.All(test.Sent.Where(message => message.Method == SipMethod.Notify), notify => Assert.Equal(1u, notify.CSeq!.Value.Number));
        test.Answer(200);
        Assert.Equal(2u, test.LastRequest.CSeq!.Value.Number);
    }

    [Fact]
    public void A_refresh_lengthens_it_and_gets_the_state_again()
    {
        using var test = Notifier();
        var tag = Subscribed(test);
        test.Advance(500);
        test.Peer(test.Request("SUBSCRIBE", 2, tag, Dialog));
        Assert.Equal(["200 SUBSCRIBE", "NOTIFY"], test.Log.TakeLast(2));
        test.Answer(200);
        test.Advance(500);
        Assert.Equal(0, _ended);
        test.Advance(101);

        Assert.Equal("terminated;reason=timeout", test.LastRequest.Get(SipHeaderName.SubscriptionState));
        test.Answer(200);
        Assert.Equal(1, _ended);
        test.AssertAtRest();
    }

    [Fact]
    public void Unsubscribing_gets_a_last_notification()
    {
        using var test = Notifier();
        var tag = Subscribed(test);
        test.Peer(test.Request("SUBSCRIBE", 2, tag, "Event: dialog\nExpires: 0\n"));
        Assert.Equal("terminated;reason=timeout", test.LastRequest.Get(SipHeaderName.SubscriptionState));
        test.Answer(200);
        test.Peer(test.Request("SUBSCRIBE", 3, tag, Dialog));

        Assert.Equal(481, test.LastResponse.StatusCode);
        Assert.Equal(1, _ended);
    }

    [Theory]
    [InlineData(481)]
    [InlineData(405)]
    public void A_subscriber_that_refuses_is_told_no_more(int status)
    {
        using var test = Notifier();
        test.Peer(test.Request("SUBSCRIBE", headers: Dialog));
        test.Answer(status);
        Assert.Equal((1, 0), (_ended, test.Agent.ActiveSubscriptions));
        _subscription!.Changed();
        test.AssertAtRest();
    }

    [Fact]
    public void A_subscriber_that_is_gone_is_forgotten()
    {
        using var test = Notifier();
        test.Peer(test.Request("SUBSCRIBE", headers: Dialog));
        test.Advance(33);
        Assert.Equal((1, 0), (_ended, test.Agent.ActiveSubscriptions));
    }

    [Fact]
    public void The_notifier_may_end_it_with_its_reason()
    {
        using var test = Notifier();
        Subscribed(test);
        _subscription!.Terminate(SubscriptionReason.Probation, retryAfter: 30);
        test.Advance(0);
        Assert.Equal("terminated;reason=probation;retry-after=30", test.LastRequest.Get(SipHeaderName.SubscriptionState));
        test.Answer(200);
        test.AssertAtRest();
    }

    [Fact]
    public void Pending_becomes_active_with_consent()
    {
        using var test = Notifier(subscription => subscription.Accept(State, isPending: true));
        test.Peer(test.Request("SUBSCRIBE", headers: Dialog));
        Assert.StartsWith("pending", test.LastRequest.Get(SipHeaderName.SubscriptionState), StringComparison.Ordinal);
        test.Answer(200);
        _subscription!.Activate();
        test.Advance(2);
        Assert.StartsWith("active", test.LastRequest.Get(SipHeaderName.SubscriptionState), StringComparison.Ordinal);
    }

    private EventBody State(uint version) => new("text/state", Encoding.UTF8.GetBytes($"{version} state {_state}"));

    private AgentUnderTest Notifier(Action<IncomingSubscription>? received = null) => new(stack => new SipUserAgent(stack)
    {
        Notifier = new NotifierOptions { Packages = ["dialog", "message-summary"] },
        SubscriptionReceived = subscription =>
        {
            _subscription = subscription;
            subscription.Ended = _ => _ended++;
            (received ?? (accepted => accepted.Accept(State)))(subscription);
        },
    });

    private static string Subscribed(AgentUnderTest test)
    {
        test.Peer(test.Request("SUBSCRIBE", headers: Dialog));
        test.Answer(200);
        test.Advance(2);
        return test.Sent[0].To!.Tag!;
    }
}
