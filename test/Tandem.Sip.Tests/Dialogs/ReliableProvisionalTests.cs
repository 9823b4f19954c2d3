using Tandem.Sip.Dialogs;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using static Tandem.Sip.Tests.Dialogs.AgentUnderTest;

namespace Tandem.Sip.Tests.Dialogs;

/// <summary>RFC 3262, both roles.</summary>
public sealed class ReliableProvisionalTests
{
    private const string Required = "Require: 100rel\n";

    [Fact]
    public void A_caller_that_requires_it_gets_each_provisional_until_its_prack()
    {
        using var test = new AgentUnderTest { OnIncoming = session => session.SendProvisional(183, Description()) };
        test.Peer(test.Request("INVITE", headers: Required, body: Offer));
        test.Advance(1.6);

        Assert.Equal(["183 INVITE", "183 INVITE", "183 INVITE"], test.Log);
        Assert.All(test.Sent, response => Assert.True(response.HasValue(SipHeaderName.Require, "100rel"u8)));
        Assert.Equal([0, 500, 1500], test.SentAt.Select(at => at.TotalMilliseconds));

        Prack(test, 2);
        test.Advance(20);
        Assert.Equal("200 PRACK", test.Log.Last());
        test.Incoming!.Hangup();
        test.InDialog("ACK", 1);
        test.AssertAtRest();
    }

    [Fact]
    public void The_next_waits_for_the_prack_of_the_one_before_and_counts_on()
    {
        using var test = new AgentUnderTest
        {
            OnIncoming = session =>
            {
                session.SendProvisional(183);
                session.SendProvisional(180);
            },
        };
        test.Peer(test.Request("INVITE", headers: Required, body: Offer));
        Assert.Equal(["183 INVITE"], test.Log);
        var first = Sequence(test.LastResponse);
        Prack(test, 2);

        Assert.Equal(["183 INVITE", "200 PRACK", "180 INVITE"], test.Log);
        Assert.Equal(first + 1, Sequence(test.LastResponse));
    }

    [Fact]
    public void A_prack_of_nothing_is_answered_by_481()
    {
        using var test = new AgentUnderTest { OnIncoming = session => session.SendProvisional(180) };
        test.Peer(test.Request("INVITE", headers: Required, body: Offer));
        test.InDialog("PRACK", 2, $"RAck: {Sequence(test.LastResponse) + 1} 1 INVITE\n");
        Assert.Equal("481 PRACK", test.Log.Last());
        test.InDialog("PRACK", 3, "RAck: nonsense\n");
        Assert.Equal("481 PRACK", test.Log.Last());
    }

    [Fact]
    public void A_prack_that_never_comes_ends_the_call_with_504()
    {
        using var test = new AgentUnderTest { OnIncoming = session => session.SendProvisional(183, Description()) };
        test.Peer(test.Request("INVITE", headers: Required, body: Offer));
        test.Advance(31.9);
        Assert.Null(test.Handler.End);
        test.Advance(0.2);

        Assert.Equal((SessionEndKind.AckTimeout, 504), (test.Handler.End!.Kind, test.Handler.End.StatusCode));
        Assert.Equal("504 INVITE", test.Log.Last());
        test.InDialog("ACK", 1);
        test.AssertAtRest();
    }

    [Fact]
    public void The_answer_waits_for_the_prack_of_the_description()
    {
        using var test = new AgentUnderTest
        {
            OnIncoming = session =>
            {
                session.SendProvisional(183, Description());
                session.Accept(Description());
            },
        };
        test.Peer(test.Request("INVITE", headers: Required, body: Offer));
        Assert.Equal(["183 INVITE"], test.Log);
        Prack(test, 2);

        Assert.Equal(["183 INVITE", "200 PRACK", "200 INVITE"], test.Log);
        Assert.Equal(SessionState.Established, test.Incoming!.State);
    }

    [Fact]
    public void A_call_that_is_given_up_while_the_answer_waits_is_refused()
    {
        using var test = new AgentUnderTest
        {
            OnIncoming = session =>
            {
                session.SendProvisional(183, Description());
                session.Accept(Description());
                session.Hangup(480);
            },
        };
        test.Peer(test.Request("INVITE", headers: Required, body: Offer));
        Assert.Equal(["183 INVITE", "480 INVITE"], test.Log);
        test.InDialog("ACK", 1);
        test.AssertAtRest();
    }

    [Fact]
    public void A_late_offer_goes_reliably_and_its_answer_comes_with_the_prack()
    {
        using var test = new AgentUnderTest { OnIncoming = session => session.SendProvisional(183, Description()) };
        test.Peer(test.Request("INVITE", headers: Required));
        Prack(test, 2, "v=0\r\ns=answer\r\n");
        test.Incoming!.Accept(Description());
        test.Advance(0);

        Assert.Equal(["acknowledged"], test.Handler.Events);
        Assert.Equal("200 INVITE", test.Log.Last());
        Assert.True(test.LastResponse.Body.IsEmpty);
    }

    [Fact]
    public void An_offer_in_a_prack_is_answered_in_its_200()
    {
        using var test = new AgentUnderTest { OnIncoming = session => session.SendProvisional(183, Description()) };
        test.Handler.ReInvited = session => session.AcceptReInvite(Description("v=0\r\ns=second\r\n"));
        test.Peer(test.Request("INVITE", headers: Required, body: Offer));
        Prack(test, 2, "v=0\r\ns=other\r\n");

        Assert.Equal("200 PRACK", test.Log.Last());
        Assert.False(test.LastResponse.Body.IsEmpty);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_caller_that_only_supports_it_gets_it_where_we_wish(bool wish)
    {
        using var test = new AgentUnderTest(stack => new SipUserAgent(stack) { ReliableProvisionals = wish });
        test.OnIncoming = session => session.SendProvisional(180);
        test.Peer(test.Request("INVITE", headers: "Supported: 100rel\n", body: Offer));

        Assert.Equal(wish, test.LastResponse.Contains(SipHeaderName.RSeq));
    }

    [Fact]
    public void We_acknowledge_what_comes_reliably_once_and_in_order()
    {
        using var test = new AgentUnderTest();
        test.Call();
        var invite = test.LastRequest;
        Assert.True(invite.HasValue(SipHeaderName.Supported, "100rel"u8));
        Provisional(test, invite, 183, 7);
        Assert.Equal(new RAck(7, 1, SipMethod.Invite), RAck.Of(test.LastRequest));
        Assert.Equal(2u, test.LastRequest.CSeq!.Value.Number);
        test.Answer(200);
        Provisional(test, invite, 183, 7);
        Provisional(test, invite, 180, 9);
        Assert.Equal(["INVITE", "PRACK"], test.Log);
        Provisional(test, invite, 180, 8);
        Assert.Equal(["INVITE", "PRACK", "PRACK"], test.Log);
        Assert.Equal(["progress 183", "progress 180"], test.Handler.Events);
    }

    [Fact]
    public void We_answer_an_offer_of_a_reliable_provisional_in_the_prack()
    {
        using var test = new AgentUnderTest();
        var call = test.Call(withOffer: false);
        test.Handler.Progressed = session => session.Acknowledge(Description("v=0\r\ns=answer\r\n"));
        test.Handler.Answered = session => session.Acknowledge(Description("v=0\r\ns=never\r\n"));
        var invite = test.LastRequest;
        Provisional(test, invite, 183, 1, Offer);
        Assert.Equal("v=0\r\ns=answer\r\n", System.Text.Encoding.ASCII.GetString(test.LastRequest.Body.Span));
        test.Answer(200);
        test.Answer(200, request: invite);

        Assert.Equal(SessionState.Established, call.State);
        Assert.Equal("ACK", test.Log.Last());
        Assert.True(test.LastRequest.Body.IsEmpty);
    }

    private static void Provisional(AgentUnderTest test, SipMessage invite, int status, int sequence, string body = "") =>
        test.Answer(status, headers: $"Require: 100rel\nRSeq: {sequence}", body: body, request: invite);

    private static uint Sequence(SipMessage response) => uint.Parse(response.Get(SipHeaderName.RSeq)!, System.Globalization.CultureInfo.InvariantCulture);

    private static void Prack(AgentUnderTest test, int sequence, string body = "") =>
        test.InDialog("PRACK", sequence, $"RAck: {Sequence(test.LastResponse)} 1 INVITE\n", body);
}
