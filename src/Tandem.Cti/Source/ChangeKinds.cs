using Tandem.Cti.Channels;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Cti.Source;

/// <summary>What a record of the feed is called in the model.</summary>
internal static class ChangeKinds
{
    /// <summary>The kind of change that a record brings.</summary>
    /// <param name="info">The record.</param>
    /// <param name="before">The channel before; null when it is new.</param>
    public static ChangeKind Of(ChannelInfo info, Channel? before) => info.LastEvent.Name switch
    {
        _ when before is null => ChangeKind.Offered,
        "CHANNEL_ANSWER" => ChangeKind.Answered,
        "CHANNEL_BRIDGE" => ChangeKind.Bridged,
        _ when info.Held != before.Held => info.Held ? ChangeKind.Held : ChangeKind.Resumed,
        _ when info.Muted != before.Muted => info.Muted ? ChangeKind.Muted : ChangeKind.Unmuted,
        _ when info.State?.Name != before.State.Name => OfState(info.State),
        _ => ChangeKind.ChannelChanged,
    };

    private static ChangeKind OfState(CtiState? state) => state switch
    {
        CtiState.Ringing => ChangeKind.Ringing,
        CtiState.Held => ChangeKind.Held,
        CtiState.Park => ChangeKind.Parked,
        CtiState.Queued => ChangeKind.QueueJoined,
        CtiState.Conference => ChangeKind.ConferenceJoined,
        CtiState.Eavesdrop => ChangeKind.SpyStarted,
        _ => ChangeKind.ChannelChanged,
    };
}
