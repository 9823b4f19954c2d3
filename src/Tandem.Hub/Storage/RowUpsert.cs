using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Tandem.Hub.Storage;

/// <summary>
/// Writes many rows of a table by few statements, each inserting up to 64 rows and replacing those that are there: a statement a row
/// would cost most of the time that there is for a call.
/// </summary>
/// <typeparam name="T">What a row is made of.</typeparam>
internal sealed class RowUpsert<T>
{
    private const int RowsPerStatement = 64;

    private readonly string _insert;
    private readonly string _onConflict;
    private readonly int _columns;
    private readonly Func<T, object?[]> _values;

    /// <summary>Describes the table.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="keys">The columns of its key, which are the first of <paramref name="columns"/>.</param>
    /// <param name="columns">All columns.</param>
    /// <param name="values">The values of a row, in the order of the columns.</param>
    /// <param name="special">Columns that are not simply replaced, and the expression that replaces them.</param>
    public RowUpsert(string table, string[] keys, string[] columns, Func<T, object?[]> values, IReadOnlyDictionary<string, string>? special = null)
    {
        _insert = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ";
        var updates = columns.Except(keys).Select(column => $"{column} = {special?.GetValueOrDefault(column) ?? $"excluded.{column}"}");
        _onConflict = $" ON CONFLICT ({string.Join(", ", keys)}) DO UPDATE SET {string.Join(", ", updates)}";
        _columns = columns.Length;
        _values = values;
    }

    /// <summary>Writes the rows; no two of them may have the same key.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="timeoutSeconds">After how many seconds a statement has failed.</param>
    /// <param name="cancellationToken">Stops between statements.</param>
    public async Task ExecuteAsync(DbTransaction transaction, IReadOnlyCollection<T> rows, int timeoutSeconds, CancellationToken cancellationToken)
    {
        foreach (T[] chunk in rows.Chunk(RowsPerStatement))
        {
            await using DbCommand command = transaction.Connection!.CreateCommand();
            command.Transaction = transaction;
            command.CommandTimeout = timeoutSeconds;
            command.CommandText = TextFor(chunk.Length);
            int index = 0;
            foreach (object? value in chunk.SelectMany(_values))
            {
                DbParameter parameter = command.CreateParameter();
                parameter.ParameterName = Name(index++);
                parameter.Value = value ?? DBNull.Value;
                command.Parameters.Add(parameter);
            }

            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private string TextFor(int rows)
    {
        var text = new StringBuilder(_insert);
        for (int row = 0; row < rows; row++)
        {
            text.Append(row == 0 ? "(" : ", (");
            for (int column = 0; column < _columns; column++)
                text.Append(column == 0 ? "@" : ", @").Append(Name((row * _columns) + column));
            text.Append(')');
        }

        return text.Append(_onConflict).ToString();
    }

    private static string Name(int index) => "p" + index.ToString(CultureInfo.InvariantCulture);
}
