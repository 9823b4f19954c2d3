using Tandem.Sip.Messages;
using Tandem.Switch.Calls.Bridging;

namespace Tandem.Switch.Calls.Holding;

/// <summary>A re-INVITE or UPDATE of ours that waits for its turn or for its answer.</summary>
/// <param name="send">Sends it; false where the session is not ready for one.</param>
/// <param name="take">Takes the answer; false where that cannot be.</param>
internal sealed class SessionChange(Func<bool> send, Func<SipMessage, bool> take)
{
    private readonly TaskCompletionSource<CallOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<CallOutcome> Outcome => _outcome.Task;

    /// <summary>How often it could not be sent, because the peer changed something.</summary>
    public int Delays { get; set; }

    public bool Send() => send();

    public void Answer(SipMessage response) =>
        _outcome.TrySetResult(response.StatusCode < 300 && take(response) ? CallOutcome.Done : CallOutcome.Refused);

    public void End(CallOutcome outcome) => _outcome.TrySetResult(outcome);
}
