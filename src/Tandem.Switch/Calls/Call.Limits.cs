using Tandem.Pbx.Model;
using Tandem.Sip.Sdp;

namespace Tandem.Switch.Calls;

public sealed partial class Call
{
    // A caller whose phone has died says nothing any more, and a program may never answer it.
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(30);

    private readonly long _begun;
    private long _heardAt;
    private long _packetsHeard;

    // Neither a party on hold nor the one that waits for it owes us packets.
    private bool OwesMedia =>
        IsAnswered && !IsHeld && Peer is not { IsHeld: true } && _negotiation?.Agreement is { } agreement && agreement.RemoteDirection.Sends();

    /// <summary>The limit that the leg has run into; null for none. To be asked regularly.</summary>
    internal HangupCause? ExceededLimit(TimeSpan mediaTimeout, TimeSpan maxDuration)
    {
        var time = _manager.Loop.TimeProvider;
        if (maxDuration > TimeSpan.Zero && time.GetElapsedTime(_begun) >= maxDuration)
        {
            return HangupCause.MaxDuration;
        }
        if (!IsAnswered && !IsOutbound && time.GetElapsedTime(_begun) >= MaxWait)
        {
            return HangupCause.NoAnswer;
        }
        // Counted and not timed by the packets' own instants: media may run on another clock.
        var packets = Media?.PacketsReceived ?? 0;
        if (!OwesMedia || packets != _packetsHeard)
        {
            _packetsHeard = packets;
            RestartMediaTimeout();
            return null;
        }
        return mediaTimeout > TimeSpan.Zero && time.GetElapsedTime(_heardAt) >= mediaTimeout ? HangupCause.MediaTimeout : null;
    }

    private void RestartMediaTimeout() => _heardAt = _manager.Loop.TimeProvider.GetTimestamp();
}
