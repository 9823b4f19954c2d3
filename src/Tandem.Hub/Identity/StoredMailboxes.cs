using System.Data.Common;
using Dapper;
using Tandem.Hub.Storage;
using Tandem.Switch.Notifications;

namespace Tandem.Hub.Identity;

/// <summary>How many voice messages users have, in the store. It changes as seldom as a voicemail system says so.</summary>
internal sealed class StoredMailboxes(Store store) : IMailboxStore
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, MessageCounts>> LoadAsync(CancellationToken cancellationToken)
    {
        await using DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
        var rows = await connection.QueryAsync<MailboxRow>(
            "SELECT user_name AS UserName, new_messages AS New, saved_messages AS Saved, urgent_messages AS Urgent FROM mailboxes").ConfigureAwait(false);
        return rows.ToDictionary(row => row.UserName, row => new MessageCounts(row.New, row.Saved, row.Urgent));
    }

    /// <inheritdoc/>
    public async ValueTask SetAsync(string user, MessageCounts counts, CancellationToken cancellationToken)
    {
        try
        {
            await using DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync(
                counts == default
                    ? "DELETE FROM mailboxes WHERE user_name = @UserName"
                    : """
                      INSERT INTO mailboxes (user_name, new_messages, saved_messages, urgent_messages) VALUES (@UserName, @New, @Saved, @Urgent)
                      ON CONFLICT (user_name) DO UPDATE SET new_messages = excluded.new_messages, saved_messages = excluded.saved_messages,
                          urgent_messages = excluded.urgent_messages
                      """,
                new MailboxRow { UserName = user, New = counts.New, Saved = counts.Saved, Urgent = counts.Urgent }).ConfigureAwait(false);
        }
        catch (DbException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    private sealed class MailboxRow
    {
        public string UserName { get; init; } = "";

        public int New { get; init; }

        public int Saved { get; init; }

        public int Urgent { get; init; }
    }
}
