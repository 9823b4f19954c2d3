using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using static Tandem.Sip.Tests.Dialogs.AgentUnderTest;

namespace Tandem.Sip.Tests.Dialogs;

/// <summary>One INVITE with several answers, routes that are strict, requests that come twice, peers of RFC 2543.</summary>
public sealed class ForkTests
{
    [Fact]
    public void The_first_answer_wins_and_the_others_are_acknowledged_and_ended()
    {
        using var test = new AgentUnderTest();
        var call = test.Call();
        var invite = test.LastRequest;
        test.Answer(180, "one");
        test.Answer(180, "two");
        test.Answer(200, "one", body: Offer, request: invite);
        test.Answer(200, "two", body: Offer, request: invite);
        test.Answer(200, "two", body: Offer, request: invite);
        test.Answer(200, "three", body: Offer, request: invite);

        Assert.Equal("one", call.Dialog!.Id.RemoteTag);
        Assert.Equal(["answered"], test.Handler.Events.Where(e => e == "answered"));
        Assert.Equal(["ACK one", "ACK two", "BYE two", "ACK two", "ACK three", "BYE three"], test.Sent.Skip(1).Select(m => $"{m.Method} {m.To!.Tag}"));
    }

    [Fact]
    public void Every_early_dialog_takes_requests_until_the_call_is_answered()
    {
        using var test = new AgentUnderTest();
        var call = test.Call();
        var invite = test.LastRequest;
        test.Answer(180, "one");
        test.Answer(180, "two");
        Update("one");
        Assert.Equal("200 UPDATE", test.Log.Last());
        test.Answer(200, "two", body: Offer, request: invite);
        Update("one");
        Assert.Equal("481 UPDATE", test.Log.Last());
        Update("two");
        Assert.Equal("200 UPDATE", test.Log.Last());
        call.Hangup();
        test.Advance(0);
        test.Answer(200);
        test.AssertAtRest();

        void Update(string tag) => test.Peer(
            $"UPDATE sip:us@192.0.2.1 SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK{tag}{test.Sent.Count}\n" +
            $"From: <sip:peer@192.0.2.9>;tag={tag}\nTo: {invite.Get(SipHeaderName.From)}\nCall-ID: {invite.CallId}\n" +
            $"CSeq: {test.Sent.Count} UPDATE\nMax-Forwards: 70\nContact: <sip:peer@192.0.2.9>\nContent-Length: 0\n\n");
    }

    [Fact]
    public void After_the_call_the_answer_is_still_acknowledged_and_those_of_others_are_ended()
    {
        using var test = new AgentUnderTest();
        var call = test.Call();
        var invite = test.LastRequest;
        test.Answer(200, "one", body: Offer, request: invite);
        call.Hangup();
        test.Advance(0);
        test.Answer(200);
        Assert.Equal(SessionState.Ended, call.State);
        var before = test.Sent.Count;

        test.Answer(200, "one", body: Offer, request: invite);
        test.Answer(200, "two", body: Offer, request: invite);
        test.Answer(200, "two", body: Offer, request: invite);

        Assert.Equal(["ACK one", "ACK two", "BYE two", "ACK two"], test.Sent.Skip(before).Select(m => $"{m.Method} {m.To!.Tag}"));
        Assert.Equal(invite.Get(SipHeaderName.From), test.LastRequest.Get(SipHeaderName.From));
        test.Answer(200, "two", request: test.Sent.Last(m => m.Method == SipMethod.Bye));
        for (var i = 0; i < 100; i++)
        {
            test.Answer(200, $"tag{i}", body: Offer, request: invite);
        }
        Assert.InRange(test.Sent.Count(m => m.Method == SipMethod.Bye), 1, 40);
    }

    [Fact]
    public void An_answer_that_was_ended_during_the_call_is_only_acknowledged_after_it()
    {
        using var test = new AgentUnderTest();
        var call = test.Call();
        var invite = test.LastRequest;
        test.Answer(200, "one", body: Offer, request: invite);
        test.Answer(200, "two", body: Offer, request: invite);
        test.Answer(200, "two");
        call.Hangup();
        test.Advance(0);
        test.Answer(200, "one");
        var before = test.Sent.Count;

        test.Answer(200, "two", body: Offer, request: invite);

        Assert.Equal(["ACK two"], test.Sent.Skip(before).Select(m => $"{m.Method} {m.To!.Tag}"));
        test.AssertAtRest();
    }

    [Fact]
    public void A_callee_that_makes_up_tags_fills_no_memory()
    {
        using var test = new AgentUnderTest();
        var call = test.Call();
        var invite = test.LastRequest;
        for (var i = 0; i < 200; i++)
        {
            test.Answer(180, $"tag{i}", request: invite);
        }
        Assert.InRange(test.Agent.ActiveSessions, 1, 50);
        test.Answer(200, "tag0", body: Offer, request: invite);
        Assert.Equal("tag0", call.Dialog!.Id.RemoteTag);
        Assert.Equal(1, test.Agent.ActiveSessions);
    }

    [Fact]
    public void The_bye_of_a_loser_counts_on_from_its_prack()
    {
        using var test = new AgentUnderTest();
        test.Call();
        var invite = test.LastRequest;
        test.Answer(183, "one", "Require: 100rel\nRSeq: 1");
        test.Answer(200, "one");
        test.Answer(200, "two", body: Offer, request: invite);
        test.Answer(200, "one", body: Offer, request: invite);

        Assert.Equal(("BYE", 3u), (test.LastRequest.MethodName, test.LastRequest.CSeq!.Value.Number));
    }

    [Fact]
    public void The_route_of_the_2xx_counts_and_a_strict_router_gets_the_request_uri()
    {
        using var test = new AgentUnderTest();
        var call = test.Call();
        test.Answer(180, headers: "Record-Route: <sip:192.0.2.77;lr>");
        test.Answer(200, headers: "Record-Route: <sip:far.example.org;lr>, <sip:192.0.2.9>\nContact: <sip:peer@203.0.113.5>", body: Offer);
        call.Hangup();
        test.Advance(0);

        Assert.Equal("BYE", test.LastRequest.MethodName);
        Assert.Equal("sip:192.0.2.9", test.LastRequest.RequestUri!.ToString());
        Assert.Equal(["<sip:far.example.org;lr>", "<sip:peer@203.0.113.5>"], test.LastRequest.GetAll(SipHeaderName.Route));
    }

    [Fact]
    public void A_copy_of_a_call_that_came_another_way_is_refused_with_482()
    {
        using var test = new AgentUnderTest { OnIncoming = session => session.SendProvisional(180) };
        test.Peer(test.Request("INVITE", body: Offer, branch: "z9hG4bKone"));
        test.Peer(test.Request("INVITE", body: Offer, branch: "z9hG4bKtwo"));
        test.Peer(test.Request("INVITE", body: Offer, branch: "z9hG4bKtwo"));
        Assert.Equal(["180 INVITE", "482 INVITE", "482 INVITE"], test.Log);
        test.Incoming!.Hangup();
        test.InDialog("ACK", 1);
        test.AssertAtRest();
    }

    [Fact]
    public void The_same_call_may_come_again_when_it_is_over()
    {
        using var test = new AgentUnderTest
        {
            OnIncoming = session =>
            {
                session.Handler = null;
                session.Reject(486);
            },
        };
        test.Peer(test.Request("INVITE", body: Offer, branch: "z9hG4bKone"));
        test.Advance(120);
        test.Peer(test.Request("INVITE", body: Offer, branch: "z9hG4bKtwo"));
        Assert.Equal("486 INVITE", test.Log.Last());
    }

    [Fact]
    public void A_peer_of_RFC_2543_is_served()
    {
        using var test = new AgentUnderTest { OnIncoming = session => session.Accept(Description()) };
        const string Rest = "From: <sip:old@192.0.2.9>\nCall-ID: old-call\nContact: <sip:old@192.0.2.9>\nContent-Length: 0\n";
        var via = "Via: SIP/2.0/UDP 192.0.2.9:5060\n";
        test.Peer($"INVITE sip:us@192.0.2.1 SIP/2.0\n{via}To: <sip:us@192.0.2.1>\nCSeq: 1 INVITE\n{Rest}\n");
        var to = test.LastResponse.Get(SipHeaderName.To);
        test.Peer($"INVITE sip:us@192.0.2.1 SIP/2.0\n{via}To: <sip:us@192.0.2.1>\nCSeq: 1 INVITE\n{Rest}\n");
        test.Peer($"ACK sip:us@192.0.2.1 SIP/2.0\n{via}To: {to}\nCSeq: 1 ACK\n{Rest}\n");
        Assert.Equal(["200 INVITE"], test.Log);
        test.Peer($"BYE sip:us@192.0.2.1 SIP/2.0\n{via}To: {to}\nCSeq: 2 BYE\n{Rest}\n");

        Assert.Equal(["200 INVITE", "200 BYE"], test.Log);
        Assert.Equal(["acknowledged", "ended RemoteBye"], test.Handler.Events);
        test.AssertAtRest();
    }

    [Fact]
    public void A_call_that_requires_what_we_do_not_know_is_refused_with_420()
    {
        using var test = new AgentUnderTest();
        test.Peer(test.Request("INVITE", headers: "Require: 100rel, recursion\n", body: Offer));
        Assert.Equal("recursion", test.LastResponse.Get(SipHeaderName.Unsupported));
        Assert.Equal(420, test.LastResponse.StatusCode);
    }
}
