using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Tandem.Interop.Tests.Processes;

/// <summary>A hub's history as it is on the disk: read beside the hub, or after it.</summary>
internal sealed class HubHistory(string dataDirectory)
{
    private const string Query =
        """
        SELECT id AS Id, calling_number AS Calling, called_number AS Called, started_at AS StartedAt,
               answered_at AS AnsweredAt, ended_at AS EndedAt, cause AS Cause
        FROM conversations ORDER BY started_at, id
        """;

    private readonly string _connection = new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(dataDirectory, "tandem.db"),
        Mode = SqliteOpenMode.ReadOnly,
    }.ToString();

    /// <summary>All conversations, the oldest first.</summary>
    public async Task<IReadOnlyList<HistoryRow>> ReadAsync()
    {
        await using var connection = new SqliteConnection(_connection);
        return [.. await connection.QueryAsync<HistoryRow>(Query)];
    }

    /// <summary>Waits until the conversations are as wanted.</summary>
    /// <returns>The conversations, and how long it took.</returns>
    public async Task<(IReadOnlyList<HistoryRow> Rows, TimeSpan Waited)> UntilAsync(Func<IReadOnlyList<HistoryRow>, bool> wanted)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var rows = await ReadAsync();
            var waited = Stopwatch.GetElapsedTime(started);
            if (wanted(rows))
            {
                return (rows, waited);
            }
            Assert.True(waited < ChildProcess.Patience, $"The history has only: {string.Join("; ", rows)}");
            await Task.Delay(10);
        }
    }

    /// <summary>Lets go of the file.</summary>
    public void Close()
    {
        using var connection = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(connection);
    }
}
