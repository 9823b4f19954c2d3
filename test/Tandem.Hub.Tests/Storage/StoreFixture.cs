using System.Data.Common;
using Dapper;
using Npgsql;
using Tandem.Hub.Storage;

namespace Tandem.Hub.Tests.Storage;

/// <summary>
/// Empty databases for tests, on each engine that is there: SQLite always; PostgreSQL when <c>TANDEM_TEST_POSTGRES</c> names a server
/// or one can be started here.
/// </summary>
public sealed class StoreFixture : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tandem-store").FullName;
    private readonly List<string> _databases = [];
    private PostgreSqlServer? _server;
    private string? _postgreSql;
    private int _last;

    /// <summary>True where tests can run on PostgreSQL here.</summary>
    public static bool IsPostgreSqlThere => !string.IsNullOrEmpty(GivenServer) || PostgreSqlServer.CanStart;

    private static string? GivenServer => Environment.GetEnvironmentVariable("TANDEM_TEST_POSTGRES");

    public async Task InitializeAsync()
    {
        _postgreSql = GivenServer;
        if (string.IsNullOrEmpty(_postgreSql) && PostgreSqlServer.CanStart)
        {
            _server = await PostgreSqlServer.StartAsync();
            _postgreSql = _server.ConnectionString;
        }
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
        else if (_postgreSql is not null)
        {
            foreach (string database in _databases)
                await OnServerAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
        }

        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Settings of a new, empty database.</summary>
    internal async Task<StoreOptions> CreateAsync(string engine)
    {
        int number = Interlocked.Increment(ref _last);
        if (engine == nameof(StoreEngine.Sqlite))
            return new StoreOptions { DataDirectory = Path.Combine(_directory, $"{number}") };
        if (_postgreSql is null)
            throw new InvalidOperationException($"This {OnPostgreSqlAttribute.Needed}.");
        string database = $"tandem_test_{Guid.NewGuid():n}";
        lock (_databases)
            _databases.Add(database);
        await OnServerAsync($"CREATE DATABASE {database}");
        return new StoreOptions { ConnectionString = new NpgsqlConnectionStringBuilder(_postgreSql) { Database = database }.ToString() };
    }

    /// <summary>A store on a new, empty database.</summary>
    internal async Task<Store> OpenAsync(string engine) => await Store.OpenAsync(await CreateAsync(engine));

    private async Task OnServerAsync(string sql)
    {
        await using DbConnection connection = new NpgsqlConnection(_postgreSql);
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }
}
