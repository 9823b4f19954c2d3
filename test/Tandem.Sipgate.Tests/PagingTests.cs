using System.Globalization;
using Tandem.Sipgate.Contacts;
using Tandem.Sipgate.History;
using Tandem.Sipgate.Tests.Stub;

namespace Tandem.Sipgate.Tests;

/// <summary>Lists that come in parts: each is asked for when it is needed, and the last one ends them.</summary>
public sealed class PagingTests
{
    [Fact]
    public async Task ContactsComePartByPart()
    {
        await using var server = await StubServer.StartAsync(new(200, Page(0, 2, total: 5)), new(200, Page(2, 2, total: 5)), new(200, Page(4, 1, total: 5)));
        using var client = server.CreateClient();
        var ids = new List<string>();
        await foreach (var contact in client.Contacts.GetAllAsync(pageSize: 2))
        {
            ids.Add(contact.Id);
            Assert.Equal((ids.Count + 1) / 2, server.Requests.Count);
        }
        Assert.Equal(["0", "1", "2", "3", "4"], ids);
        Assert.Equal(["GET /v2/contacts?limit=2&offset=0", "GET /v2/contacts?limit=2&offset=2", "GET /v2/contacts?limit=2&offset=4"], server.Lines);
    }

    [Fact]
    public async Task HistoryEndsWhereNothingMoreComesThoughMoreWasPromised()
    {
        await using var server = await StubServer.StartAsync(new(200, Page(0, 2, total: 9)), new(200, Page(2, 0, total: 9)));
        using var client = server.CreateClient();
        var ids = new List<string>();
        await foreach (var entry in client.History.GetAllAsync(new HistoryFilter { Archived = true }, pageSize: 2))
        {
            ids.Add(entry.Id);
        }
        Assert.Equal(["0", "1"], ids);
        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Lines, line => Assert.Contains("archived=true", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhoStopsReadingAsksForNoMore()
    {
        await using var server = await StubServer.StartAsync(new StubReply(200, Page(0, 2, total: 100)));
        using var client = server.CreateClient();
        await foreach (var _ in client.Contacts.GetAllAsync(pageSize: 2))
        {
            break;
        }
        Assert.Single(server.Requests);
    }

    private static string Page(int from, int count, int total)
    {
        var items = Enumerable.Range(from, count).Select(id => string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{id}}","type":"CALL","scope":"PRIVATE"}"""));
        return string.Create(CultureInfo.InvariantCulture, $$"""{"items":[{{string.Join(',', items)}}],"totalCount":{{total}}}""");
    }
}
