using Tandem.Pbx.Model;
using Tandem.Sip.Headers;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Switch.Calls.Dialling;

namespace Tandem.Switch.Calls;

public sealed partial class Call
{
    /// <summary>Servers and forwards that a call may pass (RFC 3261 20.22).</summary>
    internal const int MaxHops = 70;

    private static readonly TimeSpan ToneDuration = TimeSpan.FromSeconds(5);

    private List<(string Name, string Value)>? _exported;
    private List<Diversion>? _diversions;
    private int _hopsTaken;

    /// <summary>The phones that ring for this caller.</summary>
    internal Fork? Ringing { get; set; }

    /// <summary>The phones that this leg rings together with; null for a leg that called us.</summary>
    internal Fork? Fork { get; init; }

    /// <summary>Where the leg was sent; null for a leg that called us.</summary>
    internal Destination? Destination { get; init; }

    /// <summary>How many more servers and forwards the call may pass.</summary>
    internal int HopsLeft => ((IsOutbound ? null : Invite.MaxForwards) ?? MaxHops) - _hopsTaken;

    /// <summary>Headers for legs that are called for this one.</summary>
    internal IReadOnlyList<(string Name, string Value)>? Exported => _exported;

    /// <summary>Who has sent the call on, the latest first; null for nobody.</summary>
    internal IReadOnlyList<Diversion>? Diversions => _diversions;

    /// <summary>Whether the caller wants its identity hidden from those who are called for it (RFC 3323).</summary>
    internal bool IsPrivate { get; set; }

    /// <summary>Whether somebody whom we trust has said who the caller is.</summary>
    internal bool IsAsserted { get; set; }

    /// <summary>Who is shown as the caller on legs that are called for this one by a number; null for itself.</summary>
    internal CallerId? ShownAs { get; init; }

    /// <summary>How long phones that are called for this leg by a number ring; null for the exchange's time-out.</summary>
    internal TimeSpan? RingTimeout { get; init; }

    /// <summary>Connects the leg with an extension: its phones ring, and the first that answers talks with it. Forwards and do-not-disturb of the extension count.</summary>
    /// <param name="number">The extension's number.</param>
    /// <param name="timeout">How long the phones ring; <see cref="SwitchOptions.RingTimeout"/> where null.</param>
    /// <returns>
    /// Null once the leg talks with nobody any more, whoever it was connected with meanwhile; else why nobody answered. The leg is still there
    /// unless it hung up itself.
    /// </returns>
    public Task<HangupCause?> DialAsync(string number, TimeSpan? timeout = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(number);
        return _manager.Loop.RunAsync(() => _manager.DialAsync(this, number, timeout));
    }

    /// <summary>
    /// Calls somebody for this leg and connects it with the first that answers. The leg hears it ring, or what a called phone says before it answers;
    /// where nobody answers it is still there, and goes on as it was.
    /// </summary>
    /// <param name="request">Whom to call and how.</param>
    /// <param name="cancellationToken">Stops the ringing.</param>
    /// <returns>The result once somebody has answered and is connected, or nobody has; the connected call goes on then.</returns>
    /// <exception cref="ArgumentException">A member of the request is out of its range.</exception>
    /// <exception cref="InvalidOperationException">Phones ring for this leg already.</exception>
    public Task<DialResult> DialAsync(DialRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        return _manager.Loop.RunAsync(() => _manager.DialAsync(this, request, cancellationToken));
    }

    /// <summary>Has a header sent with every INVITE to phones that are called for this leg from now on.</summary>
    /// <exception cref="ArgumentException">The name is no token or a header that the exchange writes itself, or the value has a line break.</exception>
    public void ExportHeader(string name, string value)
    {
        DialRequest.CheckHeader(name, value);
        _manager.Loop.Post(() => (_exported ??= []).Add((name, value)));
    }

    /// <summary>Notes who sends the call on; whom it is sent to is told (RFC 5806).</summary>
    internal void NoteDiversion(Diversion diversion) => (_diversions ??= []).Insert(0, diversion);

    /// <summary>Notes that a program has the leg in hand, and decides when it is over.</summary>
    internal void TakeInHand() => IsProgrammed = true;

    /// <summary>Counts a forward.</summary>
    /// <returns>False where the call has gone round too often.</returns>
    internal bool TakeHop() => ++_hopsTaken <= CallManager.MaxForwards && HopsLeft > 0;

    /// <summary>Lets a caller hear a called phone that has not answered yet: 183 with our description, and its audio.</summary>
    /// <returns>Whether it does: a caller without an offer, or without a codec in common, hears it only ring.</returns>
    internal bool Hear(Call called)
    {
        if (IsEnded || !MayHear || !AlignWith(called) || !(IsAnswered || AnswerEarly()))
        {
            return false;
        }
        Media!.StopPlay();
        Media.Bridge(called.Media!);
        return true;
    }

    /// <summary>Whom the caller heard is gone: it rings on.</summary>
    internal void HearNobody()
    {
        if (!IsEnded && Peer is null)
        {
            Media!.Unbridge();
            _hasRung = false;
            Ring();
        }
    }

    private void EndWithTone(HangupCause cause)
    {
        if (!IsAnswered || IsEnded || _manager.Tones.Of(cause) is not { } tone)
        {
            End(cause);
            return;
        }
        Media!.Unbridge();
        Media.Play(tone.Play());
        // Started once, and harmless where the leg has ended meanwhile.
        new LoopTimer(_manager.Loop, () => End(cause)).Start(ToneDuration);
    }

    // A description in an unreliable response is no offer (RFC 3261 13.2.1): without one of its own the caller could not be answered.
    private bool MayHear => IsAnswered || _isDescribed || !Invite.Body.IsEmpty || Invite.HasValue(SipHeaderName.Require, "100rel"u8);
}
