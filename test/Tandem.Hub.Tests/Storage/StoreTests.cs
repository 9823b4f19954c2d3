using System.Data.Common;
using Dapper;
using Tandem.Hub.Storage;

namespace Tandem.Hub.Tests.Storage;

[Collection(StoreCollection.Name)]
public sealed class StoreTests(StoreFixture fixture)
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Opening_again_applies_nothing_twice(string engine)
    {
        StoreOptions options = await fixture.CreateAsync(engine);
        for (int i = 0; i < 2; i++)
        {
            await using Store store = await Store.OpenAsync(options);
            await using DbConnection connection = await store.ConnectAsync();
            Assert.Equal(engine, store.Engine.ToString());
            Assert.Equal(
                Migration.LoadAll().Select(item => item.Version),
                await connection.QueryAsync<int>("SELECT version FROM schema_versions ORDER BY version"));
        }
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Several_programs_may_open_a_new_store_at_once(string engine)
    {
        for (int round = 0; round < 5; round++)
        {
            StoreOptions options = await fixture.CreateAsync(engine);
            Store[] stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Store.OpenAsync(options))));
            await using DbConnection connection = await stores[0].ConnectAsync();
            Assert.Equal(0, await connection.QuerySingleAsync<int>("SELECT COUNT(*) FROM conversations"));
            foreach (Store store in stores)
                await store.DisposeAsync();
        }
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_migration_that_fails_is_undone_as_a_whole(string engine)
    {
        await using Store store = await fixture.OpenAsync(engine);
        Migration[] migrations =
        [
            new(100, "good", "CREATE TABLE good (id INTEGER)"),
            new(101, "bad", "CREATE TABLE half (id INTEGER); INSERT INTO nonesuch VALUES (1)"),
        ];
        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => Migrator.ApplyAsync(store, migrations, default));
        Assert.Contains("101 (bad)", failure.Message, StringComparison.Ordinal);

        await using DbConnection connection = await store.ConnectAsync();
        Assert.Equal(100, await connection.QuerySingleAsync<int>("SELECT MAX(version) FROM schema_versions"));
        Assert.Equal(0, await connection.QuerySingleAsync<int>("SELECT COUNT(*) FROM good"));
        await Assert.ThrowsAnyAsync<DbException>(() => connection.ExecuteAsync("SELECT COUNT(*) FROM half"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_database_newer_than_the_program_is_refused(string engine)
    {
        StoreOptions options = await fixture.CreateAsync(engine);
        await using (Store store = await Store.OpenAsync(options))
        await using (DbConnection connection = await store.ConnectAsync())
            await connection.ExecuteAsync("INSERT INTO schema_versions (version, name) VALUES (9999, 'future')");

        StoreException refusal = await Assert.ThrowsAsync<StoreException>(() => Store.OpenAsync(options));
        Assert.Contains("9999", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("newer program", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_is_for_its_owner_alone()
    {
        StoreOptions options = await fixture.CreateAsync(nameof(StoreEngine.Sqlite));
        await using Store store = await Store.OpenAsync(options);
        if (OperatingSystem.IsWindows())
            return;
        string file = Path.Combine(options.DataDirectory, "tandem.db");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Migrations_are_numbered_without_gaps() =>
        Assert.Equal(Enumerable.Range(1, Migration.LoadAll().Count), Migration.LoadAll().Select(item => item.Version));
}
