using System.Text;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Referrals;
using Tandem.Sip.Tests.Dialogs;

namespace Tandem.Sip.Tests.Referrals;

/// <summary>RFC 3515 both ways, and RFC 3891.</summary>
public sealed class ReferralTests : IReferralHandler
{
    private readonly List<string> _events = [];
    private IncomingReferral? _referral;

    [Fact]
    public void A_transfer_is_accepted_and_its_progress_told()
    {
        using var test = new AgentUnderTest();
        Referred(test, "Refer-To: <sip:103@example.org>\nReferred-By: <sip:101@example.org>\n");
        Assert.Equal(["202 REFER", "NOTIFY"], test.Log);
        AssertNotify(test, "SIP/2.0 100 Trying\r\n", "active;expires=180");
        Assert.Equal("refer", test.LastRequest.Get(SipHeaderName.Event));
        test.Answer(200);
        _referral!.Notify(180);
        test.Advance(0);
        AssertNotify(test, "SIP/2.0 180 Ringing\r\n", "active;expires=180");
        test.Answer(200);
        _referral.Notify(200);
        _referral.Notify(486);
        test.Advance(0);
        AssertNotify(test, "SIP/2.0 200 OK\r\n", "terminated;reason=noresource");

        Assert.Equal(("103", "101", SipMethod.Invite), (_referral.ReferTo.Uri.User, _referral.ReferredBy!.Uri.User, _referral.Method));
        Assert.Null(_referral.Replaces);
    }

    [Fact]
    public void Progress_is_told_although_the_call_is_over()
    {
        using var test = new AgentUnderTest();
        Referred(test, "Refer-To: <sip:103@example.org>\n");
        test.Answer(200);
        test.InDialog("BYE", 3);
        _referral!.Notify(200);
        test.Advance(0);
        AssertNotify(test, "SIP/2.0 200 OK\r\n", "terminated;reason=noresource");
        test.Answer(481);
        test.AssertAtRest();
    }

    [Fact]
    public void A_second_transfer_in_a_call_has_an_id()
    {
        using var test = new AgentUnderTest();
        Referred(test, "Refer-To: <sip:103@example.org>\n");
        test.Answer(200);
        test.InDialog("REFER", 3, "Refer-To: <sip:104@example.org>\n");
        Assert.Equal("refer;id=3", test.LastRequest.Get(SipHeaderName.Event));
    }

    [Theory]
    [InlineData("Replaces=abc%40host%3Bto-tag%3Dt1%3Bfrom-tag%3Df1")]
    [InlineData("replaces=abc%40host%3bto-tag%3dt1%3bfrom-tag%3df1")]
    [InlineData("Subject=hello&REPLACES=abc%40host%3BFrom-Tag%3Df1%3BTo-Tag%3Dt1")]
    public void An_attended_transfer_names_the_other_call(string headers)
    {
        using var test = new AgentUnderTest();
        Referred(test, $"Refer-To: <sip:103@example.org?{headers}>\n");
        Assert.Equal(new Replaces("abc@host", "t1", "f1"), _referral!.Replaces);
    }

    [Fact]
    public void A_peer_that_wants_no_progress_gets_none()
    {
        using var test = new AgentUnderTest();
        Referred(test, "Refer-To: <sip:103@example.org>\nRefer-Sub: false\n");
        _referral!.Notify(200);
        test.Advance(1);
        Assert.Equal(["202 REFER"], test.Log);
        Assert.Equal("false", test.LastResponse.Get("Refer-Sub"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Refer-To: <sip:1@example.org>\nRefer-To: <sip:2@example.org>\n")]
    [InlineData("Refer-To: nonsense nonsense\n")]
    public void A_refer_without_one_target_is_refused(string headers)
    {
        using var test = new AgentUnderTest();
        Referred(test, headers);
        Assert.Equal(["400 REFER"], test.Log);
    }

    [Fact]
    public void A_handler_that_takes_no_transfers_refuses_them()
    {
        using var test = new AgentUnderTest();
        test.Answered();
        test.InDialog("REFER", 2, "Refer-To: <sip:103@example.org>\n");
        Assert.Equal(["405 REFER"], test.Log);
    }

    [Fact]
    public void A_refer_outside_a_call_is_taken_too()
    {
        using var test = new AgentUnderTest(stack => new SipUserAgent(stack) { ReferReceived = referral => referral.Accept() });
        test.Peer(test.Request("REFER", headers: "Refer-To: <sip:103@example.org>\n"));
        Assert.Equal(["202 REFER", "NOTIFY"], test.Log);
        Assert.Equal(test.Sent[0].To!.Tag, test.LastRequest.From!.Tag);
    }

    [Fact]
    public void We_transfer_and_hear_how_it_goes()
    {
        using var test = new AgentUnderTest();
        var call = test.Answered();
        Assert.NotNull(call.Refer(NameAddress.Parse("<sip:103@example.org>"), this, request => request.Add("Referred-By", "<sip:us@192.0.2.1>")));
        test.Advance(0);
        Assert.Equal("<sip:103@example.org>", test.LastRequest.Get(SipHeaderName.ReferTo));
        test.Answer(202);
        Progress(test, 2, "SIP/2.0 100 Trying", "active");
        Progress(test, 3, "SIP/2.0 180 Ringing", "active");
        Progress(test, 4, "SIP/2.0 200 OK", "active");
        Progress(test, 5, "SIP/2.0 200 OK", "terminated;reason=noresource");

        Assert.Equal(["progress 100", "progress 180", "ended 200"], _events);
        Assert.Equal("200 NOTIFY", test.Log.Last());
        Progress(test, 6, "SIP/2.0 200 OK", "active");
        Assert.Equal("481 NOTIFY", test.Log.Last());
    }

    [Fact]
    public void A_refused_transfer_is_told()
    {
        using var test = new AgentUnderTest();
        test.Answered().Refer(NameAddress.Parse("<sip:103@example.org>"), this);
        test.Advance(0);
        test.Answer(603);
        Assert.Equal(["ended 603"], _events);
    }

    [Fact]
    public void An_attended_transfer_of_ours_escapes_the_dialog_for_the_peer()
    {
        using var test = new AgentUnderTest();
        var other = test.Called();
        test.Answered().Transfer(other, this);
        test.Advance(0);
        var referTo = NameAddress.Parse(test.LastRequest.Get(SipHeaderName.ReferTo)!);
        Assert.Equal(Replaces.Of(other.Dialog!.Id), Replaces.Of(referTo));
        Assert.Equal("callee", Replaces.Of(referTo)!.ToTag);
    }

    [Fact]
    public void A_call_takes_the_place_of_another()
    {
        using var test = new AgentUnderTest(stack => new SipUserAgent(stack) { AcceptsReplaces = true });
        var old = test.Answered();
        var replaces = new Replaces("peer-call", old.Dialog!.Id.LocalTag, "peer");
        test.Peer(Second(test, replaces));

        Assert.Same(old, test.Incoming!.Replaces);
        Assert.Equal(["200 INVITE", "BYE"], test.Log);
        Assert.Equal("peer-call", test.LastRequest.CallId);
        Assert.Equal(SessionState.Established, test.Incoming.State);
    }

    [Theory]
    [InlineData("peer-call", "wrong", "peer", false, 481)]
    [InlineData("peer-call", null, "peer", true, 486)]
    public void A_call_that_cannot_be_replaced_stays(string callId, string? toTag, string fromTag, bool earlyOnly, int status)
    {
        using var test = new AgentUnderTest(stack => new SipUserAgent(stack) { AcceptsReplaces = true });
        var old = test.Answered();
        test.Peer(Second(test, new Replaces(callId, toTag ?? old.Dialog!.Id.LocalTag, fromTag, earlyOnly)));

        Assert.Equal(status, test.LastResponse.StatusCode);
        Assert.Equal(SessionState.Established, old.State);
    }

    [Fact]
    public void An_early_call_of_ours_may_be_picked_up_and_one_that_rings_here_not()
    {
        using var test = new AgentUnderTest(stack => new SipUserAgent(stack) { AcceptsReplaces = true });
        test.OnIncoming = session => session.Accept(AgentUnderTest.Description());
        var ringing = test.Call();
        test.Answer(180);
        test.Peer(Second(test, new Replaces(ringing.Dialog!.Id.CallId, ringing.Dialog.Id.LocalTag, "callee", EarlyOnly: true)));
        Assert.Equal(["200 INVITE", "CANCEL"], test.Log.TakeLast(2));

        test.OnIncoming = session => session.SendProvisional(180);
        test.Peer(test.Request("INVITE", body: AgentUnderTest.Offer));
        test.Peer(Second(test, new Replaces("peer-call", test.Incoming!.Dialog!.Id.LocalTag, "peer"), "third"));
        Assert.Equal(481, test.LastResponse.StatusCode);
    }

    void IReferralHandler.OnProgress(OutgoingReferral referral, int statusCode) => _events.Add($"progress {statusCode}");

    void IReferralHandler.OnEnded(OutgoingReferral referral, int statusCode) => _events.Add($"ended {statusCode}");

    private static string Second(AgentUnderTest test, Replaces replaces, string callId = "second-call") =>
        test.Request("INVITE", headers: $"Replaces: {replaces}\nRequire: replaces\n", body: AgentUnderTest.Offer)
            .Replace("Call-ID: peer-call", $"Call-ID: {callId}", StringComparison.Ordinal);

    private void Referred(AgentUnderTest test, string headers)
    {
        test.Handler.Referred = referral =>
        {
            _referral = referral;
            referral.Accept();
            return true;
        };
        test.Answered();
        test.InDialog("REFER", 2, headers);
    }

    private static void Progress(AgentUnderTest test, int sequence, string line, string state) =>
        test.InDialog("NOTIFY", sequence, $"Event: refer\nSubscription-State: {state}\n", $"{line}\r\n");

    private static void AssertNotify(AgentUnderTest test, string body, string state)
    {
        Assert.Equal("NOTIFY", test.LastRequest.MethodName);
        Assert.Equal((body, state), (Encoding.UTF8.GetString(test.LastRequest.Body.Span), test.LastRequest.Get(SipHeaderName.SubscriptionState)));
        Assert.Equal("message/sipfrag;version=2.0", test.LastRequest.ContentType);
    }
}
