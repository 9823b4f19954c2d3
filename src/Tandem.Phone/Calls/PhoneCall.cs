using System.Threading.Channels;
using Tandem.Media;
using Tandem.Media.Tones;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Sdp;

namespace Tandem.Phone.Calls;

/// <summary>
/// One call of a <see cref="SipPhone"/>. Members may be called from any thread and in any state: what does not fit the state does nothing and
/// says so by its result. A phone that is disposed hangs up first, so its calls are over.
/// </summary>
public sealed partial class PhoneCall
{
    private readonly SipPhone _phone;
    private readonly MediaChannel _media;
    private readonly AudioOfferAnswer _negotiation;
    private readonly TaskCompletionSource<bool> _ringing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<SessionEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<char> _digits = Channel.CreateUnbounded<char>();
    private InviteSession _session = null!;

    internal PhoneCall(SipPhone phone, MediaChannel media, AudioOfferAnswer negotiation, bool isIncoming)
    {
        _phone = phone;
        _media = media;
        _negotiation = negotiation;
        IsIncoming = isIncoming;
        if (isIncoming)
        {
            State = PhoneCallState.Ringing;
            _ringing.TrySetResult(true);
        }
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

    /// <summary>The figures of the call's media; they stay after the end.</summary>
    public MediaStatistics Statistics => _media.Statistics;

    /// <summary>Waits until the other side rings, or answers without; an incoming call rings from the first.</summary>
    /// <returns>True where it rings or has rung; false where the call is over and never did. <see cref="WaitForAnswerAsync"/> says why.</returns>
    public Task<bool> WaitForRingingAsync(CancellationToken cancellationToken = default) => _ringing.Task.WaitAsync(cancellationToken);

    /// <summary>Waits until the call is answered, here or there, or refused.</summary>
    /// <returns>
    /// 200 where it is answered, else the status that refused it: 408 where nobody answered at all, 487 where it was hung up before, 488 where the
    /// answer had no media in common.
    /// </returns>
    public Task<int> WaitForAnswerAsync(CancellationToken cancellationToken = default) => _answered.Task.WaitAsync(cancellationToken);

    /// <summary>Waits until the call is over.</summary>
    public Task<SessionEnd> WaitForHangupAsync(CancellationToken cancellationToken = default) => _ended.Task.WaitAsync(cancellationToken);

    /// <summary>Waits for the next digit that the other side presses. Those pressed before the end can be read after it.</summary>
    /// <exception cref="InvalidOperationException">The call is over, and all its digits are read.</exception>
    public async Task<char> ReadDigitAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await _digits.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new InvalidOperationException("The call is over: no more digits come.");
        }
    }

    /// <summary>Answers an incoming call.</summary>
    /// <returns>True where it is answered, by now or before; false where it is over, has no codec in common (488), or is the phone's own call.</returns>
    public Task<bool> AnswerAsync() => OnLoopAsync(() => Task.FromResult(Answer()), closed: false);

    /// <summary>Refuses an incoming call. Does nothing where it is answered or over, or is the phone's own call: see <see cref="HangupAsync"/>.</summary>
    /// <param name="statusCode">300 to 699; default 486, busy.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="statusCode"/> is no refusal.</exception>
    public Task RejectAsync(int statusCode = 486)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 300);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 699);
        return DoAsync(() => _session.Reject(statusCode));
    }

    /// <summary>Ends the call: by CANCEL, BYE or a refusal (480), as it stands. Does nothing after the end.</summary>
    public Task HangupAsync() => DoAsync(Hangup);

    /// <summary>
    /// Puts the other side on hold, once the call is ready for it: an answer of ours must have its ACK first. It stays on hold, whatever the other
    /// side offers, until <see cref="ResumeAsync"/>.
    /// </summary>
    /// <param name="direction">How: <c>sendonly</c>, the default, by which it hears what is played; or <c>inactive</c>.</param>
    /// <returns>False where the call is not up, another change is under way, or it was refused.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="direction"/> is no hold.</exception>
    public Task<bool> HoldAsync(SdpDirection direction = SdpDirection.SendOnly) => direction is SdpDirection.SendOnly or SdpDirection.Inactive
        ? ReInviteAsync(direction)
        : throw new ArgumentOutOfRangeException(nameof(direction), direction, "A hold is SendOnly or Inactive.");

    /// <summary>Takes the other side off hold.</summary>
    /// <returns>False where the call is not up, another change is under way, or it was refused.</returns>
    public Task<bool> ResumeAsync() => ReInviteAsync(SdpDirection.SendReceive);

    /// <summary>What an INVITE says that takes the place of this call (RFC 3891): the value of its Replaces header; null before there is a dialog.</summary>
    /// <param name="earlyOnly">Whether only a call that is not answered may be replaced.</param>
    public Task<string?> ReplacesAsync(bool earlyOnly = false) => OnLoopAsync(
        () => Task.FromResult(_session.Dialog is { } dialog ? (Replaces.Of(dialog.Id) with { EarlyOnly = earlyOnly }).ToString() : null), closed: null);

    /// <summary>
    /// Plays a source, for example a <see cref="ToneSource"/>, to the other side, in place of what played before. Before the answer its time passes
    /// unheard; after the end this does nothing.
    /// </summary>
    public void Play(AudioSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (State != PhoneCallState.Ended)
        {
            _media.Play(source);
        }
    }

    /// <summary>Feeds a sink with what the phone hears, from now on. Does nothing after the end.</summary>
    public void Listen(AudioSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        if (State != PhoneCallState.Ended)
        {
            _media.Listen(sink);
        }
    }

    /// <summary>
    /// Presses keys, one after the other (RFC 4733; as tones where the other side does not take that), 420 ms each. Does nothing before the answer
    /// and after the end.
    /// </summary>
    /// <param name="digits">0-9 * # A-D, and F for flash.</param>
    /// <exception cref="ArgumentException">A character is no digit; nothing is sent.</exception>
    public void SendDigits(string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        if (State != PhoneCallState.Ended)
        {
            _media.SendDigits(digits);
        }
    }

    internal void Attach(InviteSession session)
    {
        _session = session;
        session.Handler = this;
    }

    internal byte[] Offer() => _negotiation.Offer();

    internal bool Answer()
    {
        if (!IsIncoming || State != PhoneCallState.Ringing)
        {
            return IsIncoming && State == PhoneCallState.Talking;
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

    private Task DoAsync(Action work) => OnLoopAsync(
        () =>
        {
            work();
            return Task.FromResult(true);
        },
        closed: false);

    private Task<T> OnLoopAsync<T>(Func<Task<T>> work, T closed) => _phone.OnLoopAsync(work, () => closed);
}
