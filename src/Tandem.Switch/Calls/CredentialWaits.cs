using Tandem.Sip.Dialogs;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;

namespace Tandem.Switch.Calls;

/// <summary>
/// Calls that were challenged in the middle and wait for their INVITE to come again with credentials: the same Call-ID and From tag,
/// another transaction. Belongs to the signalling loop.
/// </summary>
internal sealed class CredentialWaits(SignalLoop loop)
{
    private readonly Dictionary<(string CallId, string Tag), TaskCompletionSource<InviteSession?>> _waits = [];

    /// <summary>How many calls wait.</summary>
    public int Count => _waits.Count;

    /// <summary>Waits for the next INVITE of a call.</summary>
    /// <param name="challenged">The session that was challenged.</param>
    /// <param name="patience">How long.</param>
    /// <returns>The new session; null where none came in time.</returns>
    public async Task<InviteSession?> WaitAsync(InviteSession challenged, TimeSpan patience)
    {
        var key = KeyOf(challenged.Invite);
        var wait = new TaskCompletionSource<InviteSession?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var timer = new LoopTimer(loop, () => wait.TrySetResult(null));
        _waits[key] = wait;
        timer.Start(patience);
        var session = await wait.Task;
        timer.Stop();
        _waits.Remove(key);
        return session;
    }

    /// <summary>Whether a call waits for an INVITE.</summary>
    public bool IsAwaited(SipMessage invite) => _waits.Count > 0 && _waits.ContainsKey(KeyOf(invite));

    /// <summary>Gives a new session to the call that waits for it.</summary>
    public bool TryTake(InviteSession session) => _waits.TryGetValue(KeyOf(session.Invite), out var wait) && wait.TrySetResult(session);

    private static (string CallId, string Tag) KeyOf(SipMessage invite) => (invite.CallId!, invite.From?.Tag ?? "");
}
