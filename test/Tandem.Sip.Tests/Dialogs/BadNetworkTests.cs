using FsCheck;
using FsCheck.Fluent;
using Tandem.Sip.Dialogs;

namespace Tandem.Sip.Tests.Dialogs;

/// <summary>Whatever the network does to a call, both sides end, and nothing stays behind.</summary>
public sealed class BadNetworkTests
{
    // For each message in order: -1 lost, else its delay in ms; every tenth value doubles the message.
    private static readonly Arbitrary<int[]> Fates = Gen.Choose(-300, 1500).ArrayOf().ToArbitrary();

    [Fact]
    public void Every_call_ends_and_leaves_nothing() =>
        Prop.ForAll(Fates, Gen.Choose(0, 5).ToArbitrary(), Gen.Choose(0, 6000).ToArbitrary(), CallThrough).QuickCheckThrowOnFailure();

    private static void CallThrough(int[] fates, int plan, int hangupAfter)
    {
        using var phones = new TwoPhones();
        var next = 0;
        phones.Network.Fate = _ =>
        {
            // Behind its list of fates the network is good again, so that the call must come to its end.
            var fate = next < fates.Length ? fates[next++] : 0;
            return fate < 0 ? [] : fate % 10 == 9 ? [TimeSpan.FromMilliseconds(fate), TimeSpan.FromMilliseconds(fate * 2)] : [TimeSpan.FromMilliseconds(fate)];
        };
        phones.OnIncoming = session =>
        {
            switch (plan)
            {
                case 0:
                    session.Reject(486);
                    break;
                case 1:
                    session.SendProvisional(180);
                    break;
                case 2:
                    session.Accept(TwoPhones.Sdp());
                    session.Hangup();
                    break;
                default:
                    session.SendProvisional(180);
                    session.Accept(TwoPhones.Sdp());
                    break;
            }
        };
        phones.CalleeSide.ReInvited = session => session.AcceptReInvite(TwoPhones.Sdp());
        phones.CallerSide.ReInvited = session => session.AcceptReInvite(TwoPhones.Sdp());
        if (plan == 5)
        {
            phones.CallerSide.Answered = session => session.Hangup();
        }
        var call = phones.Call();
        phones.Time.Advance(TimeSpan.FromMilliseconds(hangupAfter / 2));
        if (plan == 4)
        {
            call.ReInvite(TwoPhones.Sdp());
            phones.Incoming?.ReInvite(TwoPhones.Sdp());
        }
        phones.Time.Advance(TimeSpan.FromMilliseconds(hangupAfter / 2));
        call.Hangup();
        phones.Run(seconds: 120);
        if (phones.CalleeSide.End is null)
        {
            // A callee that saw only a late or doubled INVITE rings on until its user gives up.
            phones.Incoming?.Hangup();
        }
        phones.AssertAtRest();
        Assert.Equal(SessionState.Ended, call.State);
        Assert.True(phones.Incoming is null || phones.Incoming.State == SessionState.Ended);
    }
}
