using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Referrals;

namespace Tandem.Sip.Tests.Dialogs;

/// <summary>Notes what a session says; behaviour is added by delegates.</summary>
internal sealed class RecordingHandler : IInviteSessionHandler
{
    public List<string> Events { get; } = [];

    public SessionEnd? End { get; private set; }

    public Action<InviteSession>? Answered { get; set; }

    public Action<InviteSession>? ReInvited { get; set; }

    public Action<InviteSession>? Progressed { get; set; }

    public Action<InviteSession>? ChangeAnswered { get; set; }

    public void OnProgress(InviteSession session, SipMessage response)
    {
        Events.Add($"progress {response.StatusCode}");
        Progressed?.Invoke(session);
    }

    public Func<IncomingReferral, bool>? Referred { get; set; }

    public bool OnRefer(InviteSession session, IncomingReferral referral) => Referred?.Invoke(referral) == true;

    public void OnUpdated(InviteSession session, SipMessage request) => Events.Add("updated");

    public void OnAnswered(InviteSession session, SipMessage response)
    {
        Events.Add("answered");
        Answered?.Invoke(session);
    }

    public void OnAcknowledged(InviteSession session, SipMessage ack) => Events.Add("acknowledged");

    public void OnReInvite(InviteSession session, SipMessage request)
    {
        Events.Add("re-invite");
        ReInvited?.Invoke(session);
    }

    public void OnReInviteAnswered(InviteSession session, SipMessage response)
    {
        Events.Add($"re-invite {response.StatusCode}");
        ChangeAnswered?.Invoke(session);
    }

    public void OnEnded(InviteSession session, SessionEnd end)
    {
        Assert.Null(End);
        End = end;
        Events.Add($"ended {end.Kind}");
    }
}
