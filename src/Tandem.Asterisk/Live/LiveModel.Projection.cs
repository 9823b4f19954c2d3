using Tandem.Asterisk.Live.Calls;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live;

/// <summary>What people see of a call: made anew from what is there each time it is written, so that every way there shows the same.</summary>
internal sealed partial class LiveModel
{
    private const string RecordingLabel = "recording";

    private void WriteCall(PbxWriter writer, AsteriskCall call)
    {
        foreach (var channel in call.Ended)
        {
            WriteEnd(writer, channel);
        }
        foreach (var channel in call.Channels)
        {
            if (!channel.IsHidden)
            {
                channel.Shown = ToEntity(channel);
                writer.Upsert(channel.Shown);
                WritePlace(writer, channel);
            }
        }
        if (call.Members.Count > 0 || call.IsShown)
        {
            call.IsShown = true;
            writer.Upsert(ToEntity(call));
        }
    }

    private void WriteEnd(PbxWriter writer, AsteriskChannel channel)
    {
        if (channel.Shown is not { } shown)
        {
            return;
        }
        writer.Upsert(shown with
        {
            HungUpAt = channel.HungUpAt,
            HangupCause = channel.Cause,
            AnsweredAt = channel.AnsweredAt,
            BridgedWith = [],
            LastEvent = channel.LastEvent,
            Conversation = channel.Call.Id,
            Stale = false,
        });
        writer.Remove<Channel>(channel.Id);
        channel.Wait = null;
        channel.Parking = null;
        WritePlace(writer, channel);
    }

    /// <summary>The objects that say where a channel is: waiting, parked, in a conference.</summary>
    private void WritePlace(PbxWriter writer, AsteriskChannel channel)
    {
        if (channel.Wait is { } wait)
        {
            channel.IsShownWaiting = true;
            writer.Upsert(new WaitingCaller
            {
                Id = channel.Id,
                Domain = Domain,
                Queue = Id(wait.Queue),
                Channel = channel.Id,
                Party = channel.Self,
                Position = wait.Position,
                JoinedAt = wait.JoinedAt,
            });
        }
        else if (channel.IsShownWaiting)
        {
            channel.IsShownWaiting = false;
            writer.Remove<WaitingCaller>(channel.Id);
        }
        WriteParking(writer, channel);
        WriteParticipant(writer, channel);
    }

    private void WriteParking(PbxWriter writer, AsteriskChannel channel)
    {
        ObjectId? current = channel.Parking is { } spot ? Id(spot.LocalId) : null;
        if (channel.ShownParking is { } before && before != current && writer.Find<ParkedCall>(before)?.Channel == channel.Id)
        {
            writer.Remove<ParkedCall>(before);
        }
        channel.ShownParking = current;
        if (channel.Parking is { } place)
        {
            writer.Upsert(new ParkedCall
            {
                Id = Id(place.LocalId),
                Domain = Domain,
                Lot = Id(place.Lot),
                Slot = place.Slot,
                Channel = channel.Id,
                Parker = place.Parker,
                ParkedAt = place.ParkedAt,
                ExpiresAt = place.ExpiresAt,
            });
        }
    }

    private void WriteParticipant(PbxWriter writer, AsteriskChannel channel)
    {
        ObjectId? current = channel.Room is { } room && channel.HungUpAt is null ? Id($"{room}/{channel.UniqueId}") : null;
        if (channel.ShownParticipant is { } before && before != current)
        {
            writer.Remove<ConferenceParticipant>(before);
        }
        channel.ShownParticipant = current;
        if (current is { } id)
        {
            writer.Upsert(new ConferenceParticipant
            {
                Id = id,
                Domain = Domain,
                Conference = Id(channel.Room!),
                Channel = channel.Id,
                Admin = channel.IsConferenceAdmin,
                Muted = channel.Muted,
            });
        }
    }

    private Channel ToEntity(AsteriskChannel channel)
    {
        var partners = channel.Partners();
        var state = StateOf(channel, partners);
        ValueList<ObjectId> bridgedWith = [];
        if (partners.Count > 0)
        {
            var ids = new ObjectId[partners.Count];
            for (var i = 0; i < ids.Length; i++)
            {
                ids[i] = partners[i].Id;
            }
            bridgedWith = [.. ids];
        }
        return new Channel
        {
            Id = channel.Id,
            Domain = Domain,
            Name = channel.Name,
            Direction = channel.Direction,
            PeerLocation = channel.Extension is not null ? PeerLocation.Internal : channel.Trunk is not null ? PeerLocation.External : PeerLocation.Unknown,
            Calling = channel.Direction == ChannelDirection.Inbound ? channel.Self : channel.Calling,
            Called = channel.Direction == ChannelDirection.Inbound ? channel.Called : channel.Self,
            Connected = channel.Connected,
            OfferedAt = channel.CreatedAt,
            AnsweredAt = channel.AnsweredAt,
            BridgedWith = bridgedWith,
            Conversation = channel.Call.Id,
            Device = channel.Extension is { } extension ? new Pbx.Model.DirectoryReference(null, extension.Number) : null,
            State = state,
            StateSince = channel.Shown is { } shown && shown.State == state ? shown.StateSince : _now,
            Target = TargetOf(channel),
            Held = channel.Held,
            Muted = channel.Muted,
            Recording = channel.Recording,
            LastEvent = channel.LastEvent,
            Labels = channel.RecordingFile is { } file ? [new Label(RecordingLabel, file)] : [],
        };
    }

    private Conversation ToEntity(AsteriskCall call)
    {
        var participants = new Participant[call.Members.Count + call.Supervisors.Count];
        for (var i = 0; i < participants.Length; i++)
        {
            var isMember = i < call.Members.Count;
            var channel = isMember ? call.Members[i] : call.Supervisors[i - call.Members.Count];
            participants[i] = new Participant
            {
                Channel = channel.Id,
                Party = channel.Self,
                Domain = Domain,
                Role = isMember ? ParticipantRole.Party : ParticipantRole.Supervisor,
                Held = channel.Held,
                Muted = channel.Muted,
                Owner = i == 0 && isMember,
            };
        }
        return new Conversation
        {
            Id = call.Id,
            Domain = Domain,
            Participants = [.. participants],
            Direction = call.Direction,
            Calling = call.Calling,
            Called = call.Called,
            Queue = call.Queue is { } queue ? Id(queue) : null,
            Trunk = call.Trunk?.Id,
            Recording = RecordingOf(call),
            StartedAt = call.StartedAt,
            AnsweredAt = call.AnsweredAt,
            EndedAt = call.EndedAt,
            HangupCause = call.EndedAt is null ? null : call.Cause,
            MergedInto = call.MergedInto?.Id,
            SplitFrom = call.SplitFrom,
            Timeline = call.Timeline,
        };
    }

    private static RecordingStatus RecordingOf(AsteriskCall call)
    {
        var status = RecordingStatus.Off;
        foreach (var channel in call.Channels)
        {
            if (channel.Recording == RecordingStatus.On)
            {
                return RecordingStatus.On;
            }
            status = channel.Recording == RecordingStatus.Off ? status : channel.Recording;
        }
        return status;
    }
}
