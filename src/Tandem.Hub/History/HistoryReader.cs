using System.Data.Common;
using Dapper;
using Tandem.Hub.Storage;
using Tandem.Pbx.Model;

namespace Tandem.Hub.History;

/// <summary>Reads the history, newest first.</summary>
internal sealed class HistoryReader(Store store)
{
    private const string SelectConversations =
        """
        SELECT c.id AS Id, c.domain AS Domain, c.direction AS Direction, c.calling_name AS CallingName, c.calling_number AS CallingNumber,
               c.called_name AS CalledName, c.called_number AS CalledNumber, c.queue AS Queue, c.trunk AS Trunk, c.recorded AS Recorded,
               c.started_at AS StartedAt, c.answered_at AS AnsweredAt, c.ended_at AS EndedAt, c.cause AS Cause,
               c.merged_into AS MergedInto, c.split_from AS SplitFrom, c.timeline AS Timeline
        FROM conversations c
        """;

    private const string SelectParties =
        """
        SELECT p.conversation_id AS ConversationId, p.party AS Party, p.channel AS Channel, p.domain AS Domain, p.user_id AS UserId,
               p.role AS Role, p.name AS Name, p.number AS Number, p.answered_at AS AnsweredAt, p.ended_at AS EndedAt, p.cause AS Cause,
               p.packets_received AS PacketsReceived, p.packets_lost AS PacketsLost, p.jitter AS Jitter, p.opinion_score AS OpinionScore
        FROM conversation_parties p
        """;

    /// <summary>Reads one page.</summary>
    /// <param name="query">What is wanted.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<HistoryPage> ReadAsync(HistoryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, HistoryQuery.MaxLimit, nameof(query));
        await using DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
        List<ConversationRow> rows = [.. await connection.QueryAsync<ConversationRow>(
            $"{SelectConversations} {Where(query)} ORDER BY c.started_at DESC, c.id DESC LIMIT @limit",
            new
            {
                query.Domain,
                query.User,
                query.Id,
                query.Number,
                from = StoreTime.ToStore(query.From),
                until = StoreTime.ToStore(query.Until),
                afterStart = query.After?.StartedAt,
                afterId = query.After?.Id,
                limit = query.Limit + 1,
            }).ConfigureAwait(false)];
        bool isLast = rows.Count <= query.Limit;
        if (!isLast)
            rows.RemoveAt(rows.Count - 1);

        // PostgreSQL takes the ids as one array; for SQLite they become as many parameters.
        string isOnPage = store.Engine == StoreEngine.PostgreSql ? "p.conversation_id = ANY(@ids)" : "p.conversation_id IN @ids";
        ILookup<string, PartyRow> parties = (await connection.QueryAsync<PartyRow>(
            $"{SelectParties} WHERE {isOnPage} ORDER BY p.party", new { ids = rows.Select(row => row.Id).ToArray() })
            .ConfigureAwait(false)).ToLookup(row => row.ConversationId);
        return new HistoryPage(
            [.. rows.Select(row => SeenBy(query.Domain, HistoryRows.ToEntry(row, parties[row.Id])))],
            isLast ? null : new HistoryCursor(rows[^1].StartedAt, rows[^1].Id));
    }

    private static string Where(HistoryQuery query)
    {
        var conditions = new List<string>();
        if (query.Domain is not null)
        {
            conditions.Add(
                "(c.domain = @Domain OR c.id IN (SELECT p.conversation_id FROM conversation_parties p WHERE p.domain = @Domain))");
        }

        if (query.User is not null)
            conditions.Add("c.id IN (SELECT p.conversation_id FROM conversation_parties p WHERE p.domain = @Domain AND p.user_id = @User)");
        if (query.Id is not null)
            conditions.Add("c.id = @Id");
        if (query.Number is not null)
            conditions.Add(NumberCondition(query.Domain));
        if (query.From is not null)
            conditions.Add("c.started_at >= @from");
        if (query.Until is not null)
            conditions.Add("c.started_at < @until");
        if (query.After is not null)
            conditions.Add("(c.started_at < @afterStart OR (c.started_at = @afterStart AND c.id < @afterId))");
        return conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}";
    }

    /// <summary>A domain cannot search for what it may not see, or it could guess numbers.</summary>
    private static string NumberCondition(string? domain)
    {
        string conversation = "(c.calling_number = @Number OR c.called_number = @Number)";
        string party = "p.number = @Number";
        if (domain is not null)
        {
            conversation = $"(c.domain = @Domain AND {conversation})";
            party = $"{party} AND (p.domain = @Domain OR (p.domain = '' AND c.domain = @Domain))";
        }

        return $"({conversation} OR EXISTS (SELECT 1 FROM conversation_parties p WHERE p.conversation_id = c.id AND {party}))";
    }

    /// <summary>The same as the live model shows of other domains' objects: that they were there, no names and numbers.</summary>
    private static HistoryEntry SeenBy(string? domain, HistoryEntry entry)
    {
        if (domain is null)
            return entry;
        bool isOwn = entry.Domain == domain;
        HistoryEntry seen = entry with
        {
            Parties = entry.Parties.Replace(
                party => party.Domain != domain && (party.Domain.Length > 0 || !isOwn),
                party => new HistoryParty { Domain = party.Domain, Role = party.Role }),
        };
        if (isOwn)
            return seen;
        return seen with
        {
            Calling = default,
            Called = default,
            Queue = null,
            Trunk = null,
            MergedInto = null,
            SplitFrom = null,
            Timeline = [],
        };
    }
}
