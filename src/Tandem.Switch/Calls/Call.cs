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
    private readonly string? _serverHost;
    private readonly TaskCompletionSource<HangupCause> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(string Name, string Value)> _responseHeaders = [];
    private bool _hasRung;

    internal Call(CallManager manager, CallIdentity identity)
    {
        _manager = manager;
        Id = identity.Id;
        ConversationId = identity.ConversationId;
        IsOutbound = identity.IsOutbound;
        Account = identity.Account;
        Home = DialsIn = identity.Home;
        _serverHost = identity.ServerHost;
        Caller = identity.Caller;
        Called = identity.Called;
        Own = identity.Own;
        Target = identity.Target;
        Audio = new CallAudio(this);
        _digits = new DigitBuffer(manager.Loop);
        _begun = _heardAt = manager.Loop.TimeProvider.GetTimestamp();
    }

    /// <summary>The leg's id: its channel's local id in the model.</summary>
    public string Id { get; }

    /// <summary>True where the exchange called the phone.</summary>
    public bool IsOutbound { get; }

    /// <summary>The name of the domain that the leg is part of: that of its extension; that of the number that a caller without an account called; that of the caller for somebody elsewhere.</summary>
    public string Domain => Home.Name;

    /// <summary>Who calls.</summary>
    public Party Caller { get; private set; }

    /// <summary>Who was called.</summary>
    public Party Called { get; }

    /// <summary>The INVITE with all its headers and its body.</summary>
    public SipMessage Invite => Session.Invite;

    /// <summary>What can be done with the leg's audio.</summary>
    public CallAudio Audio { get; }

    /// <summary>Whether the leg was answered.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>The address that the leg counts for, where a peer began it; it may be heard from another one later.</summary>
    internal System.Net.IPAddress? Source { get; set; }

    /// <summary>Whether its lines stand in the log.</summary>
    internal bool IsLogged { get; set; }

    /// <summary>Whether the leg is over.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The domain that the leg is part of.</summary>
    internal SipDomain Home { get; }

    /// <summary>The host by which the leg's phone knows the exchange: that which it called, or registered with; null where that is not known.</summary>
    internal string? NameOfUs => IsOutbound ? _serverHost : Invite.RequestUri!.Host;

    /// <summary>The domain whose numbers are dialled for the leg: its own, or where it was let to by a SIP address.</summary>
    internal SipDomain DialsIn { get; set; }

    /// <summary>The extension whose leg it is; null for a caller without an account.</summary>
    internal SipAccount? Account { get; private set; }

    /// <summary>The party at the phone of this leg.</summary>
    internal Party Own { get; private set; }

    internal CallTarget? Target { get; }

    internal InviteSession Session { get; private set; } = null!;

    internal MediaChannel? Media { get; private set; }

    /// <summary>Why it ended; null before.</summary>
    internal HangupCause? EndCause { get; private set; }

    /// <summary>The span of the leg; null where nobody listens.</summary>
    internal CallActivity? Trace { get; set; }

    internal MediaQuality? FinalMedia { get; private set; }

    /// <summary>Tells the caller that the phone rings: 180, or a ringback tone where the leg is answered already.</summary>
    public Task RingAsync() => _manager.Loop.InvokeAsync(Ring);

    /// <summary>Answers the leg.</summary>
    /// <param name="early">True to open the audio without answering: 183 with our session description. The leg can be answered later.</param>
    /// <returns>False where it is over, or cannot be answered for want of a codec or a port; it has ended then.</returns>
    public Task<bool> AnswerAsync(bool early = false) => _manager.Loop.InvokeAsync(() => early ? AnswerEarly() : Answer());

    /// <summary>Ends the leg with 486, busy.</summary>
    public Task BusyAsync() => HangupAsync(HangupCause.UserBusy);

    /// <summary>
    /// Ends the leg: by the cause's SIP status where it is not answered, else by BYE. A leg that a program has in hand, and that this one talks
    /// with, stays (<see cref="HangupPolicy"/>).
    /// </summary>
    /// <param name="cause">Why; normal clearing where null.</param>
    public Task HangupAsync(HangupCause? cause = null) => _manager.Loop.InvokeAsync(() => End(cause ?? HangupCause.NormalClearing));

    /// <summary>
    /// Lets an answered leg hear why for 5 s, busy, unobtainable or congestion by <see cref="SwitchOptions.Tones"/>, and then ends it; a leg that is not
    /// answered, or has nothing to hear, ends at once.
    /// </summary>
    /// <param name="cause">Why.</param>
    /// <returns>Done when the leg is over.</returns>
    public Task HangupWithToneAsync(HangupCause cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        _manager.Loop.Post(() => EndWithTone(cause));
        return WaitForHangupAsync();
    }

    /// <summary>Waits until the leg is over.</summary>
    /// <returns>Why it ended.</returns>
    public Task<HangupCause> WaitForHangupAsync(CancellationToken cancellationToken = default) => _ended.Task.WaitAsync(cancellationToken);

    /// <summary>
    /// Makes the caller prove who it is, where it has not yet: 407, and up to 5 s for the INVITE with credentials, which takes the place of the
    /// first. Calls to numbers outside <see cref="SwitchOptions.AnonymousNumbers"/> were authenticated before they got here.
    /// </summary>
    public Task<AuthenticationResult> AuthenticateAsync() => _manager.Loop.RunAsync(() => _manager.AuthenticateAsync(this));

    /// <summary>Adds a header to every response that the leg sends from now on.</summary>
    /// <exception cref="ArgumentException">The name is no token, or the value has a line break.</exception>
    public void AddResponseHeader(string name, string value)
    {
        // Checked here, where the caller hears of it, and not when a response is sent.
        SipMessage.CreateRequest(SipMethod.Options, Invite.RequestUri!).Add(name, value);
        _manager.Loop.Post(() => _responseHeaders.Add((name, value)));
    }

    internal void Attach(InviteSession session)
    {
        Session = session;
        session.Handler = this;
    }

    /// <summary>Refuses the INVITE with a challenge, and lets the call live on until its next one.</summary>
    internal InviteSession Challenge(Action<SipMessage> challenge)
    {
        var session = Session;
        session.Handler = null;
        session.RejectOnce(407, challenge);
        return session;
    }

    /// <summary>Notes who the caller proved to be.</summary>
    internal void Identify(SipAccount account)
    {
        Account = account;
        Caller = Own = new Party(account.Name.Length > 0 ? account.Name : Caller.Name, account.Number);
    }

    /// <summary>Nobody answered, and the leg goes on: the ringback tone does not.</summary>
    internal void StopRinging()
    {
        _hasRung = false;
        if (IsHearing)
        {
            Media!.StopPlay();
        }
    }

    internal void Ring()
    {
        if (IsEnded || _hasRung)
        {
            return;
        }
        _hasRung = true;
        if (IsHearing)
        {
            Media!.Play(_manager.Tones.Ringback.Play());
        }
        else
        {
            Session.SendProvisional(180, configure: AddHeaders);
        }
        _transfer?.OnRinging(this);
        Raise(CallEventKind.Ringing);
    }

    internal bool Answer()
    {
        if (IsEnded)
        {
            return false;
        }
        if (IsHearing)
        {
            Media!.StopPlay();
        }
        if (IsAnswered)
        {
            return true;
        }
        if (PrepareMedia() is { } cause)
        {
            End(cause);
            return false;
        }
        IsAnswered = true;
        _isDescribed = true;
        RestartMediaTimeout();
        AddUntold();
        Session.Accept(_localDescription, AddHeaders);
        _manager.OnAnswered(this);
        ShowApplication();
        return true;
    }

    /// <summary>Ends the leg, the phones that ring for it, and the leg that it talks with as far as that does not stay.</summary>
    /// <param name="cause">Why.</param>
    /// <param name="reason">Value of the Reason header; that of the cause where null.</param>
    /// <param name="isWire">Whether its phone hung up, or is gone.</param>
    internal void End(HangupCause cause, string? reason = null, bool isWire = false)
    {
        if (IsEnded)
        {
            return;
        }
        IsEnded = true;
        cause = _transfer?.OnEnding(this, cause) ?? cause;
        EndCause = cause;
        Session.Hangup(ReasonHeader.StatusOf(cause), reason ?? ReasonHeader.Of(cause), AddHeaders);
        CloseMedia();
        _digits.End();
        _manager.OnEnded(this, cause);
        Raise(CallEventKind.Ended, cause.Name);
        Ringing?.Abort(cause);
        LeaveAll(isWire);
        _ended.TrySetResult(cause);
    }

    // It has audio of ours: answered, or early.
    private bool IsHearing => !IsEnded && Media is not null && (IsAnswered || _isDescribed);

    private bool AnswerEarly()
    {
        if (IsEnded || IsAnswered || _isDescribed || IsOutbound)
        {
            return !IsEnded;
        }
        if (PrepareMedia() is { } cause)
        {
            End(cause);
            return false;
        }
        _isDescribed = true;
        Session.SendProvisional(183, _localDescription, AddHeaders);
        Raise(CallEventKind.Early);
        return true;
    }

    private void AddHeaders(SipMessage response)
    {
        foreach (var (name, value) in _responseHeaders)
        {
            response.Add(name, value);
        }
    }
}
