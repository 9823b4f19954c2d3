using Tandem.Sip.Messages;

namespace Tandem.Sip.Dialogs;

/// <summary>The dialogs of one INVITE that a proxy sent to several phones (RFC 3261 13.2.2.4).</summary>
public sealed partial class InviteSession
{
    // A callee that makes up a tag for each response must not fill our memory.
    private const int MaxForks = 32;

    private List<EarlyFork>? _forks;

    /// <summary>Whether a response is of a branch that is known, or of one more that may be.</summary>
    private bool TakesBranchOf(SipMessage response)
    {
        var tag = response.To?.Tag ?? "";
        return _forks is not { Count: >= MaxForks } forks || Dialog?.Id.RemoteTag == tag || forks.Exists(fork => fork.Dialog.Id.RemoteTag == tag);
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
            if (!_forks.Exists(fork => fork.Dialog == current))
            {
                _forks.Add(new EarlyFork(current));
            }
        }
        Dialog = _forks?.Find(fork => fork.Dialog.Id.RemoteTag == tag)?.Dialog ?? Dialog.OfClient(Invite, response, _contact);
        _agent.Add(Dialog.Id, this);
        return Dialog;
    }

    /// <summary>Acknowledges and ends what another branch answered; its 2xx may come again (RFC 3261 13.2.2.4).</summary>
    private void HangupStray(SipMessage response)
    {
        var tag = response.To?.Tag ?? "";
        var fork = _forks?.Find(fork => fork.Dialog.Id.RemoteTag == tag);
        if (fork is null)
        {
            var isOwn = Dialog is { } own && own.Id.RemoteTag == tag;
            fork = new EarlyFork(isOwn ? Dialog! : Dialog.OfClient(Invite, response, _contact));
            (_forks ??= []).Add(fork);
        }
        var dialog = fork.Dialog;
        if (fork.Ack is not null)
        {
            _agent.Stack.ResendAck(fork.Ack, NextFlow(dialog));
            return;
        }
        dialog.Confirm(response);
        fork.Ack = SendAckOf(dialog, Invite.CSeq!.Value.Number, default);
        _agent.Stack.Send(dialog.CreateRequest(SipMethod.Bye), NextFlow(dialog), IgnoreOutcome.Instance);
    }

    /// <summary>The early dialogs that lost: requests in them find nobody any more.</summary>
    private void ForgetForks()
    {
        foreach (var fork in _forks ?? [])
        {
            if (fork.Dialog != Dialog)
            {
                _agent.Remove(fork.Dialog.Id, this);
            }
        }
    }

    private sealed class EarlyFork(Dialog dialog)
    {
        public Dialog Dialog => dialog;

        /// <summary>The ACK of its 2xx, where it has answered too late.</summary>
        public byte[]? Ack { get; set; }
    }
}
