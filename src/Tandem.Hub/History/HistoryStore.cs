using System.Data.Common;
using Dapper;
using Tandem.Hub.Storage;
using Tandem.Pbx.Model;
using Tandem.Pbx.Outbox;

namespace Tandem.Hub.History;

/// <summary>Writes the history's tables.</summary>
internal sealed class HistoryStore(Store store)
{
    // A database that does not answer within this many seconds is taken as failing.
    private const int CommandTimeout = 5;

    private static readonly RowStatement<ConversationRow> Conversations = RowStatement<ConversationRow>.Upsert(
        "conversations",
        ["id"],
        [
            "id", "domain", "direction", "calling_name", "calling_number", "called_name", "called_number", "queue", "trunk", "recorded",
            "started_at", "answered_at", "ended_at", "cause", "merged_into", "split_from", "timeline",
        ],
        row =>
        [
            row.Id, row.Domain, row.Direction, row.CallingName, row.CallingNumber, row.CalledName, row.CalledNumber, row.Queue, row.Trunk, row.Recorded,
            row.StartedAt, row.AnsweredAt, row.EndedAt, row.Cause, row.MergedInto, row.SplitFrom, row.Timeline,
        ],
        new Dictionary<string, string> { ["recorded"] = "CASE WHEN conversations.recorded = 1 THEN 1 ELSE excluded.recorded END" });

    private static readonly RowStatement<PartyRow> Parties = RowStatement<PartyRow>.Upsert(
        "conversation_parties",
        ["conversation_id", "party"],
        [
            "conversation_id", "party", "channel", "domain", "user_id", "role", "name", "number", "answered_at", "ended_at", "cause",
            "packets_received", "packets_lost", "jitter", "opinion_score",
        ],
        row =>
        [
            row.ConversationId, row.Party, row.Channel, row.Domain, row.UserId, row.Role, row.Name, row.Number, row.AnsweredAt, row.EndedAt, row.Cause,
            row.PacketsReceived, row.PacketsLost, row.Jitter, row.OpinionScore,
        ]);

    /// <summary>Writes entries of the outbox, in one transaction.</summary>
    /// <param name="entries">The entries, in order.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public async Task WriteAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellationToken)
    {
        // The last entry of a conversation holds all that the ones before it do, but for those who have left since.
        ConversationRow[] conversations =
            [.. entries.GroupBy(entry => entry.Conversation.Id).Select(group => HistoryRows.ToRow(group.Last().Conversation))];
        PartyRow[] parties =
            [.. entries.SelectMany(HistoryRows.ToPartyRows).GroupBy(row => (row.ConversationId, row.Party)).Select(group => group.Last())];

        await using DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await Conversations.ExecuteAsync(transaction, conversations, CommandTimeout, cancellationToken).ConfigureAwait(false);
        await Parties.ExecuteAsync(transaction, parties, CommandTimeout, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Closes the conversations that an earlier run left in progress, with <see cref="HangupCause.Interrupted"/>. When they ended nobody
    /// knows: they get the latest instant that it can have been.
    /// </summary>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> CloseInterruptedAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
        return await connection.ExecuteAsync(
            "UPDATE conversations SET ended_at = @now, cause = @cause WHERE ended_at IS NULL",
            new { now = StoreTime.ToStore(now), cause = HangupCause.Interrupted.Name },
            commandTimeout: CommandTimeout).ConfigureAwait(false);
    }
}
