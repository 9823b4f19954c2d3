using Tandem.Pbx.Model;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;

namespace Tandem.Switch.Calls;

/// <summary>What becomes of the INVITE of a leg that we called.</summary>
public sealed partial class Call
{
    private bool _hasEarlyMedia;

    /// <summary>Whether the called phone has said that it rings.</summary>
    internal bool HasRung { get; private set; }

    /// <summary>Where the called phone sent the caller (3xx); null for nowhere.</summary>
    internal SipUri? Redirection { get; private set; }

    void IInviteSessionHandler.OnProgress(InviteSession session, SipMessage response)
    {
        var isHeard = !response.Body.IsEmpty && TakeEarlyMedia(session, response);
        if (response.StatusCode is not (180 or 182 or 183) || IsEnded)
        {
            return;
        }
        if (isHeard)
        {
            Fork?.OnEarlyMedia(this);
        }
        NoteTalk(response);
        if (!HasRung)
        {
            HasRung = true;
            Raise(CallEventKind.Ringing);
            Fork?.OnRinging(this);
        }
    }

    void IInviteSessionHandler.OnAnswered(InviteSession session, SipMessage response)
    {
        // What was agreed by a reliable provisional response need not be said again (RFC 3262 5).
        var isAgreed = response.Body.IsEmpty && _hasEarlyMedia;
        if (!isAgreed && !TakeDescription(session, response))
        {
            End(HangupCause.IncompatibleDestination);
            return;
        }
        IsAnswered = true;
        _isDescribed = true;
        RestartMediaTimeout();
        _manager.OnAnswered(this);
        Fork?.OnAnswered(this);
        TellUntold();
    }

    private bool TakeEarlyMedia(InviteSession session, SipMessage response)
    {
        // Without an offer of ours only a reliable response has one.
        var isOffer = session.Invite.Body.IsEmpty;
        if ((isOffer && (_hasEarlyMedia || !response.HasValue(SipHeaderName.Require, "100rel"u8))) || !TakeDescription(session, response))
        {
            return false;
        }
        if (!_hasEarlyMedia)
        {
            _hasEarlyMedia = true;
            Raise(CallEventKind.Early);
        }
        return true;
    }

    // An answer to our offer; or, of a late offer, the offer, whose answer goes with the ACK or PRACK.
    private bool TakeDescription(InviteSession session, SipMessage response)
    {
        if (!session.Invite.Body.IsEmpty || _hasEarlyMedia)
        {
            return TakeAnswer(response);
        }
        if (TakeOffer(response) is not { } answer)
        {
            return false;
        }
        session.Acknowledge(answer);
        return true;
    }

    private void NoteRedirection(SessionEnd end)
    {
        if (end is { Kind: SessionEndKind.Rejected, StatusCode: >= 300 and < 400, Message: { } response }
            && response.Contacts.Where(contact => contact.Uri.IsSip).MaxBy(contact => contact.Q ?? 1) is { } contact)
        {
            Redirection = contact.Uri;
            Raise(CallEventKind.Redirected, contact.Uri.ToString());
        }
    }
}
