using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Switch.Calls.Bridging;

namespace Tandem.Switch.Calls;

/// <content>Phones that answer when they are told to.</content>
public sealed partial class Call
{
    private const string TalkEvent = "talk";

    private bool _takesTalk;

    /// <summary>
    /// Tells the phone of a leg that rings to answer by itself, by a NOTIFY of the event <c>talk</c>. Only for a phone that says in its ringing that it
    /// takes it (Allow-Events), or that <see cref="SwitchOptions.TalkEventAgents"/> names.
    /// </summary>
    /// <returns>
    /// Done once the phone has taken the wish, and is about to answer; <see cref="CallOutcome.NotConnected"/> where it does not ring;
    /// <see cref="CallOutcome.Refused"/> where it takes no such wish.
    /// </returns>
    public Task<CallOutcome> AnswerAtPhoneAsync() => _manager.Loop.RunAsync(() =>
    {
        if (IsEnded || !IsOutbound || IsAnswered || !HasRung)
        {
            return Task.FromResult(IsEnded ? CallOutcome.Ended : CallOutcome.NotConnected);
        }
        var answer = new TalkAnswer();
        return _takesTalk && Session.Notify(TalkEvent, answer) ? answer.Outcome : Task.FromResult(CallOutcome.Refused);
    });

    private void NoteTalk(SipMessage ringing) => _takesTalk |= ringing.HasValue(SipHeaderName.AllowEvents, "talk"u8) || _manager.TakesTalk(ringing);

    private sealed class TalkAnswer : IClientTransactionUser
    {
        private readonly TaskCompletionSource<CallOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<CallOutcome> Outcome => _outcome.Task;

        public void OnResponse(ClientTransaction transaction, SipMessage response)
        {
            if (response.StatusCode >= 200)
            {
                _outcome.TrySetResult(response.StatusCode < 300 ? CallOutcome.Done : CallOutcome.Refused);
            }
        }

        public void OnFailure(ClientTransaction transaction, TransactionFailure failure) => _outcome.TrySetResult(CallOutcome.Refused);
    }
}
