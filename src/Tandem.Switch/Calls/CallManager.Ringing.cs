using Tandem.Pbx.Model;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Calls;

internal sealed partial class CallManager
{
    /// <summary>Rings an extension's phones for something that is there already: a call to pick up, or to listen to.</summary>
    /// <param name="account">The extension.</param>
    /// <param name="shown">Whom its phones show.</param>
    /// <param name="conversation">The conversation that it becomes part of; null for one of its own.</param>
    /// <param name="near">A leg that it will talk with.</param>
    /// <param name="answered">Takes the phone that answers; what it gives is the result.</param>
    /// <returns><see cref="CallOutcome.Refused"/> where no phone is registered, <see cref="CallOutcome.NotConnected"/> where none answers.</returns>
    private async Task<CallOutcome> RingAsync(SipAccount account, Party shown, string? conversation, Call near, Func<Call, CallOutcome> answered)
    {
        var outcome = CallOutcome.NotConnected;
        var dial = new Dial(this, new DialRequest(DialTarget.User(account)), caller: null)
        {
            Shown = shown,
            Near = near.IsAnswered ? near : null,
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
        if (conversation is not null)
        {
            dial.JoinConversation(conversation);
        }
        var result = await dial.RunAsync(CancellationToken.None);
        return result.Cause == HangupCause.UserNotRegistered || _isStopping ? CallOutcome.Refused : outcome;
    }
}
