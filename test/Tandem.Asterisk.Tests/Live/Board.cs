using System.Text;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Tests.Live;

/// <summary>What a person at a board reads, in a line.</summary>
internal static class Board
{
    /// <summary>A change and what is there after it: <c>Bridged | 1001 bridged 1002, 1002 bridged 1001 | #0: 1001 1002</c>.</summary>
    public static string Line(Change change, PbxSnapshot after)
    {
        var line = new StringBuilder(change.Kind.ToString());
        if (change.Detail is { } detail)
        {
            line.Append(' ').Append(detail);
        }
        if (change.Entities.Any(entity => entity.Kind is EntityKind.Channel or EntityKind.Conversation))
        {
            line.Append(Calls(after));
            foreach (var ended in change.Entities.Select(entity => entity.After).OfType<Conversation>().Where(conversation => conversation.EndedAt is not null))
            {
                line.Append($" | {Short(ended.Id)} ended {ended.HangupCause}{(ended.MergedInto is { } into ? $" into {Short(into)}" : "")}");
            }
        }
        foreach (var entity in change.Entities.Where(entity => entity.Kind is not (EntityKind.Channel or EntityKind.Conversation)))
        {
            if (Describe(entity) is { } text)
            {
                line.Append(" | ").Append(text);
            }
        }
        return line.ToString();
    }

    /// <summary>Who talks to whom.</summary>
    public static string Calls(PbxSnapshot state)
    {
        var text = new StringBuilder();
        foreach (var conversation in state.Conversations.Where(conversation => conversation.EndedAt is null).OrderBy(conversation => Number(conversation.Id)))
        {
            text.Append($" | {Short(conversation.Id)}:");
            foreach (var channel in state.Channels.Where(channel => channel.Conversation == conversation.Id).OrderBy(channel => Number(channel.Id)))
            {
                text.Append($" {Describe(channel, state)}");
            }
        }
        foreach (var stray in state.Channels.Where(channel => channel.Conversation is not { } id || !state.Conversations.TryGet(id, out _)))
        {
            text.Append($" | stray {Describe(stray, state)}");
        }
        return text.ToString();
    }

    /// <summary>The last part of an id, by which the scenes tell channels and conversations apart.</summary>
    public static string Short(ObjectId id) => $"#{id.LocalId[(id.LocalId.LastIndexOf('.') + 1)..]}";

    private static double Number(ObjectId id) => double.Parse(id.LocalId[(id.LocalId.LastIndexOf('.') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    private static string Describe(Channel channel, PbxSnapshot state)
    {
        var place = channel.State switch
        {
            ChannelState.Queued queued => $"queue({queued.QueueId.LocalId}/{queued.Position})",
            ChannelState.Parked parked => $"park({parked.Slot})",
            ChannelState.InConference conference => $"conference({conference.Room})",
            ChannelState.InApplication application => $"application({application.Application})",
            ChannelState.Voicemail voicemail => $"voicemail({voicemail.Target.Address})",
            ChannelState.Eavesdrop eavesdrop => $"eavesdrop({Name(eavesdrop.Channel, state)})",
            ChannelState.Calling { Target: { } target } when channel.Direction == ChannelDirection.Inbound => $"calling({target.Address})",
            var other => other.Name,
        };
        var marks = (channel.Held ? "+held" : "") + (channel.Recording switch { RecordingStatus.On => "+rec", RecordingStatus.Paused => "+paused", _ => "" });
        var partners = string.Join('&', channel.BridgedWith.Select(id => Name(id, state)));
        return $"{Name(channel.Id, state)} {place}{marks}{(partners.Length > 0 ? $"[{partners}]" : "")}";
    }

    private static string Name(ObjectId id, PbxSnapshot state)
    {
        if (!state.Channels.TryGet(id, out var channel))
        {
            return $"gone{Short(id)}";
        }
        var name = channel.Name!;
        var number = name[(name.IndexOf('/') + 1)..name.LastIndexOf('-')];

        // A phone with two calls has two channels.
        return state.Channels.Count(other => other.Name!.Contains($"/{number}-", StringComparison.Ordinal)) > 1 ? $"{number}{Short(id)}" : number;
    }

    private static string? Describe(EntityChange change) => (change.After ?? change.Before) switch
    {
        Extension extension when change is { Before: Extension before, After: Extension } && before.Status == extension.Status && before.DoNotDisturb == extension.DoNotDisturb
            && Equals(before.ForwardAlways, extension.ForwardAlways) && before.Contacts.Equals(extension.Contacts) => null,
        Extension extension => $"ext {extension.Number} {extension.Status}",
        Queue queue => $"queue {queue.Name} {queue.Completed}/{queue.Abandoned}",
        QueueMember member => $"member {member.Id.LocalId}{(change.IsRemoval ? " removed" : $"{(member.Paused ? $" paused {member.PauseReason}".TrimEnd() : "")} taken {member.CallsTaken}")}",
        WaitingCaller waiting => $"waiting {waiting.Position}{(change.IsRemoval ? " removed" : "")}",
        ParkedCall parked => $"parked {parked.Slot}{(change.IsRemoval ? " removed" : "")}",
        Conference conference => $"conference {conference.Id.LocalId}{(change.IsRemoval ? " removed" : "")}",
        ConferenceParticipant => null,
        Trunk trunk => $"trunk {trunk.Name} {trunk.Registration}",
        Mailbox mailbox => $"mailbox {mailbox.Id.LocalId} {mailbox.New}/{mailbox.Saved}",
        _ => null,
    };
}
