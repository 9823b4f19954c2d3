using Tandem.Asterisk.Live.Calls;
using Tandem.Asterisk.Messages;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live;

/// <summary>Parking and conferences.</summary>
internal sealed partial class LiveModel
{
    private void OnParkedCall(AmiBlock block)
    {
        if (ReadParkedCall(block) is { } channel)
        {
            Publish(channel.Call, ChangeKind.Parked, channel.Parking!.Slot, channel);
        }
    }

    private AsteriskChannel? ReadParkedCall(AmiBlock block)
    {
        if (Channel(block, ChannelHeaders.Parkee) is not { } channel || Text(block, "ParkingSpace"u8) is not { } slot)
        {
            return null;
        }
        var parked = Seconds(block, "ParkingDuration"u8) ?? TimeSpan.Zero;
        var left = Seconds(block, "ParkingTimeout"u8);
        var lot = Text(block, "Parkinglot"u8) ?? "default";
        if (channel.Parking is not { } known || known.Slot != slot || known.Lot != lot)
        {
            // The time left is told; none at all is for ever.
            channel.Parking = new ParkingSpot(lot, slot, ParkerIn(Text(block, "ParkerDialString"u8)), _now - parked, left > TimeSpan.Zero ? _now + left : null);
        }
        if (channel.Bridge is { Joins: true })
        {
            LeaveBridge(channel);
        }
        channel.SentTo = null;
        channel.IsRetrieved = false;
        _placesSeen.Add(channel);
        Mark(channel.Call);
        return channel;
    }

    private static string? ParkerIn(string? dialString) => dialString is null ? null : DeviceName.OfInterface(dialString).Resource;

    private void OnUnparked(AsteriskEvent kind, AmiBlock block)
    {
        if (Known(block, ChannelHeaders.Parkee) is not { Parking: not null } channel)
        {
            return;
        }
        if (kind == AsteriskEvent.UnParkedCall)
        {
            // Shown as soon as the two hear each other.
            channel.IsRetrieved = true;
            Defer(channel.Call, ChangeKind.Retrieved, channel.Parking.Slot);
            return;
        }
        var left = channel.Parking.Slot;
        channel.Parking = null;
        if (kind == AsteriskEvent.ParkedCallTimeOut)
        {
            Publish(channel.Call, ChangeKind.Redirected, $"parking {left} timed out", channel);
        }
        else
        {
            Defer(channel.Call, ChangeKind.ChannelChanged);
        }
    }

    private void ReadParkingLot(AmiBlock block)
    {
        if (Text(block, "Name"u8) is not { } name || !block.TryGetInt32("StartSpace"u8, out var first) || !block.TryGetInt32("StopSpace"u8, out var last))
        {
            return;
        }
        var slots = Enumerable.Range(first, Math.Clamp(last - first + 1, 0, 10_000)).Select(slot => slot.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Put(new ParkingLot
        {
            Id = Id(name),
            Domain = Domain,
            Name = name,
            Slots = [.. slots],
            Timeout = Seconds(block, "Timeout"u8) is { } time && time > TimeSpan.Zero ? time : null,
        });
    }

    private void OnConference(AsteriskEvent kind, AmiBlock block)
    {
        Bridge(block);
        if (Text(block, "Conference"u8) is not { } room)
        {
            return;
        }
        if (kind == AsteriskEvent.ConfbridgeStart)
        {
            PutConference(room);
        }
        else
        {
            RemoveConference(room);
        }
        Commit(ChangeKind.ConferenceChanged);
    }

    private void PutConference(string room)
    {
        if (!_objects.ContainsKey((EntityKind.Conference, Id(room))))
        {
            Put(new Conference { Id = Id(room), Domain = Domain });
        }
    }

    private void RemoveConference(string? room)
    {
        if (room is not null && !_bridges.Values.Any(bridge => bridge.Room == room && bridge.Members.Exists(member => !member.IsLeaving && !member.IsHidden)))
        {
            Drop(EntityKind.Conference, Id(room));
        }
    }

    private void OnConferenceJoin(AmiBlock block)
    {
        if (Bridge(block) is not { } bridge || Channel(block, ChannelHeaders.Own) is not { } channel || Text(block, "Conference"u8) is not { } room)
        {
            return;
        }
        bridge.Creator ??= "ConfBridge";
        bridge.Name ??= room;
        PutConference(room);
        var before = channel.Shown?.BridgedWith;
        var isNews = channel.Bridge != bridge || channel.IsConferenceAdmin != Flag(block, "Admin"u8) || channel.Muted != Flag(block, "Muted"u8);
        channel.IsConferenceAdmin = Flag(block, "Admin"u8);
        channel.Muted = Flag(block, "Muted"u8);
        Enter(bridge, channel);
        if (isNews)
        {
            AnswerCall(channel.Call);
            Publish(channel.Call, before is { Count: > 0 } ? ChangeKind.ConferenceChanged : ChangeKind.ConferenceJoined, room, channel);
        }
    }

    private void OnConferenceLeave(AmiBlock block)
    {
        if (Known(block, ChannelHeaders.Own) is { Room: { } room } channel && room == Text(block, "Conference"u8))
        {
            channel.Muted = false;
            channel.IsConferenceAdmin = false;
            LeaveBridge(channel);
            Publish(channel.Call, ChangeKind.ConferenceLeft, room, channel);
        }
    }

    private void OnConferenceMute(AsteriskEvent kind, AmiBlock block)
    {
        var muted = kind == AsteriskEvent.ConfbridgeMute;
        if (Known(block, ChannelHeaders.Own) is { } channel && channel.Muted != muted)
        {
            channel.Muted = muted;
            Publish(channel.Call, muted ? ChangeKind.Muted : ChangeKind.Unmuted, about: channel);
        }
    }

    private void OnConferenceRecording(AsteriskEvent kind, AmiBlock block)
    {
        if (Text(block, "Conference"u8) is { } room && Object<Conference>(EntityKind.Conference, Id(room)) is { } conference)
        {
            Put(conference with { Recording = kind == AsteriskEvent.ConfbridgeRecord ? RecordingStatus.On : RecordingStatus.Off });
            Commit(ChangeKind.ConferenceChanged);
        }
    }

    private void ReadConference(AmiBlock block)
    {
        if (Text(block, "Conference"u8) is { } room)
        {
            var known = Object<Conference>(EntityKind.Conference, Id(room)) ?? new Conference { Id = Id(room), Domain = Domain };
            Put(known with { Locked = Flag(block, "Locked"u8) });
        }
    }

    private void ReadConferenceUser(AmiBlock block)
    {
        if (Known(block, ChannelHeaders.Own) is { } channel)
        {
            channel.IsConferenceAdmin = Flag(block, "Admin"u8);
            channel.Muted = Flag(block, "Muted"u8);
            Mark(channel.Call);
        }
    }

    private static bool Flag(AmiBlock block, ReadOnlySpan<byte> name) => block.TryGetBoolean(name, out var value) && value;
}
