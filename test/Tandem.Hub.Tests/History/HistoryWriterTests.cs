using System.Data.Common;
using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tandem.Hub.History;
using Tandem.Hub.Storage;
using Tandem.Hub.Tests.Storage;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Tests.History;

[Collection(StoreCollection.Name)]
public sealed class HistoryWriterTests(StoreFixture fixture)
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_call_is_there_from_its_start_and_whole_at_its_end(string engine)
    {
        await using HistoryHarness harness = await HistoryHarness.StartAsync(await fixture.OpenAsync(engine));
        harness.Start("1", "101", "102");
        HistoryEntry running = Assert.Single(await harness.UntilAsync(entries => entries.Count == 1));
        Assert.Null(running.EndedAt);
        Assert.Equal(2, running.Parties.Count);

        harness.Answer("1");
        harness.End("1");
        HistoryEntry ended = Assert.Single(await harness.UntilAsync(entries => entries[0].EndedAt is not null));
        Assert.Equal(("s:1", "a", "normal_clearing"), (ended.Id, ended.Domain, ended.Cause));
        Assert.Equal((new Party("Name of 101", "101"), new Party(null, "102")), (ended.Calling, ended.Called));
        Assert.True(ended.StartedAt <= ended.AnsweredAt && ended.AnsweredAt <= ended.EndedAt);
        Assert.Equal([ChangeKind.Offered], ended.Timeline.Select(item => item.Kind));
        Assert.All(ended.Parties, party => Assert.Equal("normal_clearing", party.Cause));
        Assert.Equal(1, ended.Parties.Single(party => party.Channel == "s:1").UserId);

        // The row is seen before its writer has come to acknowledge it.
        await HistoryHarness.UntilAsync(() => Task.FromResult(harness.State.Snapshot().Conversations.Count == 0));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task One_who_was_transferred_away_stays_in_the_history(string engine)
    {
        await using HistoryHarness harness = await HistoryHarness.StartAsync(await fixture.OpenAsync(engine));
        harness.Start("1", "101", "102");
        await harness.UntilAsync(entries => entries.Count == 1);
        harness.State.Write(ChangeKind.Transferred, writer =>
        {
            writer.Remove<Channel>(new ObjectId("s", "1-b"));
            writer.Update<Conversation>(new ObjectId("s", "1"), item => item with
            {
                Participants = [item.Participants[0], new Participant { Domain = "", Party = new Party(null, "+4930\0123") }],
            });
        });
        harness.End("1");
        HistoryEntry ended = Assert.Single(await harness.UntilAsync(entries => entries[0].EndedAt is not null));
        Assert.Equal(["+4930123", "101", "102"], ended.Parties.Select(party => party.Party.Number).Order(StringComparer.Ordinal));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_end_is_committed_within_a_second_also_among_many(string engine)
    {
        await using HistoryHarness harness = await HistoryHarness.StartAsync(await fixture.OpenAsync(engine));
        TimeSpan fastest = TimeSpan.MaxValue;
        int ended = 0;

        // A machine that stands still makes one wait long, but not each of five.
        for (int attempt = 0; attempt < 5 && fastest > TimeSpan.FromSeconds(1); attempt++)
        {
            int last = ended + 99;
            for (; ended <= last; ended++)
            {
                harness.Start($"{ended}", "101", "102");
                harness.Answer($"{ended}");
                harness.End($"{ended}");
            }
            var clock = Stopwatch.StartNew();
            await harness.UntilAsync(entries => entries.Any(item => item.Id == $"s:{last}" && item.EndedAt is not null));
            fastest = clock.Elapsed < fastest ? clock.Elapsed : fastest;
        }
        Assert.InRange(fastest, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        await HistoryHarness.UntilAsync(() => Task.FromResult(harness.State.Snapshot().Conversations.Count == 0));
        Assert.Equal(ended, (await harness.ReadAsync(new HistoryQuery { Limit = 1000 })).Count(item => item.EndedAt is not null));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_locked_database_loses_nothing_and_is_seen_in_health(string engine)
    {
        Store store = await fixture.OpenAsync(engine);
        await using HistoryHarness harness = await HistoryHarness.StartAsync(store);
        harness.Start("0", "101", "102");
        await harness.UntilAsync(entries => entries.Count == 1);
        Assert.Equal(HealthStatus.Healthy, await harness.HealthAsync());

        await using (DbConnection locker = await store.ConnectAsync())
        await using (DbTransaction transaction = await locker.BeginTransactionAsync())
        {
            if (store.Engine == StoreEngine.PostgreSql)
                await locker.ExecuteAsync("LOCK TABLE conversations IN EXCLUSIVE MODE", transaction: transaction);
            for (int i = 1; i <= 20; i++)
            {
                harness.Start($"{i}", "101", "102");
                harness.End($"{i}");
            }

            await HistoryHarness.UntilAsync(async () => await harness.HealthAsync() == HealthStatus.Degraded);
            Assert.Equal(20, harness.State.Snapshot().Conversations.Count(item => item.EndedAt is not null));
        }

        await harness.UntilAsync(entries => entries.Count(item => item.EndedAt is not null) == 20);
        await HistoryHarness.UntilAsync(async () => await harness.HealthAsync() == HealthStatus.Healthy);
        await HistoryHarness.UntilAsync(() => Task.FromResult(harness.State.Snapshot().Conversations.Count == 1));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_an_earlier_run_left_in_progress_is_closed_as_interrupted(string engine)
    {
        await using Store store = await fixture.OpenAsync(engine);
        await using (HistoryHarness first = await HistoryHarness.StartAsync(store, ownsStore: false))
        {
            first.Start("ended", "101", "102");
            first.End("ended");
            first.Start("running", "101", "102");
            await first.UntilAsync(entries => entries.Count == 2);
        }

        await using HistoryHarness second = await HistoryHarness.StartAsync(store, ownsStore: false);
        IReadOnlyList<HistoryEntry> entries = await second.UntilAsync(items => items.All(item => item.EndedAt is not null));
        Assert.Equal("interrupted", entries.Single(item => item.Id == "s:running").Cause);
        Assert.Equal("normal_clearing", entries.Single(item => item.Id == "s:ended").Cause);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_call_that_outlived_the_hub_goes_on_in_its_own_row(string engine)
    {
        await using Store store = await fixture.OpenAsync(engine);
        await using (HistoryHarness first = await HistoryHarness.StartAsync(store, ownsStore: false))
        {
            first.Start("1", "101", "102");
            await first.UntilAsync(entries => entries.Count == 1);
        }

        await using HistoryHarness second = await HistoryHarness.StartAsync(store, ownsStore: false);
        await second.UntilAsync(entries => entries[0].Cause == "interrupted");
        second.Start("1", "101", "102");
        await second.UntilAsync(entries => entries[0].EndedAt is null);
        second.End("1");
        Assert.Equal("normal_clearing", Assert.Single(await second.UntilAsync(entries => entries[0].EndedAt is not null)).Cause);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Calls_that_end_while_the_program_stops_are_written(string engine)
    {
        await using Store store = await fixture.OpenAsync(engine);
        HistoryHarness harness = await HistoryHarness.StartAsync(store, ownsStore: false);
        await using (harness)
        {
            for (int i = 0; i < 50; i++)
            {
                harness.Start($"{i}", "101", "102");
                harness.End($"{i}");
            }
        }

        Assert.Equal(50, (await harness.ReadAsync()).Count(item => item.EndedAt is not null));
    }
}
