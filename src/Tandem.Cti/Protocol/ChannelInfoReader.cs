using Tandem.Cti.Bert;
using Tandem.Cti.Channels;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Protocol;

/// <summary>Reads a channel's record by the fields that the server said it has. Fields that are not known here are passed over.</summary>
internal static class ChannelInfoReader
{
    /// <summary>The record; null where it has no uuid.</summary>
    /// <param name="record">The record.</param>
    /// <param name="fields">Its fields, in their order.</param>
    public static ChannelInfo? Read(BertTerm record, ValueList<ChannelField> fields)
    {
        var values = record.Elements();
        var otherUuid = Find(ChannelField.OtherUuid).Text();
        var state = Find(ChannelField.State) is { } term ? CtiStateReader.Read(term) : null;
        return Find(ChannelField.Uuid).Text() is not { Length: > 0 } uuid ? null : new ChannelInfo
        {
            Uuid = uuid,
            Direction = Find(ChannelField.Direction).Text() switch { "inbound" => ChannelDirection.Inbound, "outbound" => ChannelDirection.Outbound, _ => null },
            PeerLocation = Find(ChannelField.PeerLocation).Text() switch { "internal" => PeerLocation.Internal, "external" => PeerLocation.External, _ => PeerLocation.Unknown },
            Calling = new Party(Find(ChannelField.CallingName).Text(), Find(ChannelField.CallingNumber).Text()),
            Called = new Party(Find(ChannelField.CalledName).Text(), Find(ChannelField.CalledNumber).Text()),
            Connected = new Party(Find(ChannelField.ConnectedName).Text(), Find(ChannelField.ConnectedNumber).Text()),
            OfferTimestamp = Find(ChannelField.OfferTimestamp).Number() ?? 0,
            AnswerTimestamp = Find(ChannelField.AnswerTimestamp).Number(),
            HangupTimestamp = Find(ChannelField.HangupTimestamp).Number(),
            OtherUuid = otherUuid,
            BridgedWith = Find(ChannelField.BridgedWith) is { } bridged ? Texts(bridged) : otherUuid is not null && state is CtiState.Bridged ? [otherUuid] : [],
            User = CtiTermReader.Reference(Find(ChannelField.UserId), Find(ChannelField.UserName)),
            Group = CtiTermReader.Reference(Find(ChannelField.GroupId), Find(ChannelField.GroupName)),
            Device = CtiTermReader.Reference(Find(ChannelField.DeviceId), Find(ChannelField.DeviceName)),
            State = state,
            Target = ReadTarget(Find(ChannelField.Target).Elements()),
            LastEvent = new ChannelEvent(Find(ChannelField.LastEvent).Text() ?? ""),
            HangupCause = Find(ChannelField.LastEventData).Elements().At(1).Text(),
            CallId = Find(ChannelField.CallId).Text(),
            Domain = Find(ChannelField.Domain).Text(),
            Name = Find(ChannelField.Name).Text(),
            Held = Find(ChannelField.Held).Flag(),
            Muted = Find(ChannelField.Muted).Flag(),
            Recording = Enum.TryParse<RecordingStatus>(Find(ChannelField.Recording).Text(), ignoreCase: true, out var recording) ? recording : RecordingStatus.Off,
            Labels = [.. Find(ChannelField.Labels).Elements().Select(label => new Label(label.Elements().At(0).Text() ?? "", label.Elements().At(1).Text() ?? ""))],
            Stale = Find(ChannelField.Stale).Flag(),
        };

        BertTerm? Find(ChannelField field)
        {
            var index = fields.AsSpan().IndexOf(field);
            return index >= 0 ? values.At(index) : null;
        }
    }

    private static ValueList<string> Texts(BertTerm term) => [.. term.Elements().Select(element => element.Text()).OfType<string>()];

    private static CallTarget? ReadTarget(ValueList<BertTerm> target) => target.Count < 3
        ? null
        : new CallTarget(CtiTerms.TargetType(target[0].Text()), target[1].Text(), target[2].Text(), target.At(3).Text());
}
