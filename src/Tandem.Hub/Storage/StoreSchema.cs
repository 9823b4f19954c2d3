using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Tandem.Hub.Storage;

/// <summary>Looks at a store without opening it for work: nothing is made, nothing is migrated.</summary>
internal static class StoreSchema
{
    /// <summary>The schema version of the store that the options name.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Null where there is no store yet.</returns>
    /// <exception cref="StoreException">The database is not one of Tandem's.</exception>
    /// <exception cref="DbException">It cannot be read.</exception>
    public static async Task<int?> VersionAsync(StoreOptions options, CancellationToken cancellationToken)
    {
        if (options.Engine == StoreEngine.Sqlite)
            return File.Exists(options.SqlitePath) ? await SqliteVersionAsync(options.SqlitePath, cancellationToken).ConfigureAwait(false) : null;

        await using NpgsqlDataSource source = NpgsqlDataSource.Create(options.ConnectionString!);
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return await connection.QuerySingleAsync<string?>("SELECT to_regclass('schema_versions')::text").ConfigureAwait(false) is null
            ? null
            : await MaxVersionAsync(connection).ConfigureAwait(false);
    }

    /// <summary>The schema version of a SQLite file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="StoreException">It is no store of Tandem's.</exception>
    /// <exception cref="DbException">It cannot be read.</exception>
    public static async Task<int> SqliteVersionAsync(string path, CancellationToken cancellationToken)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();
        await using var connection = new SqliteConnection(text);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await connection.QuerySingleAsync<int>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_versions'").ConfigureAwait(false) == 0
            ? throw new StoreException($"{path} is no store of Tandem's.")
            : await MaxVersionAsync(connection).ConfigureAwait(false);
    }

    private static Task<int> MaxVersionAsync(DbConnection connection) =>
        connection.QuerySingleAsync<int>("SELECT COALESCE(MAX(version), 0) FROM schema_versions");
}
