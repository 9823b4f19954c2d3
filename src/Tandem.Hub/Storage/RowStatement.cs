using System.Data.Common;
using System.Globalization;

namespace Tandem.Hub.Storage;

/// <summary>
/// Executes one statement for many rows: where the database takes batches in one round trip, else prepared once. Making a statement a row
/// would cost most of the time that there is for a call.
/// </summary>
/// <typeparam name="T">What a row is made of.</typeparam>
internal sealed class RowStatement<T>
{
    private readonly string _text;
    private readonly int _columns;
    private readonly Func<T, object?[]> _values;

    /// <summary>Describes the statement.</summary>
    /// <param name="text">The statement, with the parameters <c>@p0</c>, <c>@p1</c>, ...</param>
    /// <param name="columns">How many parameters it has.</param>
    /// <param name="values">Their values for a row, in order.</param>
    public RowStatement(string text, int columns, Func<T, object?[]> values)
    {
        _text = text;
        _columns = columns;
        _values = values;
    }

    /// <summary>A statement that inserts rows, or replaces those with the same key.</summary>
    /// <param name="table">The table.</param>
    /// <param name="keys">The columns of its key.</param>
    /// <param name="columns">All columns.</param>
    /// <param name="values">The values of a row, in the order of the columns.</param>
    /// <param name="special">Columns that are not simply replaced, and the expression that replaces them.</param>
    public static RowStatement<T> Upsert(
        string table, string[] keys, string[] columns, Func<T, object?[]> values, IReadOnlyDictionary<string, string>? special = null)
    {
        var updates = columns.Except(keys).Select(column => $"{column} = {special?.GetValueOrDefault(column) ?? $"excluded.{column}"}");
        return new RowStatement<T>(
            $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, index) => Name(index)))})"
            + $" ON CONFLICT ({string.Join(", ", keys)}) DO UPDATE SET {string.Join(", ", updates)}",
            columns.Length,
            values);
    }

    /// <summary>Executes the statement for each row, in order.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="timeoutSeconds">After how many seconds a statement has failed.</param>
    /// <param name="cancellationToken">Stops between statements.</param>
    public Task ExecuteAsync(DbTransaction transaction, IReadOnlyCollection<T> rows, int timeoutSeconds, CancellationToken cancellationToken) =>
        rows.Count == 0 ? Task.CompletedTask
        : transaction.Connection!.CanCreateBatch ? ExecuteBatchAsync(transaction, rows, timeoutSeconds, cancellationToken)
        : ExecutePreparedAsync(transaction, rows, timeoutSeconds, cancellationToken);

    private static string Name(int index) => "@p" + index.ToString(CultureInfo.InvariantCulture);

    private async Task ExecuteBatchAsync(DbTransaction transaction, IReadOnlyCollection<T> rows, int timeoutSeconds, CancellationToken cancellationToken)
    {
        await using DbBatch batch = transaction.Connection!.CreateBatch();
        batch.Transaction = transaction;
        batch.Timeout = timeoutSeconds;
        foreach (T row in rows)
        {
            DbBatchCommand command = batch.CreateBatchCommand();
            command.CommandText = _text;
            AddParameters(command.Parameters, command.CreateParameter);
            Fill(command.Parameters, row);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ExecutePreparedAsync(DbTransaction transaction, IReadOnlyCollection<T> rows, int timeoutSeconds, CancellationToken cancellationToken)
    {
        await using DbCommand command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = timeoutSeconds;
        command.CommandText = _text;
        AddParameters(command.Parameters, command.CreateParameter);
        foreach (T row in rows)
        {
            Fill(command.Parameters, row);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void AddParameters(DbParameterCollection parameters, Func<DbParameter> create)
    {
        for (int column = 0; column < _columns; column++)
        {
            DbParameter parameter = create();
            parameter.ParameterName = Name(column);
            parameters.Add(parameter);
        }
    }

    private void Fill(DbParameterCollection parameters, T row)
    {
        object?[] values = _values(row);
        for (int column = 0; column < _columns; column++)
            parameters[column].Value = values[column] ?? DBNull.Value;
    }
}
