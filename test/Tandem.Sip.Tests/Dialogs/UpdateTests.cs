using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using static Tandem.Sip.Tests.Dialogs.AgentUnderTest;

namespace Tandem.Sip.Tests.Dialogs;

/// <summary>RFC 3311, both roles, and requests that overlap.</summary>
public sealed class UpdateTests
{
    [Fact]
    public void An_update_without_offer_refreshes_the_target()
    {
        using var test = new AgentUnderTest();
        var call = test.Answered();
        test.Peer(test.Request("UPDATE", 2, call.Dialog!.Id.LocalTag).Replace("Contact: <sip:peer@", "Contact: <sip:elsewhere@", StringComparison.Ordinal));

        Assert.Equal("200 UPDATE", test.Log.Last());
        Assert.Equal("elsewhere", call.Dialog.RemoteTarget.User);
        Assert.Contains("updated", test.Handler.Events);
    }

    [Fact]
    public void An_update_with_an_offer_is_answered_without_an_ack()
    {
        using var test = new AgentUnderTest();
        test.Handler.ReInvited = session => session.AcceptReInvite(Description("v=0\r\ns=answer\r\n"));
        test.Answered();
        test.InDialog("UPDATE", 2, body: Offer);
        test.Advance(10);

        Assert.Equal(["200 UPDATE"], test.Log);
        Assert.Equal("application/sdp", test.LastResponse.ContentType);
    }

    [Fact]
    public void An_offer_that_meets_ours_is_refused_with_491()
    {
        using var test = new AgentUnderTest();
        var call = test.Answered("Allow: UPDATE\n");
        Assert.True(call.Update(Description()));
        test.InDialog("UPDATE", 2, body: Offer);
        Assert.Equal("491 UPDATE", test.Log.Last());
        test.InDialog("INVITE", 3, body: Offer);
        Assert.Equal("491 INVITE", test.Log.Last());
    }

    [Fact]
    public void An_offer_before_the_last_is_answered_is_to_come_again_later()
    {
        using var test = new AgentUnderTest();
        test.Answered();
        test.InDialog("UPDATE", 2, body: Offer);
        test.InDialog("UPDATE", 3, body: Offer);
        AssertRetryLater(test, "500 UPDATE");
        test.InDialog("INVITE", 4, body: Offer);
        AssertRetryLater(test, "500 INVITE");
    }

    [Fact]
    public void An_early_offer_before_the_first_is_answered_is_to_come_again_later()
    {
        using var test = new AgentUnderTest { OnIncoming = session => session.SendProvisional(180) };
        test.Peer(test.Request("INVITE", body: Offer));
        test.InDialog("UPDATE", 2, body: Offer);
        AssertRetryLater(test, "500 UPDATE");
    }

    [Fact]
    public void A_request_with_a_number_that_was_used_is_refused()
    {
        using var test = new AgentUnderTest();
        test.Answered();
        test.InDialog("UPDATE", 5);
        test.InDialog("UPDATE", 4);
        Assert.Equal(["200 UPDATE", "500 UPDATE"], test.Log);
    }

    [Fact]
    public void We_update_only_a_peer_that_takes_it()
    {
        using var test = new AgentUnderTest();
        Assert.False(test.Answered().Update(Description()));
    }

    [Fact]
    public void We_update_an_early_dialog_without_offer_and_the_outcome_is_told()
    {
        using var test = new AgentUnderTest();
        var call = test.Call();
        var invite = test.LastRequest;
        test.Answer(180, headers: "Allow: INVITE, UPDATE");
        Assert.False(call.Update(Description()));
        Assert.True(call.Update(configure: request => request.Add("P-Asserted-Identity", "<sip:other@example.org>")));
        test.Advance(0);
        Assert.Equal("<sip:other@example.org>", test.LastRequest.Get("P-Asserted-Identity"));
        test.Answer(200);
        test.Answer(200, request: invite, body: Offer);

        Assert.Equal(["progress 180", "re-invite 200", "answered"], test.Handler.Events);
    }

    [Fact]
    public void A_request_refused_for_now_is_sent_again_when_the_peer_says()
    {
        using var test = new AgentUnderTest();
        var call = test.Called();
        call.ReInvite(Description());
        test.Advance(0);
        test.Answer(500, headers: "Retry-After: 4");
        test.Advance(3.9);
        Assert.Equal(["INVITE", "ACK"], test.Log);
        test.Advance(0.2);
        Assert.Equal(["INVITE", "ACK", "INVITE"], test.Log);
        test.Answer(200, body: Offer);
        Assert.Equal("re-invite 200", test.Handler.Events.Last());
    }

    [Theory]
    [InlineData(true, 2.1, 4.0)]
    [InlineData(false, 0.0, 2.0)]
    public void Glare_backs_off_as_the_owner_of_the_call_id_or_not(bool isOwner, double least, double most)
    {
        for (var i = 0; i < 20; i++)
        {
            using var test = new AgentUnderTest();
            var call = isOwner ? test.Called() : test.Answered();
            call.ReInvite(Description());
            test.Advance(0);
            test.Answer(491);
            var from = test.Elapsed;
            test.Advance(5);
            var again = Enumerable.Range(1, test.Sent.Count - 1).First(at => test.Sent[at].Method == SipMethod.Invite);
            Assert.InRange((test.SentAt[again] - from).TotalSeconds, least, most + 0.02);
        }
    }

    [Fact]
    public void A_glare_without_end_is_told()
    {
        using var test = new AgentUnderTest();
        var call = test.Called();
        call.ReInvite(Description());
        for (var i = 0; i < 6; i++)
        {
            test.Advance(0);
            test.Answer(491);
            test.Advance(5);
        }
        Assert.Equal("re-invite 491", test.Handler.Events.Last());
        Assert.Equal(SessionState.Established, call.State);
    }

    [Fact]
    public void A_re_invite_without_offer_is_answered_in_its_ack()
    {
        using var test = new AgentUnderTest();
        var call = test.Called();
        test.Handler.ChangeAnswered = session => session.Acknowledge(Description("v=0\r\ns=answer\r\n"));
        call.ReInvite(default);
        test.Advance(0);
        Assert.True(test.LastRequest.Body.IsEmpty);
        test.Answer(200, body: Offer);

        Assert.Equal(("ACK", 15), (test.LastRequest.MethodName, test.LastRequest.Body.Length));
    }

    [Theory]
    [InlineData("UPDATE")]
    [InlineData("INVITE")]
    [InlineData("BYE")]
    public void What_is_sent_when_the_call_is_answered_comes_behind_the_ack(string method)
    {
        using var test = new AgentUnderTest();
        test.Handler.Answered = session => _ = method switch
        {
            "UPDATE" => session.Update(),
            "INVITE" => session.ReInvite(Description()),
            _ => Hangup(session),
        };
        test.Call();
        test.Answer(200, headers: "Allow: INVITE, UPDATE", body: Offer);
        test.Advance(0);

        Assert.Equal(["INVITE", "ACK", method], test.Log);

        static bool Hangup(InviteSession session)
        {
            session.Hangup();
            return true;
        }
    }

    [Fact]
    public void Nothing_is_changed_before_the_offer_of_the_peer_is_answered()
    {
        using var test = new AgentUnderTest();
        var changed = new List<bool>();
        test.Handler.Answered = session =>
        {
            changed.Add(session.Update() || session.ReInvite(Description()));
            session.Acknowledge(Description("v=0\r\ns=answer\r\n"));
        };
        test.Handler.ChangeAnswered = session =>
        {
            changed.Add(session.Update() || session.ReInvite(Description()));
            session.Acknowledge(Description("v=0\r\ns=answer\r\n"));
        };
        var call = test.Call(withOffer: false);
        test.Answer(200, headers: "Allow: INVITE, UPDATE", body: Offer);
        Assert.True(call.ReInvite(default));
        test.Advance(0);
        test.Answer(200, headers: "Allow: INVITE, UPDATE", body: Offer);

        Assert.Equal([false, false], changed);
        Assert.Equal(["INVITE", "ACK", "INVITE", "ACK"], test.Log);
        Assert.True(call.Update());
    }

    [Fact]
    public void An_answer_to_a_change_that_comes_again_is_acknowledged_again_also_behind_another_change()
    {
        using var test = new AgentUnderTest();
        var call = test.Called("Allow: INVITE, UPDATE");
        call.ReInvite(Description());
        test.Advance(0);
        var change = test.LastRequest;
        test.Answer(200, headers: "Allow: INVITE, UPDATE", body: Offer);
        call.Update();
        test.Advance(0);
        test.Answer(200, headers: "Allow: INVITE, UPDATE", body: Offer, request: change);

        Assert.Equal(["INVITE", "ACK", "UPDATE", "ACK"], test.Log);
        Assert.Equal(test.Sent[1].CSeq, test.Sent[3].CSeq);
    }

    private static void AssertRetryLater(AgentUnderTest test, string log)
    {
        Assert.Equal(log, test.Log.Last());
        Assert.InRange(int.Parse(test.LastResponse.Get(SipHeaderName.RetryAfter)!, System.Globalization.CultureInfo.InvariantCulture), 0, 10);
    }
}
