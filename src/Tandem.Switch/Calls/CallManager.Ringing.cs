using Tandem.Pbx.Model;
using Tandem.Sip.Messages;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Calls;

internal sealed partial class CallManager
{
    /// <summary>Whether a phone is known to answer by the event talk, without saying so.</summary>
    public bool TakesTalk(SipMessage ringing) => _options.TalkEventAgents.Count > 0 && (ringing.Get(SipHeaderName.UserAgent) ?? ringing.Get("Server")) is { } agent
        && _options.TalkEventAgents.Any(known => agent.StartsWith(known, StringComparison.OrdinalIgnoreCase));

    /// <summary>Rings an extension's phones for something that is there already: a call to pick up, or to listen to.</summary>
    /// <param name="account">The extension.</param>
    /// <param name="shown">Whom its phones show.</param>
    /// <param name="near">A leg that it will talk with.</param>
    /// <param name="pickedUp">A leg that rings elsewhere, of whose conversation it becomes part, and that must ring; null for a conversation of its own.</param>
    /// <param name="answered">Takes the phone that answers; what it gives is the result.</param>
    /// <returns><see cref="CallOutcome.Refused"/> where no phone is registered, <see cref="CallOutcome.NotConnected"/> where none answers.</returns>
    private async Task<CallOutcome> RingAsync(SipAccount account, Party shown, Call near, Call? pickedUp, Func<Call, CallOutcome> answered)
    {
        var outcome = CallOutcome.NotConnected;
        var dial = new Dial(this, new DialRequest(DialTarget.User(account)), caller: null)
        {
            Shown = shown,
            Near = near.IsAnswered ? near : null,
            Joined = pickedUp,
            Taker = leg =>
            {
                outcome = answered(leg);
                if (outcome != CallOutcome.Done)
                {
                    leg.End(HangupCause.CallDoesNotExist);
                }
                return outcome == CallOutcome.Done;
            },
        };
        var stop = pickedUp?.Fork is { } elsewhere ? WhenOver(elsewhere) : CancellationToken.None;
        var result = await dial.RunAsync(stop);
        return result.Cause == HangupCause.UserNotRegistered || _isStopping ? CallOutcome.Refused : outcome;
    }

    private static CancellationToken WhenOver(Fork fork)
    {
        var over = new CancellationTokenSource();
        CancelAsync();
        return over.Token;

        async void CancelAsync()
        {
            await fork.Outcome;
            over.Cancel();
        }
    }
}
