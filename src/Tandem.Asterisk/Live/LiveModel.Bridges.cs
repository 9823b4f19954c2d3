using Tandem.Asterisk.Live.Calls;
using Tandem.Asterisk.Messages;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live;

internal sealed partial class LiveModel
{
    /// <summary>The bridge that an event tells of: a new one where it is not known.</summary>
    private AsteriskBridge? Bridge(AmiBlock block) => Text(block, "BridgeUniqueid"u8) is { } id ? Bridge(id, block) : null;

    private AsteriskBridge Bridge(string id, AmiBlock block)
    {
        if (!_bridges.TryGetValue(id, out var bridge))
        {
            bridge = new AsteriskBridge(id);
            _bridges.Add(id, bridge);
        }
        bridge.Technology = Text(block, "BridgeTechnology"u8) ?? bridge.Technology;
        bridge.Type = Text(block, "BridgeType"u8) ?? bridge.Type;
        bridge.Creator = Text(block, "BridgeCreator"u8) ?? bridge.Creator;
        bridge.Name = Text(block, "BridgeName"u8) ?? bridge.Name;
        return bridge;
    }

    private void OnBridgeDestroy(AmiBlock block)
    {
        if (Text(block, "BridgeUniqueid"u8) is not { } id || !_bridges.Remove(id, out var bridge))
        {
            return;
        }
        foreach (var member in bridge.Members)
        {
            member.IsLeaving = true;
            Defer(member.Call, ChangeKind.Unbridged);
        }
        RemoveConference(bridge.Room);
        Commit(ChangeKind.ConferenceChanged);
    }

    private void OnBridgeEnter(AmiBlock block)
    {
        if (Bridge(block) is not { } bridge || Channel(block, ChannelHeaders.Own) is not { } channel)
        {
            return;
        }
        UpdateParties(channel, block, ChannelHeaders.Own);
        var isReplaced = false;
        if (Text(block, "SwapUniqueid"u8) is { } swap && _channels.TryGetValue(swap, out var replaced) && replaced != channel)
        {
            // Who takes the place of a person takes over the call; who takes that of a hop is only nearer.
            isReplaced = !replaced.IsHidden && !channel.IsHidden;
            if (isReplaced)
            {
                replaced.Cause ??= HangupCause.AttendedTransfer;
            }
            LeaveBridge(replaced);
        }
        if (channel.State != AsteriskChannel.Up)
        {
            channel.State = AsteriskChannel.Up;
            channel.AnsweredAt ??= _now;
        }
        var before = channel.Shown?.BridgedWith;
        Enter(bridge, channel);
        if (!bridge.Joins)
        {
            Defer(channel.Call, ChangeKind.ChannelChanged);
            return;
        }
        if (bridge.Room is { } room)
        {
            PutConference(room);
        }
        ShowJoined(channel, before, isReplaced ? ChangeKind.Transferred : bridge.Room is null ? ChangeKind.Bridged : ChangeKind.ConferenceJoined);
    }

    private void ShowJoined(AsteriskChannel channel, ValueList<ObjectId>? before, ChangeKind kind)
    {
        var partners = channel.Partners();
        if (channel.IsHidden || (partners.Count == 0 && kind != ChangeKind.ConferenceJoined))
        {
            // A hop that enters may join those behind it.
            var joins = channel.IsHidden && channel.Bridge!.Members.Exists(member => !member.IsHidden && IsNews(member));
            if (joins)
            {
                AnswerCall(channel.Call);
                Publish(channel.Call, ChangeKind.Bridged);
            }
            else
            {
                Defer(channel.Call, ChangeKind.ChannelChanged);
            }
            return;
        }
        AnswerCall(channel.Call);
        if (channel.ShownParticipant is null == channel.Room is null && before is not null && before.Count == partners.Count
            && partners.TrueForAll(partner => before.Contains(partner.Id)))
        {
            Defer(channel.Call, ChangeKind.ChannelChanged);
            return;
        }
        Publish(channel.Call, kind, channel.Room, channel);
    }

    private static bool IsNews(AsteriskChannel channel)
    {
        var partners = channel.Partners();
        return partners.Count > 0 && (channel.Shown is not { } shown || !partners.TrueForAll(partner => shown.BridgedWith.Contains(partner.Id)));
    }

    private void AnswerCall(AsteriskCall call) => call.AnsweredAt ??= _now;

    /// <summary>Puts a channel into a bridge; in one where people hear each other, their calls are one.</summary>
    private void Enter(AsteriskBridge bridge, AsteriskChannel channel)
    {
        channel.IsLeaving = false;
        channel.SentTo = null;
        EndDial(channel);
        if (channel.Bridge != bridge)
        {
            LeaveBridge(channel);
            channel.Bridge = bridge;
            bridge.Members.Add(channel);
        }
        if (!bridge.Joins)
        {
            return;
        }
        channel.Parking = null;
        channel.IsRetrieved = false;
        foreach (var member in bridge.Members)
        {
            if (member != channel && !member.IsLeaving)
            {
                Merge(member, channel);

                // Whoever left before, it goes on.
                channel.Call.Cause = null;
                break;
            }
        }
    }

    private void OnBridgeLeave(AmiBlock block)
    {
        if (Known(block, ChannelHeaders.Own) is { Bridge: { } bridge } channel && bridge.Id == Text(block, "BridgeUniqueid"u8))
        {
            channel.IsLeaving = true;
            Defer(channel.Call, bridge.Room is null ? ChangeKind.Unbridged : ChangeKind.ConferenceLeft);
        }
    }

    private void OnBridgeMerge(AmiBlock block)
    {
        if (Text(block, "ToBridgeUniqueid"u8) is not { } to || Text(block, "FromBridgeUniqueid"u8) is not { } from
            || !_bridges.TryGetValue(to, out var target) || !_bridges.TryGetValue(from, out var source))
        {
            return;
        }
        MoveAll(source, target);
    }

    private void MoveAll(AsteriskBridge source, AsteriskBridge target)
    {
        AsteriskChannel? moved = null;
        foreach (var member in source.Members.ToArray())
        {
            if (!member.IsLeaving)
            {
                Enter(target, member);
                moved = member;
            }
        }
        if (moved is not null)
        {
            AnswerCall(moved.Call);
            Publish(moved.Call, ChangeKind.Bridged);
        }
    }

    private static void LeaveBridge(AsteriskChannel channel)
    {
        channel.Bridge?.Members.Remove(channel);
        channel.Bridge = null;
        channel.IsLeaving = false;
    }

    /// <summary>Those that left a bridge and went nowhere else have left it now.</summary>
    private void SettleBridges(AsteriskCall call, ref ChangeKind kind)
    {
        List<AsteriskChannel>? left = null;
        foreach (var channel in call.Channels)
        {
            if (channel.IsLeaving)
            {
                (left ??= []).Add(channel);
            }
            channel.Parking = channel.IsRetrieved ? null : channel.Parking;
        }
        foreach (var channel in left ?? [])
        {
            LeaveBridge(channel);
        }
        if (left is not null && SplitOff(call))
        {
            kind = ChangeKind.Split;
        }
    }

    private void OnLocalBridge(AmiBlock block)
    {
        if (Channel(block, ChannelHeaders.LocalOne) is { } one && Channel(block, ChannelHeaders.LocalTwo) is { } two)
        {
            one.OtherHalf = two;
            two.OtherHalf = one;
            if (Merge(one, two))
            {
                Publish(one.Call, ChangeKind.Merged);
            }
        }
    }
}
