using System.Text.Json;
using Tandem.Hub.Storage;
using Tandem.Pbx.Model;
using Tandem.Pbx.Outbox;
using Tandem.Pbx.State;

namespace Tandem.Hub.History;

/// <summary>Turns conversations into rows of the store and back.</summary>
internal static class HistoryRows
{
    /// <summary>The row of a conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    public static ConversationRow ToRow(Conversation conversation) => new()
    {
        Id = conversation.Id.ToString(),
        Domain = Clean(conversation.Domain)!,
        Direction = NameOf(conversation.Direction),
        CallingName = Clean(conversation.Calling.Name),
        CallingNumber = Clean(conversation.Calling.Number),
        CalledName = Clean(conversation.Called.Name),
        CalledNumber = Clean(conversation.Called.Number),
        Queue = conversation.Queue?.ToString(),
        Trunk = conversation.Trunk?.ToString(),
        Recorded = IsRecorded(conversation) ? 1 : 0,
        StartedAt = StoreTime.ToStore(conversation.StartedAt),
        AnsweredAt = StoreTime.ToStore(conversation.AnsweredAt),
        EndedAt = StoreTime.ToStore(conversation.EndedAt),
        Cause = conversation.HangupCause?.Name,
        MergedInto = conversation.MergedInto?.ToString(),
        SplitFrom = conversation.SplitFrom?.ToString(),
        Timeline = JsonSerializer.Serialize(conversation.Timeline.Select(item => new TimelineItem(
            StoreTime.ToStore(item.At), NameOf(item.Kind), item.Channel?.ToString(), Clean(item.Detail)))),
    };

    /// <summary>The rows of those who take part, and of the final channels.</summary>
    /// <param name="entry">The entry of the outbox.</param>
    public static IEnumerable<PartyRow> ToPartyRows(OutboxEntry entry)
    {
        string conversation = entry.Conversation.Id.ToString();
        var rows = new Dictionary<string, PartyRow>(StringComparer.Ordinal);
        foreach (Participant participant in entry.Conversation.Participants)
        {
            string? channel = participant.Channel?.ToString();
            string? party = channel ?? Clean(participant.Party.Number) ?? Clean(participant.Party.Name);
            if (party is null)
                continue;
            rows[party] = new PartyRow
            {
                ConversationId = conversation,
                Party = party,
                Channel = channel,
                Domain = Clean(participant.Domain)!,
                UserId = participant.User?.Id,
                Role = NameOf(participant.Role),
                Name = Clean(participant.Party.Name),
                Number = Clean(participant.Party.Number),
            };
        }

        foreach (Channel channel in entry.Channels)
        {
            string party = channel.Id.ToString();
            if (!rows.TryGetValue(party, out PartyRow? row))
                rows[party] = row = FromChannel(conversation, party, channel);
            row.AnsweredAt = StoreTime.ToStore(channel.AnsweredAt);
            row.EndedAt = StoreTime.ToStore(channel.HungUpAt ?? entry.Conversation.EndedAt);
            row.Cause = channel.HangupCause?.Name ?? entry.Conversation.HangupCause?.Name;
            row.PacketsReceived = channel.Media?.PacketsReceived;
            row.PacketsLost = channel.Media?.PacketsLost;
            row.Jitter = channel.Media?.Jitter.Ticks / TimeSpan.TicksPerMicrosecond;
            row.OpinionScore = channel.Media?.MeanOpinionScore;
        }

        return rows.Values;
    }

    /// <summary>The entry of a row and its parties.</summary>
    /// <param name="row">The row.</param>
    /// <param name="parties">The rows of its parties.</param>
    public static HistoryEntry ToEntry(ConversationRow row, IEnumerable<PartyRow> parties) => new()
    {
        Id = row.Id,
        Domain = row.Domain,
        Direction = Enum.Parse<CallDirection>(row.Direction, ignoreCase: true),
        Calling = new Party(row.CallingName, row.CallingNumber),
        Called = new Party(row.CalledName, row.CalledNumber),
        Queue = row.Queue,
        Trunk = row.Trunk,
        Recorded = row.Recorded != 0,
        StartedAt = StoreTime.FromStore(row.StartedAt),
        AnsweredAt = StoreTime.FromStore(row.AnsweredAt),
        EndedAt = StoreTime.FromStore(row.EndedAt),
        Cause = row.Cause,
        MergedInto = row.MergedInto,
        SplitFrom = row.SplitFrom,
        Parties = [.. parties.Select(ToParty)],
        Timeline = [.. JsonSerializer.Deserialize<TimelineItem[]>(row.Timeline)!.Select(ToTimeline).OfType<TimelineEntry>()],
    };

    private static HistoryParty ToParty(PartyRow row) => new()
    {
        Channel = row.Channel,
        Domain = row.Domain,
        UserId = row.UserId,
        Role = Enum.Parse<ParticipantRole>(row.Role, ignoreCase: true),
        Party = new Party(row.Name, row.Number),
        AnsweredAt = StoreTime.FromStore(row.AnsweredAt),
        EndedAt = StoreTime.FromStore(row.EndedAt),
        Cause = row.Cause,
        Media = row.PacketsReceived is { } received
            ? new MediaQuality(received, row.PacketsLost ?? 0, TimeSpan.FromMicroseconds(row.Jitter ?? 0), row.OpinionScore)
            : null,
    };

    /// <summary>A kind that this version does not know is passed over: one row must not make the page unreadable.</summary>
    private static TimelineEntry? ToTimeline(TimelineItem item) => Enum.TryParse(item.Kind, ignoreCase: true, out ChangeKind kind)
        ? new TimelineEntry(
            StoreTime.FromStore(item.At), kind, ObjectId.TryParse(item.Channel, out ObjectId channel) ? channel : null, item.Detail)
        : null;

    /// <summary>One who took part by a channel, and had left before the end: what the channel itself says.</summary>
    private static PartyRow FromChannel(string conversation, string party, Channel channel)
    {
        Party who = channel.Direction == ChannelDirection.Inbound ? channel.Calling : channel.Called;
        return new PartyRow
        {
            ConversationId = conversation,
            Party = party,
            Channel = party,
            Domain = Clean(channel.Domain)!,
            UserId = channel.User?.Id,
            Role = NameOf(ParticipantRole.Party),
            Name = Clean(who.Name),
            Number = Clean(who.Number),
        };
    }

    private static bool IsRecorded(Conversation conversation) =>
        conversation.Recording is RecordingStatus.On or RecordingStatus.Paused
        || conversation.Timeline.Any(item => item.Kind == ChangeKind.RecordingStarted);

    private static string NameOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>PostgreSQL refuses the character NUL, and no batch may fail for what a phone sent.</summary>
    private static string? Clean(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);

    private sealed record TimelineItem(long At, string Kind, string? Channel, string? Detail);
}
