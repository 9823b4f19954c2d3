using System.Data.Common;
using Dapper;
using Tandem.Hub.Storage;

namespace Tandem.Hub.Tests.Storage;

public sealed class StoreBackupTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tandem-backup").FullName;

    private StoreOptions Options => new() { DataDirectory = Path.Combine(_directory, "data") };

    private string File => Path.Combine(_directory, "backup.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_backup_taken_while_the_hub_writes_is_of_one_moment_and_can_be_restored()
    {
        await using (Store store = await FilledAsync(3000))
        {
            using var stopping = new CancellationTokenSource();
            Task writing = Task.Run(() => WriteAsync(store, stopping.Token));
            Assert.Equal(Migration.LoadAll()[^1].Version, await StoreBackup.BackUpAsync(Options.SqlitePath, File, null, default));
            await stopping.CancelAsync();
            await writing;
        }

        long backedUp = await CountAsync(File);
        Assert.True(backedUp >= 3000);
        Assert.False(System.IO.File.Exists(File + ".part"));
        Assert.False(System.IO.File.Exists(File + "-wal"));
        await StoreBackup.RestoreAsync(File, Options.SqlitePath, null, default);
        Assert.Equal(backedUp, await CountAsync(Options.SqlitePath));
        await using Store restored = await Store.OpenAsync(Options);
    }

    [Fact]
    public async Task Progress_goes_up_to_the_whole()
    {
        await using Store store = await FilledAsync(20_000);
        var shares = new Shares();
        await StoreBackup.BackUpAsync(Options.SqlitePath, File, shares, default);
        Assert.Equal(shares.Order(), shares);
        Assert.True(shares.Count > 1);
        Assert.Equal(1, shares[^1]);
    }

    [Fact]
    public async Task A_backup_is_for_its_owner_alone()
    {
        await using Store store = await FilledAsync(1);
        await StoreBackup.BackUpAsync(Options.SqlitePath, File, null, default);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public async Task A_store_in_use_is_not_overwritten()
    {
        await using Store store = await FilledAsync(1);
        await StoreBackup.BackUpAsync(Options.SqlitePath, File, null, default);
        await using (DbConnection open = await store.ConnectAsync())
        {
            await open.ExecuteAsync("INSERT INTO domains (id, name) VALUES (99999, 'later')");
            StoreException refusal = await Assert.ThrowsAsync<StoreException>(() => StoreBackup.RestoreAsync(File, Options.SqlitePath, null, default));
            Assert.Contains("stop the hub first", refusal.Message, StringComparison.Ordinal);
        }
        Assert.Equal(2, await CountAsync(Options.SqlitePath));
    }

    [Fact]
    public async Task A_damaged_or_foreign_file_is_refused_and_the_store_stays()
    {
        await using (Store store = await FilledAsync(2000))
            await StoreBackup.BackUpAsync(Options.SqlitePath, File, null, default);
        string foreign = Path.Combine(_directory, "foreign.db");
        await System.IO.File.WriteAllTextAsync(foreign, "not a database at all, and long enough to be looked at as one would be; it goes on and on and on.");
        await using (FileStream damaged = System.IO.File.OpenWrite(File))
        {
            damaged.Position = damaged.Length / 2;
            damaged.Write(new byte[8192]);
        }
        foreach (string file in new[] { foreign, File, Path.Combine(_directory, "none.db") })
            await Assert.ThrowsAsync<StoreException>(() => StoreBackup.RestoreAsync(file, Options.SqlitePath, null, default));
        Assert.Equal(2000, await CountAsync(Options.SqlitePath));
    }

    [Fact]
    public async Task A_backup_of_a_newer_program_is_refused()
    {
        await using (Store store = await FilledAsync(1))
        await using (DbConnection connection = await store.ConnectAsync())
            await connection.ExecuteAsync("INSERT INTO schema_versions (version, name) VALUES (9999, 'future')");
        await StoreBackup.BackUpAsync(Options.SqlitePath, File, null, default);
        StoreException refusal = await Assert.ThrowsAsync<StoreException>(() => StoreBackup.RestoreAsync(File, Options.SqlitePath, null, default));
        Assert.Contains("run a newer program", refusal.Message, StringComparison.Ordinal);
    }

    private async Task<Store> FilledAsync(int rows)
    {
        Store store = await Store.OpenAsync(Options);
        await using DbConnection connection = await store.ConnectAsync();
        await using DbTransaction transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(
            "INSERT INTO domains (id, name) VALUES (@id, @name)",
            Enumerable.Range(1, rows).Select(id => new { id, name = $"domain {id} {new string('x', 200)}" }),
            transaction);
        await transaction.CommitAsync();
        return store;
    }

    private static async Task WriteAsync(Store store, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await store.ConnectAsync(CancellationToken.None);
        for (int id = 1_000_000; !cancellationToken.IsCancellationRequested; id++)
            await connection.ExecuteAsync("INSERT INTO domains (id, name) VALUES (@id, @name)", new { id, name = $"domain {id}" });
    }

    private static async Task<long> CountAsync(string path)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        return await connection.QuerySingleAsync<long>("SELECT COUNT(*) FROM domains");
    }

    private sealed class Shares : List<double>, IProgress<double>
    {
        public void Report(double value) => Add(value);
    }
}
