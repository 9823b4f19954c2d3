using Tandem.Pbx.Model;
using Tandem.Sip.Sdp;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Calls.Holding;

namespace Tandem.Switch.Calls;

public sealed partial class Call
{
    private SdpDirection _localDirection = SdpDirection.SendReceive;
    private MusicOnHold? _music;
    private bool _hearsMusic;

    /// <summary>Whether the leg holds the call: its phone does, or it was made to by <see cref="HoldAsync"/>.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Whether what the leg's phone says is heard by nobody (<see cref="MuteAsync"/>).</summary>
    public bool IsMuted { get; private set; }

    /// <summary>What the other leg hears while this one holds the call; that of the exchange (<see cref="SwitchOptions.MusicOnHold"/>) where null.</summary>
    public MusicOnHold? MusicOnHold
    {
        get => Volatile.Read(ref _music);
        set => Volatile.Write(ref _music, value);
    }

    /// <summary>Holds the call on this leg's behalf: its phone is told to rest (re-INVITE, <c>inactive</c>), and the other leg hears music.</summary>
    /// <returns>Done once the phone has agreed, or where the call is held already.</returns>
    public Task<CallOutcome> HoldAsync() => _manager.Loop.RunAsync(() => DirectAsync(SdpDirection.Inactive, isDone: IsHeld));

    /// <summary>Takes the call off hold on this leg's behalf. It stays held where the phone's own user holds it.</summary>
    /// <returns>Done once the phone talks again; <see cref="CallOutcome.Refused"/> where its user holds the call.</returns>
    public Task<CallOutcome> ResumeAsync() => _manager.Loop.RunAsync(async () =>
    {
        var outcome = await DirectAsync(SdpDirection.SendReceive, isDone: !IsHeld);
        return outcome == CallOutcome.Done && IsHeld ? CallOutcome.Refused : outcome;
    });

    /// <summary>Lets nobody hear the leg's phone, or lets it be heard again. It goes on hearing.</summary>
    /// <param name="muted">Whether it is to be silent.</param>
    public Task<CallOutcome> MuteAsync(bool muted = true) => _manager.Loop.InvokeAsync(() =>
    {
        if (IsEnded || !IsAnswered)
        {
            return IsEnded ? CallOutcome.Ended : CallOutcome.NotConnected;
        }
        if (IsMuted != muted)
        {
            IsMuted = muted;
            ApplyDirection();
            _manager.Model.Mute(this, muted);
            Raise(muted ? CallEventKind.Muted : CallEventKind.Unmuted);
        }
        return CallOutcome.Done;
    });

    private async Task<CallOutcome> DirectAsync(SdpDirection direction, bool isDone)
    {
        if (isDone && IsAnswered && !IsEnded && _change is null)
        {
            return CallOutcome.Done;
        }
        var former = _localDirection;
        var outcome = await ChangeAsync(new SessionChange(
            () =>
            {
                _localDirection = direction;
                return Session.ReInvite(_negotiation!.Offer(direction));
            },
            TakeChange));
        if (outcome != CallOutcome.Done)
        {
            _localDirection = former;
        }
        return outcome;
    }

    private bool TakeChange(Tandem.Sip.Messages.SipMessage response)
    {
        if (!TakeAnswer(response))
        {
            return false;
        }
        UpdateHold();
        return true;
    }

    private void UpdateHold()
    {
        var held = _negotiation!.Agreement is { } agreement && !agreement.RemoteDirection.Receives();
        if (held != IsHeld)
        {
            IsHeld = held;
            Peer?.RestartMediaTimeout();
            _manager.Model.Hold(this, Peer, held);
            Peer?.UpdateMusic();
            Raise(held ? CallEventKind.Held : CallEventKind.Resumed);
        }
    }

    private void UpdateMusic()
    {
        var wants = IsAnswered && !IsEnded && (Peer is { IsHeld: true } || IsWaiting);
        if (wants == _hearsMusic)
        {
            return;
        }
        _hearsMusic = wants;
        if (!wants)
        {
            StopMusic();
        }
        else if ((Peer?.MusicOnHold ?? _manager.MusicOnHold).CreateSource() is { } music)
        {
            Media!.Play(music);
        }
    }

    private void StopMusic()
    {
        if (!IsEnded)
        {
            Media!.StopPlay();
        }
    }

    private void ApplyDirection()
    {
        if (_negotiation?.Agreement is { } agreement)
        {
            Media!.SetDirection(send: agreement.RemoteDirection.Receives(), receive: agreement.RemoteDirection.Sends() && !IsMuted);
        }
    }
}
