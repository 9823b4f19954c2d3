using FsCheck;
using FsCheck.Fluent;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Referrals;
using Tandem.Sip.Subscriptions;
using Tandem.Sip.Tests.Subscriptions;

namespace Tandem.Sip.Tests.Dialogs;

/// <summary>
/// Whatever both users do, in whatever order, over a network that loses, doubles, delays and reorders: every transaction, dialog and
/// subscription ends, each user hears of the end once, and nothing stays behind.
/// </summary>
public sealed class BadNetworkScriptTests
{
    private const int Steps = 14;

    // For each message in order: below 0 lost, else its delay in ms; every tenth value doubles the message.
    private static readonly Arbitrary<int[]> Fates = Gen.Choose(-250, 1500).ArrayOf(60).ToArbitrary();

    // For each step what is done, and how long is waited then in units of 50 ms.
    private static readonly Arbitrary<(int Step, int Wait)[]> Scripts =
        Gen.Choose(0, Steps - 1).SelectMany(_ => Gen.Choose(0, 60), (step, wait) => (step, wait)).ArrayOf(12).ToArbitrary();

    [Fact]
    public void Everything_ends_and_leaves_nothing() => Check.One(
        Config.QuickThrowOnFailure.WithReplay(3261UL, 8867UL).WithMaxTest(400), Prop.ForAll(Fates, Scripts, ArbMap.Default.ArbFor<bool>(), Play));

    private static void Play(int[] fates, (int Step, int Wait)[] script, bool lateOffer)
    {
        IncomingSubscription? watched = null;
        using var phones = new TwoPhones(stack => new SipUserAgent(stack)
        {
            ReliableProvisionals = true,
            SessionTimers = new SessionTimerOptions { Interval = TimeSpan.FromSeconds(90) },
            Notifier = new NotifierOptions { Packages = ["dialog"], MaxExpires = TimeSpan.FromSeconds(100) },
            SubscriptionReceived = subscription =>
            {
                watched = subscription;
                subscription.Accept(version => new EventBody("text/plain", new byte[] { (byte)version }));
            },
        });
        var next = 0;
        phones.Network.Fate = _ =>
        {
            var fate = next < fates.Length ? fates[next++] : 0;
            return fate < 0 ? [] : fate % 10 == 9 ? [TimeSpan.FromMilliseconds(fate), TimeSpan.FromMilliseconds(fate * 2)] : [TimeSpan.FromMilliseconds(fate)];
        };
        IncomingReferral? referral = null;
        foreach (var side in (RecordingHandler[])[phones.CallerSide, phones.CalleeSide])
        {
            side.ReInvited = session => session.AcceptReInvite(TwoPhones.Sdp());
            side.Answered = session => session.Acknowledge(TwoPhones.Sdp());
            side.Progressed = session => session.Acknowledge(TwoPhones.Sdp());
            side.Referred = received =>
            {
                referral = received;
                received.Accept();
                return true;
            };
        }
        var subscriber = new RecordingSubscriber();
        var transfers = new CountingReferralHandler();
        var subscriptions = new List<OutgoingSubscription>();
        var call = phones.Call(withOffer: !lateOffer);
        foreach (var (step, wait) in script)
        {
            switch (step)
            {
                case 0:
                    phones.Incoming?.SendProvisional(183, TwoPhones.Sdp());
                    break;
                case 1:
                    phones.Incoming?.SendProvisional(180);
                    break;
                case 2 or 3:
                    phones.Incoming?.Accept(TwoPhones.Sdp());
                    break;
                case 4:
                    call.ReInvite(TwoPhones.Sdp());
                    break;
                case 5:
                    phones.Incoming?.ReInvite(TwoPhones.Sdp());
                    break;
                case 6:
                    call.Update(TwoPhones.Sdp());
                    break;
                case 7:
                    phones.Incoming?.Update();
                    break;
                case 8:
                    transfers.Started += call.Refer(NameAddress.Parse("<sip:103@example.org>"), transfers) is null ? 0 : 1;
                    break;
                case 9:
                    referral?.Notify(200);
                    break;
                case 10:
                    subscriptions.Add(phones.Caller.Subscribe(
                        new OutgoingSubscribe
                        {
                            RequestUri = SipUri.Parse("sip:bob@192.0.2.2"),
                            Flow = phones.CallerFlow,
                            From = NameAddress.Parse("<sip:alice@example.org>"),
                            To = NameAddress.Parse("<sip:bob@example.org>"),
                            Event = new EventType("dialog"),
                        },
                        subscriber));
                    break;
                case 11:
                    watched?.Changed();
                    break;
                case 12:
                    phones.Run(seconds: 45);
                    break;
                default:
                    call.ReInvite(default);
                    break;
            }
            phones.Run(seconds: wait * 0.05);
        }
        call.Hangup();
        subscriptions.ForEach(subscription => subscription.Unsubscribe());
        phones.Run(seconds: 400);
        if (phones.CalleeSide.End is null)
        {
            // A callee that saw only a late or doubled INVITE rings on until its user gives up.
            phones.Incoming?.Hangup();
        }
        phones.AssertAtRest();
        Assert.Equal(SessionState.Ended, call.State);
        Assert.Equal(SessionState.Ended, phones.Incoming?.State ?? SessionState.Ended);
        Assert.NotNull(phones.CallerSide.End);
        Assert.Equal(subscriptions.Count, subscriber.Events.Count(line => line.StartsWith("ended", StringComparison.Ordinal)));
        Assert.Equal(transfers.Started, transfers.Ended);
    }

    private sealed class CountingReferralHandler : IReferralHandler
    {
        public int Started { get; set; }

        public int Ended { get; private set; }

        public void OnProgress(OutgoingReferral referral, int statusCode)
        {
        }

        public void OnEnded(OutgoingReferral referral, int statusCode) => Ended++;
    }
}
