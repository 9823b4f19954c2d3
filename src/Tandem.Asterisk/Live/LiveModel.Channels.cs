using Tandem.Asterisk.Live.Calls;
using Tandem.Asterisk.Messages;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live;

internal sealed partial class LiveModel
{
    /// <summary>A text, or null for what Asterisk writes where there is none.</summary>
    private static string? Text(AmiBlock block, ReadOnlySpan<byte> name) => block.GetString(name) switch
    {
        null or "" or "<unknown>" or "(null)" or "<none>" or "-none-" => null,
        var text => text,
    };

    private static Party ReadParty(AmiBlock block, ReadOnlySpan<byte> name, ReadOnlySpan<byte> number) => new(Text(block, name), Text(block, number));

    /// <summary>The channel that an event tells of by these headers: a new one where it is not known and has not ended.</summary>
    private AsteriskChannel? Channel(AmiBlock block, ChannelHeaders headers)
    {
        if (Text(block, headers.UniqueId) is not { } uniqueId)
        {
            return null;
        }
        if (_channels.TryGetValue(uniqueId, out var channel))
        {
            return channel;
        }
        return _gone.Contains(uniqueId) || Text(block, headers.Channel) is not { } name ? null : AddChannel(block, headers, uniqueId, name);
    }

    private AsteriskChannel? Known(AmiBlock block, ChannelHeaders headers) =>
        block.GetString(headers.UniqueId) is { } uniqueId ? _channels.GetValueOrDefault(uniqueId) : null;

    private AsteriskChannel AddChannel(AmiBlock block, ChannelHeaders headers, string uniqueId, string name)
    {
        var channel = new AsteriskChannel(uniqueId, Id(uniqueId), name, DeviceName.OfChannel(name)) { CreatedAt = _now, Order = _order++, Generation = _generation };
        _channels.Add(uniqueId, channel);
        Update(channel, block, headers);
        if (channel.State == AsteriskChannel.Ring)
        {
            channel.Direction = ChannelDirection.Inbound;
            channel.Called = new Party(null, channel.Exten);
        }
        if (channel.State == AsteriskChannel.Up)
        {
            channel.AnsweredAt = _now;
        }
        Attach(channel);
        Join(CallFor(Text(block, headers.LinkedId) ?? uniqueId), channel);
        return channel;
    }

    private void Update(AsteriskChannel channel, AmiBlock block, ChannelHeaders headers)
    {
        if (block.TryGetInt32(headers.State, out var state))
        {
            channel.State = state;
        }
        UpdateParties(channel, block, headers);
        if (Text(block, headers.Exten) is { } exten && exten is not ("s" or "h" or "t" or "i"))
        {
            channel.Exten = exten;
        }
    }

    private static void UpdateParties(AsteriskChannel channel, AmiBlock block, ChannelHeaders headers)
    {
        channel.Caller = ReadParty(block, headers.CallerName, headers.CallerNumber);
        channel.Connected = ReadParty(block, headers.ConnectedName, headers.ConnectedNumber);
    }

    /// <summary>Finds the extension or trunk that a channel belongs to.</summary>
    private void Attach(AsteriskChannel channel)
    {
        if (channel.IsHidden)
        {
            return;
        }
        if (IsTrunk(channel.Device.Resource))
        {
            channel.Trunk = Trunk(channel.Device.Resource);
            channel.Trunk.Channels.Add(channel);
        }
        else
        {
            channel.Extension = Extension(channel.Device.Resource);
            channel.Extension.Channels.Add(channel);
            channel.Extension.Name ??= channel.Caller.Number == channel.Extension.Number ? channel.Caller.Name : null;
        }
    }

    private void OnNewChannel(AmiBlock block)
    {
        if (Channel(block, ChannelHeaders.Own) is not { IsHidden: false } channel)
        {
            return;
        }
        if (channel.Direction == ChannelDirection.Inbound)
        {
            Publish(channel.Call, ChangeKind.Offered, about: channel);
        }
        else
        {
            Defer(channel.Call, ChangeKind.Offered);
        }
    }

    private void OnNewState(AmiBlock block)
    {
        if (Channel(block, ChannelHeaders.Own) is not { } channel)
        {
            return;
        }
        var before = channel.State;
        Update(channel, block, ChannelHeaders.Own);
        switch (channel.State)
        {
            case AsteriskChannel.Ring when before != AsteriskChannel.Ring:
                channel.Direction = ChannelDirection.Inbound;
                channel.Called = new Party(null, channel.Exten);
                SetParties(channel.Call, channel);
                Publish(channel.Call, ChangeKind.Offered, about: channel);
                break;
            case AsteriskChannel.Ringing:
                Ring(channel);
                break;
            case AsteriskChannel.Up:
                Answer(channel);
                break;
        }
    }

    private void Ring(AsteriskChannel channel)
    {
        channel.State = AsteriskChannel.Ringing;
        if (channel.IsHidden)
        {
            Defer(channel.Call, ChangeKind.ChannelChanged);
        }
        else
        {
            Publish(channel.Call, ChangeKind.Ringing, about: channel);
        }
    }

    private void Answer(AsteriskChannel channel)
    {
        channel.State = AsteriskChannel.Up;
        if (channel.AnsweredAt is not null)
        {
            return;
        }
        channel.AnsweredAt = _now;

        // A caller whose call is answered hears the other side in a moment: that is the change.
        var isCaller = channel.Direction == ChannelDirection.Inbound && (channel.Dials.Count > 0 || channel.HasAnsweredDial);
        if (channel.IsHidden || isCaller)
        {
            Defer(channel.Call, ChangeKind.ChannelChanged);
        }
        else
        {
            Publish(channel.Call, ChangeKind.Answered, about: channel);
        }
    }

    private void OnNewExten(AmiBlock block)
    {
        if (block["Application"u8] is var application && (application.SequenceEqual("Set"u8) || application.SequenceEqual("DBdel"u8)))
        {
            ReadDatabaseWrite(block);
            return;
        }
        if (Known(block, ChannelHeaders.Own) is not { } channel)
        {
            return;
        }
        if (Text(block, "Exten"u8) is { } exten && exten is not ("s" or "h" or "t" or "i"))
        {
            channel.Exten = exten;
        }
        channel.Application = Text(block, "Application"u8);
        channel.ApplicationData = Text(block, "AppData"u8);
        if (channel.IsHidden || DialplanApplications.StateIn(channel.Application, channel.ApplicationData, channel.Exten) is null)
        {
            return;
        }
        channel.SentTo = null;
        if (channel.IsLeaving)
        {
            LeaveBridge(channel);
            var call = channel.Call;
            if (SplitOff(call))
            {
                Mark(call);
            }
            Publish(channel.Call, channel.Call == call ? ChangeKind.Redirected : ChangeKind.Split, channel.Exten, channel);
        }
        else if (channel.IsUp && channel.Bridge is null)
        {
            channel.Call.AnsweredAt ??= channel.Call.Queue is null ? channel.AnsweredAt : null;
            Publish(channel.Call, ChangeKind.ChannelChanged);
        }
    }

    private void OnNewParty(AmiBlock block)
    {
        if (Channel(block, ChannelHeaders.Own) is { } channel)
        {
            UpdateParties(channel, block, ChannelHeaders.Own);
            if (!channel.IsHidden)
            {
                Defer(channel.Call, ChangeKind.ChannelChanged);
            }
        }
    }

    private void OnRename(AmiBlock block)
    {
        // Stand-ins of a masquerade come and go; the name that stays is a plain one.
        if (Known(block, ChannelHeaders.Own) is { IsHidden: false } channel && Text(block, "Newname"u8) is { } name
            && !name.Contains('<') && !DeviceName.OfChannel(name).IsHidden)
        {
            channel.Name = name;
            Defer(channel.Call, ChangeKind.ChannelChanged);
        }
    }

    private void OnHangupRequest(AmiBlock block)
    {
        if (Known(block, ChannelHeaders.Own) is { } channel)
        {
            channel.PartyHungUp = true;
        }
    }

    private void OnHangup(AmiBlock block)
    {
        if (Text(block, "Uniqueid"u8) is not { } uniqueId)
        {
            return;
        }
        _gone.Add(uniqueId);
        if (_channels.TryGetValue(uniqueId, out var channel))
        {
            HangUp(channel, CauseOf(channel, block.TryGetInt32("Cause"u8, out var cause) ? cause : 0));
        }
    }

    private void OnHold(AmiBlock block, bool held)
    {
        if (Channel(block, ChannelHeaders.Own) is { } channel && channel.Held != held)
        {
            channel.Held = held;
            Publish(channel.Call, held ? ChangeKind.Held : ChangeKind.Resumed, about: channel);
        }
    }

    private void OnDigit(AmiBlock block)
    {
        if (block["Direction"u8].SequenceEqual("Received"u8) && Known(block, ChannelHeaders.Own) is { Shown: not null } channel)
        {
            var digit = Text(block, "Digit"u8);
            _state.Write(ChangeKind.Digit, _now, writer =>
            {
                writer.Detail = digit;
                writer.Touch<Channel>(channel.Id);
            });
        }
    }

    private void OnOriginateResponse(AmiBlock block)
    {
        if (Known(block, ChannelHeaders.Own) is { } channel && Text(block, "Exten"u8) is { } exten && channel.Call.Called.Number is null && exten != "s")
        {
            channel.Call.Called = new Party(null, exten);
            Defer(channel.Call, ChangeKind.ChannelChanged);
        }
    }
}
