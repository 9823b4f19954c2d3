using System.Globalization;
using Tandem.Asterisk.Live.Calls;
using Tandem.Asterisk.Messages;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live;

/// <summary>Items of lists about channels and bridges, and which item is read by what.</summary>
internal sealed partial class LiveModel
{
    private void ApplyItem(AsteriskEvent kind, AmiBlock block)
    {
        switch (kind)
        {
            case AsteriskEvent.CoreShowChannel: ReadChannel(block); break;
            case AsteriskEvent.CoreShowChannelsComplete: PairHops(); EndList(); break;
            case AsteriskEvent.BridgeListItem: ReadBridge(block); break;
            case AsteriskEvent.QueueParams: ReadQueue(block); break;
            case AsteriskEvent.QueueMember: ReadQueueMember(block, "Name"u8, "Location"u8); break;
            case AsteriskEvent.QueueEntry: ReadWaitingCaller(block); break;
            case AsteriskEvent.Parkinglot: ReadParkingLot(block); break;
            case AsteriskEvent.ParkedCall: ReadParkedCall(block); break;
            case AsteriskEvent.ConfbridgeListRooms: ReadConference(block); break;
            case AsteriskEvent.ConfbridgeList: ReadConferenceUser(block); break;
            case AsteriskEvent.EndpointList: ReadEndpoint(block); break;
            case AsteriskEvent.EndpointDetail: ReadEndpointDetail(block); break;
            case AsteriskEvent.ContactList: ReadContact(block); break;
            case AsteriskEvent.OutboundRegistrationDetail or AsteriskEvent.RegistryEntry: ReadRegistration(block); break;
            case AsteriskEvent.PeerEntry: ReadPeer(block); break;
            case AsteriskEvent.VoicemailUserEntry: ReadMailbox(block); break;
            case AsteriskEvent.DeviceStateChange: ReadDeviceState(block); break;
            case AsteriskEvent.ExtensionStatus: ReadExtensionStatus(block); break;
            case AsteriskEvent.DBGetResponse: ReadSetting(Text(block, "Family"u8), Text(block, "Key"u8), Text(block, "Val"u8)); break;
            case AsteriskEvent.DBGetTreeResponse: ReadSetting(block); break;
            default: EndList(); break;
        }
    }

    /// <summary>A list that somebody asked for besides is shown at once; those of a snapshot at its end.</summary>
    private void EndList()
    {
        if (!_isReading)
        {
            _contactsRead.Clear();
            Commit(ChangeKind.Reconciled);
        }
    }

    private void ReadChannel(AmiBlock block)
    {
        if (Text(block, "Uniqueid"u8) is not { } uniqueId)
        {
            return;
        }
        var isNew = !_channels.ContainsKey(uniqueId);
        if (Channel(block, ChannelHeaders.Own) is not { } channel)
        {
            return;
        }
        channel.Generation = _generation;
        channel.Misses = 0;
        Update(channel, block, ChannelHeaders.Own);
        channel.Application = Text(block, "Application"u8);
        channel.ApplicationData = Text(block, "ApplicationData"u8);
        if (isNew)
        {
            Estimate(channel, block);
        }
        if (channel.IsUp)
        {
            EndDial(channel);
            channel.AnsweredAt ??= _now;
        }
        if (Text(block, "BridgeId"u8) is { } bridge)
        {
            Enter(Bridge(bridge, block), channel);
            if (channel.Partners().Count > 0 || channel.Room is not null)
            {
                channel.Call.AnsweredAt ??= channel.AnsweredAt;
            }
        }
        else if (channel.Bridge is not null)
        {
            LeaveBridge(channel);
        }
        Mark(channel.Call);
    }

    /// <summary>What the list does not tell of a channel that was there before: as far as can be guessed.</summary>
    private void Estimate(AsteriskChannel channel, AmiBlock block)
    {
        if (TimeSpan.TryParse(Text(block, "Duration"u8), CultureInfo.InvariantCulture, out var duration))
        {
            channel.CreatedAt = _now - duration;
        }
        var isDialled = channel.Application is "AppDial" or "AppDial2" or "AppQueue" || channel.State is AsteriskChannel.Ringing or 0;
        channel.Direction = isDialled ? ChannelDirection.Outbound : ChannelDirection.Inbound;
        channel.AnsweredAt = channel.State == AsteriskChannel.Up ? channel.CreatedAt : null;
        channel.Calling = isDialled ? channel.Connected : default;
        channel.Called = isDialled ? default : new Party(null, channel.Exten);
        channel.Recording = _isAfterGap ? RecordingStatus.Unknown : RecordingStatus.Off;
        if (channel.CreatedAt < channel.Call.StartedAt)
        {
            channel.Call.StartedAt = channel.CreatedAt;
        }
        SetParties(channel.Call, channel);
        Mark(channel.Extension);
        Mark(channel.Trunk);
    }

    private void ReadBridge(AmiBlock block)
    {
        if (Bridge(block) is { } bridge)
        {
            _bridgesSeen.Add(bridge.Id);
        }
    }

    /// <summary>The halves of a hop have one name, but for its end.</summary>
    private void PairHops()
    {
        var halves = new Dictionary<string, AsteriskChannel>(StringComparer.Ordinal);
        foreach (var channel in _channels.Values)
        {
            if (channel is { Device.IsLocal: true, OtherHalf: null } && channel.Name.LastIndexOf(';') is > 0 and var end
                && !halves.TryAdd(channel.Name[..end], channel))
            {
                var half = halves[channel.Name[..end]];
                half.OtherHalf = channel;
                channel.OtherHalf = half;
                if (half.Call != channel.Call)
                {
                    Merge(half, channel);
                }
            }
        }
    }

    private void ReadSetting(AmiBlock block)
    {
        var path = (Text(block, "Key"u8) ?? "").TrimStart('/');
        var slash = path.IndexOf('/');
        if (slash > 0)
        {
            ReadSetting(path[..slash], path[(slash + 1)..], Text(block, "Val"u8));
        }
    }

    private void ReadSetting(string? family, string? key, string? value)
    {
        if (family is not null && key is not null)
        {
            _settingsSeen.Add((family, key));
            SetDatabaseValue(family, key, value);
        }
    }
}
