using Tandem.Sip.Messages;
using Tandem.Sip.Referrals;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Dialogs;

/// <summary>The user of an <see cref="InviteSession"/>. Called on the loop; <see cref="OnEnded"/> comes once and last.</summary>
public interface IInviteSessionHandler
{
    /// <summary>
    /// Our INVITE got a provisional response (101 to 199); a reliable one is acknowledged by PRACK after this call. Where it carries the offer
    /// that our INVITE left to the peer, call <see cref="InviteSession.Acknowledge"/> with the answer within this call (RFC 3262 5).
    /// </summary>
    void OnProgress(InviteSession session, SipMessage response);

    /// <summary>Our INVITE was answered. Where it carried no offer, call <see cref="InviteSession.Acknowledge"/> with the answer within this call.</summary>
    void OnAnswered(InviteSession session, SipMessage response);

    /// <summary>The ACK of our 2xx came; its body is the answer where our 2xx carried the offer. A PRACK comes here too where its body is that answer.</summary>
    void OnAcknowledged(InviteSession session, SipMessage ack);

    /// <summary>The peer offers a change of the session, by re-INVITE, UPDATE or PRACK: answer with <see cref="InviteSession.AcceptReInvite"/> or <see cref="InviteSession.RejectReInvite"/>.</summary>
    void OnReInvite(InviteSession session, SipMessage request);

    /// <summary>
    /// Our re-INVITE or UPDATE got its final response. Where it was a re-INVITE without an offer, call <see cref="InviteSession.Acknowledge"/>
    /// with the answer within this call.
    /// </summary>
    void OnReInviteAnswered(InviteSession session, SipMessage response);

    /// <summary>The peer sent an UPDATE without an offer, which is accepted: its headers may name another party (RFC 3311).</summary>
    void OnUpdated(InviteSession session, SipMessage request)
    {
    }

    /// <summary>The session is over.</summary>
    void OnEnded(InviteSession session, SessionEnd end);

    /// <summary>The peer asks us to call somebody: a transfer (RFC 3515). Accept or reject it, now or later; or return false to have 405 sent.</summary>
    bool OnRefer(InviteSession session, IncomingReferral referral) => false;

    /// <summary>Another request within the dialog; respond to it, or return false to have 405 sent.</summary>
    bool OnRequest(InviteSession session, ServerTransaction request) => false;
}
