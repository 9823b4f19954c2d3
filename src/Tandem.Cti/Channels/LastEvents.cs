using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Cti.Channels;

/// <summary>The one table of what a change of the model is called in the feed.</summary>
internal static class LastEvents
{
    /// <summary>What a change is called at one of its channels.</summary>
    /// <param name="kind">What the change is about.</param>
    /// <param name="before">The channel before; null when it is new.</param>
    /// <param name="after">The channel after; null when it is gone.</param>
    public static ChannelEvent Of(ChangeKind kind, Channel? before, Channel? after)
    {
        if (after?.HungUpAt is not null || after is null)
        {
            return ChannelEvent.Hangup;
        }
        if (before is null)
        {
            return Beginning(after);
        }
        return Of(kind) switch
        {
            // At the channels that this is about; at others of the same change only something has changed.
            { } answer when answer == ChannelEvent.Answer => before.AnsweredAt is null && after.AnsweredAt is not null ? answer : ChannelEvent.Application,
            { } bridge when bridge == ChannelEvent.Bridge => after.BridgedWith.Equals(before.BridgedWith) ? ChannelEvent.Application : bridge,
            var other => other,
        };
    }

    /// <summary>What a channel that was there before anybody looked is said to have seen last.</summary>
    /// <param name="channel">The channel.</param>
    public static ChannelEvent Of(Channel channel) => channel switch
    {
        { State: ChannelState.Bridged } => ChannelEvent.Bridge,
        { State: ChannelState.Calling or ChannelState.Ringing, AnsweredAt: null } => Beginning(channel),
        { AnsweredAt: not null, State: ChannelState.Calling or ChannelState.Ringing } => ChannelEvent.Answer,
        _ => ChannelEvent.Application,
    };

    // Slot parking is a change of state: CHANNEL_PARK is something else, and never said.
    private static ChannelEvent Of(ChangeKind kind) => kind switch
    {
        ChangeKind.Answered => ChannelEvent.Answer,
        ChangeKind.Bridged or ChangeKind.PickedUp or ChangeKind.Retrieved or ChangeKind.Merged or ChangeKind.Transferred => ChannelEvent.Bridge,
        _ => ChannelEvent.Application,
    };

    private static ChannelEvent Beginning(Channel channel) => channel.Direction == ChannelDirection.Inbound ? ChannelEvent.NewChannel : ChannelEvent.Originate;
}
