using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Dialogs;

/// <summary>The user of an <see cref="InviteSession"/>. Called on the loop; <see cref="OnEnded"/> comes once and last.</summary>
public interface IInviteSessionHandler
{
    /// <summary>Our INVITE got a provisional response (101 to 199).</summary>
    void OnProgress(InviteSession session, SipMessage response);

    /// <summary>Our INVITE was answered. Where it carried no offer, call <see cref="InviteSession.Acknowledge"/> with the answer within this call.</summary>
    void OnAnswered(InviteSession session, SipMessage response);

    /// <summary>The ACK of our 2xx came; its body is the answer where our 2xx carried the offer.</summary>
    void OnAcknowledged(InviteSession session, SipMessage ack);

    /// <summary>The peer wants to change the session: answer with <see cref="InviteSession.AcceptReInvite"/> or <see cref="InviteSession.RejectReInvite"/>.</summary>
    void OnReInvite(InviteSession session, SipMessage request);

    /// <summary>Our re-INVITE got its final response.</summary>
    void OnReInviteAnswered(InviteSession session, SipMessage response);

    /// <summary>The session is over.</summary>
    void OnEnded(InviteSession session, SessionEnd end);

    /// <summary>Another request within the dialog; respond to it, or return false to have 405 sent.</summary>
    bool OnRequest(InviteSession session, ServerTransaction request) => false;
}
