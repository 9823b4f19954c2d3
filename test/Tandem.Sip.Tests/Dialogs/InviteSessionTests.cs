using System.Text;
using Tandem.Sip.Dialogs;

namespace Tandem.Sip.Tests.Dialogs;

public sealed class InviteSessionTests
{
    [Fact]
    public void A_call_rings_is_answered_and_ends_by_the_callers_bye()
    {
        using var phones = new TwoPhones();
        phones.OnIncoming = session =>
        {
            session.SendProvisional(180);
            session.Accept(TwoPhones.Sdp());
        };
        var call = phones.Call();
        phones.Run();
        call.Hangup();
        phones.AssertAtRest();

        Assert.Equal(["A INVITE", "B 180 INVITE", "B 200 INVITE", "A ACK", "A BYE", "B 200 BYE"], phones.Log);
        Assert.Equal(["progress 180", "answered", "ended LocalHangup"], phones.CallerSide.Events);
        Assert.Equal(["acknowledged", "ended RemoteBye"], phones.CalleeSide.Events);
    }

    [Fact]
    public void The_callee_may_hang_up_too()
    {
        using var phones = new TwoPhones { OnIncoming = session => session.Accept(TwoPhones.Sdp()) };
        phones.Call();
        phones.Run();
        phones.Incoming!.Hangup();
        phones.AssertAtRest();

        Assert.Equal(SessionEndKind.RemoteBye, phones.CallerSide.End!.Kind);
        Assert.Equal("B 200 INVITE,A ACK,B BYE,A 200 BYE", string.Join(',', phones.Log.Skip(1)));
    }

    [Theory]
    [InlineData(486)]
    [InlineData(603)]
    [InlineData(404)]
    public void A_refusal_reaches_the_caller_and_is_acknowledged(int status)
    {
        using var phones = new TwoPhones { OnIncoming = session => session.Reject(status) };
        phones.Call();
        phones.AssertAtRest();

        Assert.Equal((SessionEndKind.Rejected, status), (phones.CallerSide.End!.Kind, phones.CallerSide.End.StatusCode));
        Assert.Equal(["A INVITE", $"B {status} INVITE", "A ACK"], phones.Log);
    }

    [Fact]
    public void Hanging_up_while_it_rings_cancels_the_call()
    {
        using var phones = new TwoPhones { OnIncoming = session => session.SendProvisional(180) };
        var call = phones.Call();
        phones.Run();
        call.Hangup();
        phones.AssertAtRest();

        Assert.Equal(SessionEndKind.RemoteCancel, phones.CalleeSide.End!.Kind);
        Assert.Equal(["A INVITE", "B 180 INVITE", "A CANCEL", "B 200 CANCEL", "B 487 INVITE", "A ACK"], phones.Log);
    }

    [Fact]
    public void A_cancel_waits_for_the_first_provisional_response()
    {
        using var phones = new TwoPhones();
        var call = phones.Call();
        call.Hangup();
        Assert.DoesNotContain("A CANCEL", phones.Log);
        phones.AssertAtRest();

        Assert.Equal(["A INVITE", "B 100 INVITE", "A CANCEL", "B 200 CANCEL", "B 487 INVITE", "A ACK"], phones.Log);
    }

    [Fact]
    public void An_answer_that_crosses_the_cancel_is_acknowledged_and_ended()
    {
        using var phones = new TwoPhones { OnIncoming = session => session.SendProvisional(180) };
        phones.Network.Fate = _ => [TimeSpan.FromMilliseconds(100)];
        var call = phones.Call();
        phones.Run();
        phones.Incoming!.Accept(TwoPhones.Sdp());
        call.Hangup();
        phones.AssertAtRest();

        Assert.Equal(SessionEndKind.LocalHangup, phones.CallerSide.End!.Kind);
        Assert.Equal(SessionEndKind.RemoteBye, phones.CalleeSide.End!.Kind);
        Assert.Contains("A BYE", phones.Log);
    }

    [Fact]
    public void A_peer_that_answers_neither_invite_nor_cancel_is_given_up()
    {
        using var phones = new TwoPhones { OnIncoming = session => session.SendProvisional(180) };
        var call = phones.Call();
        phones.Run();
        phones.Network.Fate = _ => [];
        call.Hangup();
        phones.Run(seconds: 40);
        Assert.Equal("sessions 1", phones.AtRest.ElementAt(1));
        Assert.Equal(0, phones.Caller.ActiveSessions);
        phones.Incoming!.Hangup();
        phones.AssertAtRest();
    }

    [Fact]
    public void An_ack_that_never_comes_ends_the_call_with_bye_after_32_seconds()
    {
        using var phones = new TwoPhones { OnIncoming = session => session.Accept(TwoPhones.Sdp()) };
        phones.Network.Fate = message => Encoding.ASCII.GetString(message).StartsWith("ACK", StringComparison.Ordinal) ? [] : [TimeSpan.Zero];
        phones.Call();
        phones.Run(seconds: 31.9);
        Assert.Null(phones.CalleeSide.End);
        phones.Run(seconds: 0.2);

        Assert.Equal(SessionEndKind.AckTimeout, phones.CalleeSide.End!.Kind);
        Assert.Equal(SessionEndKind.RemoteBye, phones.CallerSide.End!.Kind);
        Assert.Equal(11, phones.Log.Count(line => line == "B 200 INVITE"));
        phones.AssertAtRest();
    }

    [Fact]
    public void The_callees_bye_waits_for_the_ack()
    {
        using var phones = new TwoPhones();
        phones.OnIncoming = session =>
        {
            session.Accept(TwoPhones.Sdp());
            session.Hangup();
        };
        phones.Call();
        phones.AssertAtRest();

        Assert.Equal(["A INVITE", "B 200 INVITE", "A ACK", "B BYE", "A 200 BYE"], phones.Log);
    }

    [Fact]
    public void Nobody_at_the_other_end_is_a_timeout()
    {
        using var phones = new TwoPhones();
        phones.Network.Fate = _ => [];
        phones.Call();
        phones.AssertAtRest();

        Assert.Equal((SessionEndKind.Timeout, 408), (phones.CallerSide.End!.Kind, phones.CallerSide.End.StatusCode));
        Assert.Equal(7, phones.Log.Count(line => line == "A INVITE"));
    }

    [Fact]
    public void A_session_is_changed_by_a_re_invite()
    {
        using var phones = new TwoPhones { OnIncoming = session => session.Accept(TwoPhones.Sdp()) };
        phones.CalleeSide.ReInvited = session => session.AcceptReInvite(TwoPhones.Sdp());
        var call = phones.Call();
        phones.Run();
        Assert.True(call.ReInvite(TwoPhones.Sdp("v=0\r\na=sendonly\r\n")));
        phones.Run();
        call.Hangup();
        phones.AssertAtRest();

        Assert.Equal(["answered", "re-invite 200", "ended LocalHangup"], phones.CallerSide.Events);
    }

    [Fact]
    public void Two_changes_that_meet_are_both_made_in_the_end()
    {
        using var phones = new TwoPhones { OnIncoming = session => session.Accept(TwoPhones.Sdp()) };
        phones.CalleeSide.ReInvited = session => session.AcceptReInvite(TwoPhones.Sdp());
        phones.CallerSide.ReInvited = session => session.AcceptReInvite(TwoPhones.Sdp());
        var call = phones.Call();
        phones.Run();
        phones.Network.Fate = _ => [TimeSpan.FromMilliseconds(50)];
        Assert.True(call.ReInvite(TwoPhones.Sdp()));
        Assert.True(phones.Incoming!.ReInvite(TwoPhones.Sdp()));
        phones.Run(seconds: 10);

        Assert.Contains("A 491 INVITE", phones.Log);
        Assert.Contains("re-invite 200", phones.CallerSide.Events);
        Assert.Contains("re-invite 200", phones.CalleeSide.Events);
        call.Hangup();
        phones.AssertAtRest();
    }

    [Fact]
    public void A_re_invite_to_a_peer_that_forgot_the_call_ends_it()
    {
        using var phones = new TwoPhones { OnIncoming = session => session.Accept(TwoPhones.Sdp()) };
        phones.CalleeSide.ReInvited = session => session.RejectReInvite(481);
        var call = phones.Call();
        phones.Run();
        call.ReInvite(TwoPhones.Sdp());
        phones.AssertAtRest();

        Assert.Equal(SessionEndKind.Timeout, phones.CallerSide.End!.Kind);
        Assert.Equal(SessionEndKind.RemoteBye, phones.CalleeSide.End!.Kind);
    }
}
