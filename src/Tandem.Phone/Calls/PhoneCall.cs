using System.Threading.Channels;
using Tandem.Media;
using Tandem.Media.Tones;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Referrals;
using Tandem.Sip.Sdp;

namespace Tandem.Phone.Calls;

/// <summary>One call of a <see cref="SipPhone"/>. Members may be called from any thread.</summary>
public sealed partial class PhoneCall
{
    private readonly SipPhone _phone;
    private readonly MediaChannel _media;
    private readonly AudioOfferAnswer _negotiation;
    private readonly TaskCompletionSource _ringing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<SessionEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<char> _digits = Channel.CreateUnbounded<char>();
    private InviteSession _session = null!;

    internal PhoneCall(SipPhone phone, bool IsIncoming)
    {
        _phone = phone;
        this.IsIncoming = IsIncoming;
        State = IsIncoming ? PhoneCallState.Ringing : PhoneCallState.Calling;
        _media = phone.OpenMedia();
        _negotiation = phone.Negotiate(_media);
        _media.DigitReceived += (_, digit) => _digits.Writer.TryWrite(digit);
        _media.Listen(Heard);
    }

    /// <summary>True where the exchange called the phone.</summary>
    public bool IsIncoming { get; }

    /// <summary>Where the call stands.</summary>
    public PhoneCallState State { get; private set; }

    /// <summary>The INVITE: for an incoming call who calls and how.</summary>
    public SipMessage Invite => _session.Invite;

    /// <summary>Whom the exchange says that the phone talks with by now (P-Asserted-Identity); null where it never said so.</summary>
    public NameAddress? Connected { get; private set; }

    /// <summary>Measures what the phone hears.</summary>
    public ToneDetector Heard { get; } = new();

    /// <summary>The name of the codec that was agreed, for example <c>G722</c>; null before.</summary>
    public string? Codec => _negotiation.Agreement?.Codec.Encoding;

    /// <summary>The figures of the call's media.</summary>
    public MediaStatistics Statistics => _media.Statistics;

    /// <summary>Waits until the other side rings.</summary>
    public Task WaitForRingingAsync(CancellationToken cancellationToken = default) => _ringing.Task.WaitAsync(cancellationToken);

    /// <summary>Waits until the call is answered or refused.</summary>
    /// <returns>200 where it is answered, else the status that refused it (408 where nobody answered at all).</returns>
    public Task<int> WaitForAnswerAsync(CancellationToken cancellationToken = default) => _answered.Task.WaitAsync(cancellationToken);

    /// <summary>Waits until the call is over.</summary>
    public Task<SessionEnd> WaitForHangupAsync(CancellationToken cancellationToken = default) => _ended.Task.WaitAsync(cancellationToken);

    /// <summary>Waits for the next digit that the other side presses.</summary>
    public async Task<char> ReadDigitAsync(CancellationToken cancellationToken = default) =>
        await _digits.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Answers an incoming call.</summary>
    /// <returns>False where it is over, or has no codec in common.</returns>
    public Task<bool> AnswerAsync() => _phone.Loop.InvokeAsync(Answer);

    /// <summary>Refuses an incoming call.</summary>
    /// <param name="statusCode">300 to 699; default 486, busy.</param>
    public Task RejectAsync(int statusCode = 486) => _phone.Loop.InvokeAsync(() => _session.Reject(statusCode));

    /// <summary>Ends the call: by CANCEL, BYE or a refusal, as it stands.</summary>
    public Task HangupAsync() => _phone.Loop.InvokeAsync(Hangup);

    /// <summary>Puts the other side on hold.</summary>
    /// <param name="direction">How: <c>sendonly</c>, the default, or <c>inactive</c>.</param>
    /// <returns>False where the call is not up, another change is under way, or it was refused.</returns>
    public Task<bool> HoldAsync(SdpDirection direction = SdpDirection.SendOnly) => ReInviteAsync(direction);

    /// <summary>Takes the other side off hold.</summary>
    /// <returns>False where the call is not up, or another change is under way.</returns>
    public Task<bool> ResumeAsync() => ReInviteAsync(SdpDirection.SendReceive);

    /// <summary>Sends the other side to a number, without asking there first (REFER).</summary>
    /// <param name="number">The number, at the phone's exchange.</param>
    /// <param name="progress">Hears how the new call goes: statuses from 100 to 199, in order; on a thread of the phone's.</param>
    /// <returns>The final status of the new call, or that of the refusal; 481 where this call is not up.</returns>
    public Task<int> TransferAsync(string number, Action<int>? progress = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(number);
        return ReferAsync(handler => _session.Refer(new NameAddress(_phone.AddressOf(number)), handler, AddReferrer), progress);
    }

    /// <summary>Connects the other side with that of another call of this phone (REFER with Replaces, RFC 5589 7).</summary>
    /// <param name="consultation">The other call.</param>
    /// <returns>The final status; 481 where one of the calls is not up.</returns>
    public Task<int> TransferAsync(PhoneCall consultation)
    {
        ArgumentNullException.ThrowIfNull(consultation);
        return ReferAsync(handler => _session.Transfer(consultation._session, handler, AddReferrer), progress: null);
    }

    /// <summary>What an INVITE says that takes the place of this call (RFC 3891): the value of its Replaces header; null before there is a dialog.</summary>
    /// <param name="earlyOnly">Whether only a call that is not answered may be replaced.</param>
    public Task<string?> ReplacesAsync(bool earlyOnly = false) =>
        _phone.Loop.InvokeAsync(() => _session.Dialog is { } dialog ? (Replaces.Of(dialog.Id) with { EarlyOnly = earlyOnly }).ToString() : null);

    /// <summary>Plays a source, for example a <see cref="ToneSource"/>, to the other side, in place of what played before.</summary>
    public void Play(AudioSource source) => _media.Play(source);

    /// <summary>Feeds a sink with what the phone hears, from now on.</summary>
    public void Listen(AudioSink sink) => _media.Listen(sink);

    /// <summary>Presses keys (RFC 4733): 0-9 * # A-D.</summary>
    public void SendDigits(string digits) => _media.SendDigits(digits);

    internal void Attach(InviteSession session)
    {
        _session = session;
        session.Handler = this;
    }

    internal byte[] Offer() => _negotiation.Offer();

    internal bool Answer()
    {
        if (_session.State is SessionState.Established or SessionState.Ended)
        {
            return _session.State == SessionState.Established;
        }
        if (Invite.Body.IsEmpty)
        {
            _awaitsAnswer = true;
            _session.Accept(_negotiation.Offer());
        }
        else if (TakeOffer(Invite) is { } answer)
        {
            _session.Accept(answer);
        }
        else
        {
            _session.Reject(488);
            return false;
        }
        Talk();
        return true;
    }

    internal void Hangup() => _session.Hangup();

    private Task<int> ReferAsync(Func<IReferralHandler, OutgoingReferral?> refer, Action<int>? progress) => _phone.Loop.RunAsync(() =>
    {
        var handler = new PhoneReferral(progress);
        return refer(handler) is null ? Task.FromResult(481) : handler.Outcome;
    });

    private void AddReferrer(SipMessage refer) => refer.Add("Referred-By", new NameAddress(_phone.AddressOf(_phone.User)).ToString());
}
