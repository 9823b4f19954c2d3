using Tandem.Interop.Tests.Processes;

namespace Tandem.Interop.Tests.Lifecycle;

public sealed class HistoryTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(1);

    private readonly HubProcess _hub = fixture.Hub;

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task A_conversation_is_on_the_disk_within_a_second_after_its_last_bye(int calls)
    {
        await using var phone = _hub.Phone("101");
        var fastest = TimeSpan.MaxValue;

        // A machine that stands still makes one wait long, but not each of five.
        for (var attempt = 0; attempt < 5 && fastest > Promise; attempt++)
        {
            var before = (await _hub.History.ReadAsync()).Count;
            for (var i = 0; i < calls; i++)
            {
                var call = await phone.CallAsync("600");
                Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
                await call.HangupAsync();
                await call.WaitForHangupAsync().WaitAsync(ChildProcess.Patience);
            }
            var (rows, waited) = await _hub.History.UntilAsync(rows => rows.Count == before + calls && rows.All(row => row.HasEnded));
            Assert.All(rows, row => Assert.InRange(row.EndedAt!.Value, row.AnsweredAt!.Value, long.MaxValue));
            fastest = waited < fastest ? waited : fastest;
        }
        Assert.InRange(fastest, TimeSpan.Zero, Promise);
    }

    [Fact]
    public async Task A_conversation_in_progress_is_on_the_disk_too()
    {
        await using var phone = _hub.Phone("102");
        var call = await phone.CallAsync("600");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        var (rows, _) = await _hub.History.UntilAsync(rows => rows.Any(row => row is { Calling: "102", AnsweredAt: not null }));
        Assert.False(rows.Last(row => row.Calling == "102").HasEnded);
        await call.HangupAsync();
        await _hub.History.UntilAsync(rows => rows.All(row => row.HasEnded));
    }

    [Fact]
    public async Task Rest_tells_what_is_on_the_disk()
    {
        await using var phone = _hub.Phone("103");
        var call = await phone.CallAsync("600");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        await call.HangupAsync();
        var (rows, _) = await _hub.History.UntilAsync(rows => rows.Any(row => row is { Calling: "103", HasEnded: true }));
        var row = rows.Single(row => row.Calling == "103");

        var told = Assert.Single((await _hub.GetAsync("/api/history?number=103")).GetProperty("items").EnumerateArray());
        Assert.Equal(row.Id, told.GetProperty("id").GetString());
        Assert.Equal(row.Cause, told.GetProperty("cause").GetString());
        Assert.Equal("600", told.GetProperty("called").GetProperty("number").GetString());
        Assert.Equal(row.EndedAt!.Value / 1000, told.GetProperty("endedAt").GetDateTimeOffset().ToUnixTimeMilliseconds());
    }
}
