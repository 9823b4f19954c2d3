using Tandem.Media;
using Tandem.Pbx.Model;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Calls;

/// <summary>
/// One leg of a call, in a program's hands: the side of the exchange that faces one phone. Public members may be called from any thread;
/// they do their work on the signalling loop.
/// </summary>
public sealed partial class Call
{
    private readonly CallManager _manager;
    private readonly TaskCompletionSource<HangupCause> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasRung;
    private string? _application;

    internal Call(CallManager manager, CallIdentity identity)
    {
        _manager = manager;
        Id = identity.Id;
        ConversationId = identity.ConversationId;
        IsOutbound = identity.IsOutbound;
        Account = identity.Account;
        Caller = identity.Caller;
        Called = identity.Called;
        Own = identity.Own;
        Target = identity.Target;
        Audio = new CallAudio(this);
    }

    /// <summary>The leg's id: its channel's local id in the model.</summary>
    public string Id { get; }

    /// <summary>The conversation that the leg belongs to: the id of its first leg.</summary>
    public string ConversationId { get; }

    /// <summary>True where the exchange called the phone.</summary>
    public bool IsOutbound { get; }

    /// <summary>Who calls.</summary>
    public Party Caller { get; }

    /// <summary>Who was called.</summary>
    public Party Called { get; }

    /// <summary>The INVITE with all its headers and its body.</summary>
    public SipMessage Invite => Session.Invite;

    /// <summary>What can be done with the leg's audio.</summary>
    public CallAudio Audio { get; }

    /// <summary>Whether the leg was answered.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>Whether the phone has put the call on hold.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Whether the leg is over.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The extension whose leg it is; null for a caller without an account.</summary>
    internal SipAccount? Account { get; }

    /// <summary>The party at the phone of this leg.</summary>
    internal Party Own { get; }

    internal CallTarget? Target { get; }

    internal InviteSession Session { get; private set; } = null!;

    internal MediaChannel? Media { get; private set; }

    /// <summary>The leg that this one talks with.</summary>
    internal Call? Peer { get; private set; }

    /// <summary>The phones that ring for this caller.</summary>
    internal Fork? Ringing { get; set; }

    internal MediaQuality? FinalMedia { get; private set; }

    /// <summary>Tells the caller that the phone rings: 180, or a ringback tone where the leg is answered already.</summary>
    public Task RingAsync() => _manager.Loop.InvokeAsync(Ring);

    /// <summary>Answers the leg.</summary>
    /// <returns>False where it is over, or cannot be answered for want of a codec or a port; it has ended then.</returns>
    public Task<bool> AnswerAsync() => _manager.Loop.InvokeAsync(Answer);

    /// <summary>Ends the leg: by the cause's SIP status where it is not answered, else by BYE.</summary>
    /// <param name="cause">Why; normal clearing where null.</param>
    public Task HangupAsync(HangupCause? cause = null) => _manager.Loop.InvokeAsync(() => End(cause ?? HangupCause.NormalClearing));

    /// <summary>Waits until the leg is over.</summary>
    /// <returns>Why it ended.</returns>
    public Task<HangupCause> WaitForHangupAsync(CancellationToken cancellationToken = default) => _ended.Task.WaitAsync(cancellationToken);

    internal void Attach(InviteSession session)
    {
        Session = session;
        session.Handler = this;
    }

    internal void Ring()
    {
        if (IsEnded || _hasRung)
        {
            return;
        }
        _hasRung = true;
        if (IsAnswered)
        {
            Media!.Play(new RingbackTone());
        }
        else
        {
            Session.SendProvisional(180);
        }
    }

    internal bool Answer()
    {
        if (IsEnded)
        {
            return false;
        }
        if (IsAnswered)
        {
            Media!.StopPlay();
            return true;
        }
        if (PrepareMedia() is { } cause)
        {
            End(cause);
            return false;
        }
        IsAnswered = true;
        Session.Accept(_localDescription);
        _manager.Model.Answer(this);
        ShowApplication();
        return true;
    }

    /// <summary>Notes that an application has the leg in hand; seen once the leg is answered.</summary>
    internal void Enter(string application)
    {
        _application = application;
        ShowApplication();
    }

    internal void BridgeWith(Call other)
    {
        (Peer, other.Peer) = (other, this);
        Media!.Bridge(other.Media!);
        _manager.Model.Bridge(this, other);
    }

    /// <summary>Ends the leg, and with it the leg that it talks with and the phones that ring for it.</summary>
    internal void End(HangupCause cause, string? reason = null)
    {
        if (IsEnded)
        {
            return;
        }
        IsEnded = true;
        // 487 means a cancelled INVITE; a caller who did not cancel is told that the called party is not available.
        Session.Hangup(cause.SipStatus == 487 ? 480 : cause.SipStatus, reason ?? $"Q.850;cause={cause.Q850}");
        CloseMedia();
        _manager.OnEnded(this, cause);
        Ringing?.Abort(cause);
        if (Peer is { } peer)
        {
            (Peer, peer.Peer) = (null, null);
            peer.End(HangupCause.NormalClearing);
        }
        _ended.TrySetResult(cause);
    }

    private void ShowApplication()
    {
        if (IsAnswered && _application is not null)
        {
            _manager.Model.EnterApplication(this, _application);
        }
    }
}
