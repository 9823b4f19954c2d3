using System.Data.Common;
using Dapper;

namespace Tandem.Hub.Storage;

/// <summary>Brings a database up to the program's schema, each migration in a transaction of its own.</summary>
internal static class Migrator
{
    /// <summary>Applies the migrations that the database lacks. Several programs may do so at once.</summary>
    /// <param name="store">The store.</param>
    /// <param name="migrations">All migrations that the program knows, in order.</param>
    /// <param name="cancellationToken">Stops before the next migration.</param>
    /// <exception cref="StoreException">The database is newer than the program, or a migration failed.</exception>
    public static async Task ApplyAsync(Store store, IReadOnlyList<Migration> migrations, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await PrepareAsync(connection).ConfigureAwait(false);
        int current = await connection.QuerySingleAsync<int>("SELECT COALESCE(MAX(version), 0) FROM schema_versions").ConfigureAwait(false);
        int known = migrations.Count == 0 ? 0 : migrations[^1].Version;
        if (current > known)
        {
            throw new StoreException(
                $"The database has schema version {current}, and this program knows versions up to {known}: run a newer program.");
        }

        foreach (Migration migration in migrations.Where(item => item.Version > current))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await ApplyAsync(connection, migration).ConfigureAwait(false);
            }
            catch (DbException exception)
            {
                throw new StoreException(
                    $"Migration {migration.Version} ({migration.Name}) failed and was undone: {exception.Message}", exception);
            }
        }
    }

    private static async Task PrepareAsync(DbConnection connection)
    {
        const string Create = "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL)";
        try
        {
            await connection.ExecuteAsync(Create).ConfigureAwait(false);
        }
        catch (DbException)
        {
            // PostgreSQL lets one of two that create the table at once fail, in spite of IF NOT EXISTS. By now the other has done it.
            await connection.ExecuteAsync(Create).ConfigureAwait(false);
        }
    }

    private static async Task ApplyAsync(DbConnection connection, Migration migration)
    {
        await using DbTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);

        // Another program that applies the same one makes this wait, and then find its row.
        int claimed = await connection.ExecuteAsync(
            "INSERT INTO schema_versions (version, name) VALUES (@Version, @Name) ON CONFLICT (version) DO NOTHING", migration, transaction)
            .ConfigureAwait(false);
        if (claimed == 0)
            return;
        await connection.ExecuteAsync(migration.Sql, transaction: transaction).ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
    }
}
