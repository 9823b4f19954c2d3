using System.Data.Common;
using Dapper;
using Tandem.Hub.History;
using Tandem.Hub.Identity;
using Tandem.Hub.Storage;

namespace Tandem.Hub.Tests.Storage;

/// <summary>A store of any earlier program, with data in every table that it had, is read by this one.</summary>
[Collection(StoreCollection.Name)]
public sealed class StoreUpgradeTests(StoreFixture fixture)
{
    // By the migration that made the table, so that a program of that time could have written it.
    private static readonly Dictionary<int, string> Rows = new()
    {
        [1] = """
              INSERT INTO domains (id, name) VALUES (1, 'acme');
              INSERT INTO identity_counters (domain_id, kind, last_id) VALUES (0, 'domain', 1);
              INSERT INTO identity_counters (domain_id, kind, last_id) VALUES (1, 'user', 7);
              INSERT INTO users (domain_id, id, name) VALUES (1, 7, 'Ada');
              INSERT INTO user_groups (domain_id, id, name) VALUES (1, 3, 'sales');
              INSERT INTO user_group_members (domain_id, group_id, user_id) VALUES (1, 3, 7);
              INSERT INTO numbers (domain_id, id, number, user_id) VALUES (1, 5, '101', 7);
              INSERT INTO devices (domain_id, id, user_id, username, realm, ha1_md5, ha1_sha256) VALUES (1, 9, 7, '101', 'tandem', 'aa', 'bb');
              INSERT INTO tokens (domain_id, id, user_id, name, hash, scopes, created_at) VALUES (1, 2, NULL, 'cti', 'cc', 'read', 1700000000000000);
              """,
        [2] = """
              INSERT INTO conversations (id, domain, direction, calling_number, called_number, recorded, started_at, answered_at, ended_at, cause, timeline)
              VALUES ('switch:1', 'acme', 'internal', '101', '102', 0, 1700000000000000, 1700000001000000, 1700000061000000, 'normal_clearing', '[]');
              INSERT INTO conversation_parties (conversation_id, party, domain, user_id, role, number)
              VALUES ('switch:1', '101', 'acme', 7, 'party', '101');
              """,
        [3] = """
              INSERT INTO bindings (user_name, contact, protocol, source, behind_nat, call_id, sequence, expires_at, priority, user_agent)
              VALUES ('101', 'sip:101@192.0.2.7', 'UDP', '192.0.2.7:5060', 0, 'call', 7, 1700000000000000, 1, NULL);
              """,
        [4] = """
              INSERT INTO bindings (user_name, contact, instance, reg_id, path, protocol, source, behind_nat, call_id, sequence, expires_at, priority, user_agent)
              VALUES ('102', 'sip:102@192.0.2.8', 'urn:uuid:1', 1, '<sip:192.0.2.1;lr>', 'UDP', '192.0.2.8:5060', 0, 'call', 7, 1700000000000000, 1, NULL);
              """,
        [7] = """
              INSERT INTO extension_features (number, do_not_disturb, forward_busy) VALUES ('101', 1, '102');
              """,
        [8] = """
              INSERT INTO mailboxes (user_name, new_messages, saved_messages, urgent_messages) VALUES ('101', 2, 5, 1);
              """,
    };

    [Fact]
    public void Every_version_is_tried() =>
        Assert.All(Migration.LoadAll().Where(migration => migration.Sql.Contains("CREATE TABLE", StringComparison.OrdinalIgnoreCase)), migration => Assert.Contains(migration.Version, Rows));

    [Theory, OnSqlite, OnPostgreSql]
    public async Task From_each_version_on_the_data_is_kept(string engine)
    {
        IReadOnlyList<Migration> all = Migration.LoadAll();
        foreach (int version in all.Select(migration => migration.Version))
        {
            StoreOptions options = await fixture.CreateAsync(engine);
            await using (Store old = await Store.OpenAsync(options, [.. all.Take(version)]))
            await using (DbConnection connection = await old.ConnectAsync())
            {
                foreach (int filled in Enumerable.Range(1, version).Where(Rows.ContainsKey))
                    await connection.ExecuteAsync(Rows[filled]);
            }

            await using Store store = await Store.OpenAsync(options);
            Assert.Equal(all[^1].Version, await StoreSchema.VersionAsync(options, default));
            await AssertIdentityAsync(store);
            if (version >= 2)
                await AssertHistoryAsync(store);
        }
    }

    private static async Task AssertIdentityAsync(Store store)
    {
        ExtensionRecord extension = Assert.Single(await new ExtensionRepository(store).ListAsync());
        Assert.Equal(("101", "Ada", "aa", "bb"), (extension.Number, extension.Name, extension.Ha1Md5, extension.Ha1Sha256));
        Assert.Equal("cti", Assert.Single(await new TokenRepository(store, TimeProvider.System).ListAsync()).Name);
        await using DbConnection connection = await store.ConnectAsync();
        Assert.Equal(3, await connection.QuerySingleAsync<int>("SELECT group_id FROM user_group_members WHERE user_id = 7"));
    }

    private static async Task AssertHistoryAsync(Store store)
    {
        HistoryPage page = await new HistoryReader(store).ReadAsync(new HistoryQuery { Number = "101" }, default);
        HistoryEntry entry = Assert.Single(page.Entries);
        Assert.Equal(("switch:1", "normal_clearing"), (entry.Id, entry.Cause));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_061), entry.EndedAt);
        Assert.Equal("101", Assert.Single(entry.Parties).Party.Number);
    }
}
