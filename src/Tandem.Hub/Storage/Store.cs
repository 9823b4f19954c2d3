using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Tandem.Hub.Storage;

/// <summary>
/// The hub's database: opens connections and brings the schema up to date. What has been committed survives the end of the process by any
/// means, also by SIGKILL. SQLite runs in WAL mode with <c>synchronous=NORMAL</c>: the last commits before a loss of power may be missing
/// then, the file stays whole. Who needs more takes PostgreSQL.
/// </summary>
internal sealed class Store : IAsyncDisposable
{
    // How long a command of SQLite waits for another writer, and any command for its end, in seconds.
    private const int TimeoutSeconds = 5;

    private const UnixFileMode OwnerDirectory = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly NpgsqlDataSource? _postgreSql;
    private readonly string? _sqlite;

    private Store(NpgsqlDataSource postgreSql) => _postgreSql = postgreSql;

    private Store(string sqlite) => _sqlite = sqlite;

    /// <summary>The engine.</summary>
    public StoreEngine Engine => _sqlite is null ? StoreEngine.PostgreSql : StoreEngine.Sqlite;

    /// <summary>Opens the store and applies the migrations that it lacks.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="StoreException">The schema is newer than the program, or a migration failed.</exception>
    public static Task<Store> OpenAsync(StoreOptions options, CancellationToken cancellationToken = default) =>
        OpenAsync(options, Migration.LoadAll(), cancellationToken);

    /// <summary>Opens the store as a program would that knows these migrations.</summary>
    internal static async Task<Store> OpenAsync(StoreOptions options, IReadOnlyList<Migration> migrations, CancellationToken cancellationToken = default)
    {
        Store store = options.Engine == StoreEngine.PostgreSql
            ? new Store(NpgsqlDataSource.Create(options.ConnectionString!))
            : new Store(PrepareSqlite(options));
        try
        {
            await Migrator.ApplyAsync(store, migrations, cancellationToken).ConfigureAwait(false);
            return store;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>An open connection; dispose of it after use.</summary>
    /// <param name="cancellationToken">Stops the opening.</param>
    public async ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken = default)
    {
        if (_postgreSql is not null)
            return await _postgreSql.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

        var connection = new SqliteConnection(_sqlite);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync(
                $"PRAGMA busy_timeout={TimeoutSeconds * 1000}; PRAGMA foreign_keys=ON; PRAGMA synchronous=NORMAL").ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_postgreSql is not null)
            await _postgreSql.DisposeAsync().ConfigureAwait(false);
        else
            SqliteConnection.ClearPool(new SqliteConnection(_sqlite));
    }

    private static string PrepareSqlite(StoreOptions options)
    {
        // The file holds what phones log in by: nobody but its owner reads it.
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(options.DataDirectory);
        else
            Directory.CreateDirectory(options.DataDirectory, OwnerDirectory);

        string path = options.SqlitePath;
        var text = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = TimeoutSeconds }.ToString();
        using var connection = new SqliteConnection(text);
        connection.Open();
        connection.Execute("PRAGMA journal_mode=WAL");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return text;
    }
}
