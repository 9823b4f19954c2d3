using Tandem.Hub.History;
using Tandem.Hub.Tests.Storage;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Tests.History;

[Collection(StoreCollection.Name)]
public sealed class HistoryReaderTests(StoreFixture fixture)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Pages_are_newest_first_without_gap_or_repeat_also_while_calls_come(string engine)
    {
        await using HistoryHarness harness = await HistoryHarness.StartAsync(await fixture.OpenAsync(engine));
        for (int i = 0; i < 25; i++)
            harness.Start($"{i:d2}", "101", "102", Noon.AddMinutes(i / 2));
        await harness.UntilAsync(entries => entries.Count == 25);

        var seen = new List<string>();
        var query = new HistoryQuery { Limit = 10 };
        while (true)
        {
            HistoryPage page = await harness.Reader.ReadAsync(query);
            seen.AddRange(page.Entries.Select(item => item.Id));
            if (page.Next is null)
                break;
            Assert.True(HistoryCursor.TryParse(page.Next.ToString(), out HistoryCursor? next));
            query = query with { After = next };
            harness.Start($"new{seen.Count}", "101", "102", Noon.AddDays(1));
            await harness.UntilAsync(entries => entries[0].Id == $"s:new{seen.Count}");
        }

        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(i => $"s:{i:d2}"), seen);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task How_good_the_media_was_is_there_for_each_party(string engine)
    {
        await using HistoryHarness harness = await HistoryHarness.StartAsync(await fixture.OpenAsync(engine));
        var media = new MediaQuality(1500, 15, TimeSpan.FromMicroseconds(2250), 4.1);
        harness.Start("1", "101", "102", Noon);
        harness.End("1", media);
        harness.Start("2", "101", "102", Noon.AddHours(1));
        harness.End("2");
        IReadOnlyList<HistoryEntry> entries = await harness.UntilAsync(entries => entries.Count == 2 && entries.All(entry => entry.EndedAt is not null));

        Assert.All(entries[1].Parties, party => Assert.Equal(media, party.Media));
        Assert.All(entries[0].Parties, party => Assert.Null(party.Media));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Time_and_number_choose(string engine)
    {
        await using HistoryHarness harness = await HistoryHarness.StartAsync(await fixture.OpenAsync(engine));
        harness.Start("1", "101", "102", Noon);
        harness.Start("2", "103", "101", Noon.AddHours(1));
        harness.Start("3", "103", "104", Noon.AddHours(2));
        await harness.UntilAsync(entries => entries.Count == 3);

        Assert.Equal(["s:2", "s:1"], await Ids(new HistoryQuery { Number = "101" }));
        Assert.Equal(["s:3", "s:2"], await Ids(new HistoryQuery { From = Noon.AddHours(1) }));
        Assert.Equal(["s:1"], await Ids(new HistoryQuery { Until = Noon.AddHours(1) }));
        Assert.Equal(["s:2"], await Ids(new HistoryQuery { From = Noon.AddMinutes(1), Number = "101" }));
        Assert.Empty(await Ids(new HistoryQuery { Number = "999" }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => harness.Reader.ReadAsync(new HistoryQuery { Limit = 0 }));

        async Task<IEnumerable<string>> Ids(HistoryQuery query) => (await harness.ReadAsync(query)).Select(item => item.Id);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_domain_sees_its_own_calls_and_of_others_only_that_they_were_there(string engine)
    {
        await using HistoryHarness harness = await HistoryHarness.StartAsync(await fixture.OpenAsync(engine));
        harness.Start("within", "101", "102", Noon, "a", "a");
        harness.Start("across", "103", "201", Noon.AddHours(1), "b", "a");
        harness.Start("foreign", "104", "105", Noon.AddHours(2), "b", "b");
        await harness.UntilAsync(entries => entries.Count == 3);

        IReadOnlyList<HistoryEntry> seen = await harness.ReadAsync(new HistoryQuery { Domain = "a" });
        Assert.Equal(["s:across", "s:within"], seen.Select(item => item.Id));
        Assert.Equal(default, seen[0].Calling);
        Assert.Empty(seen[0].Timeline);
        Assert.Equal([null, "201"], seen[0].Parties.Select(item => item.Party.Number).Order());
        Assert.Equal(new Party("Name of 101", "101"), seen[1].Calling);

        Assert.Empty(await harness.ReadAsync(new HistoryQuery { Domain = "a", Number = "103" }));
        Assert.Single(await harness.ReadAsync(new HistoryQuery { Domain = "a", Number = "201" }));
        Assert.Single(await harness.ReadAsync(new HistoryQuery { Domain = "b", Number = "103" }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("bm9uc2Vuc2U")]
    public void A_token_that_is_none_is_refused(string? text) => Assert.False(HistoryCursor.TryParse(text, out _));
}
