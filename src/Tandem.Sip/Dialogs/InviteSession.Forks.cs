using Tandem.Sip.Messages;

namespace Tandem.Sip.Dialogs;

/// <summary>The dialogs of one INVITE that a proxy sent to several phones (RFC 3261 13.2.2.4).</summary>
public sealed partial class InviteSession
{
    // A callee that makes up a tag for each response must not fill our memory.
    private const int MaxForks = 32;

    private List<Dialog>? _forks;

    /// <summary>Whether a response is of a branch that is known, or of one more that may be.</summary>
    private bool TakesBranchOf(SipMessage response)
    {
        var tag = response.To?.Tag ?? "";
        return _forks is not { Count: >= MaxForks } forks || Dialog?.Id.RemoteTag == tag || forks.Exists(fork => fork.Id.RemoteTag == tag);
    }

    /// <summary>Makes the dialog of a response ours; that of another branch of the same INVITE stays known beside it (RFC 3261 13.2.2.4).</summary>
    private Dialog AdoptFork(SipMessage response)
    {
        var tag = response.To?.Tag ?? "";
        if (Dialog is { } current)
        {
            if (current.Id.RemoteTag == tag)
            {
                return current;
            }
            _forks ??= [];
            if (!_forks.Contains(current))
            {
                _forks.Add(current);
            }
        }
        Dialog = _forks?.Find(fork => fork.Id.RemoteTag == tag) ?? Dialog.OfClient(Invite, response, _contact);
        _agent.Add(Dialog.Id, this);
        return Dialog;
    }

    /// <summary>From here on the answers to our INVITE are the matter of what this returns, and no longer of the session.</summary>
    private AnsweredInvite HandOver()
    {
        if (State != SessionState.Established && Dialog is { } early && _forks?.Contains(early) != true)
        {
            (_forks ??= []).Add(early);
        }
        var invite = new AnsweredInvite(_agent, Invite, _forks, _isBehindNat) { Flow = Flow };
        _forks = null;
        _outgoing!.HandOver(invite);
        return invite;
    }

    /// <summary>The early dialogs that lost: requests in them find nobody any more.</summary>
    private void ForgetForks()
    {
        foreach (var fork in _forks ?? [])
        {
            if (fork != Dialog)
            {
                _agent.Remove(fork.Id, this);
            }
        }
    }
}
