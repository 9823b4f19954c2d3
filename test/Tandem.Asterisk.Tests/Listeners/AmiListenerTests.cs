using System.Collections.Concurrent;
using Tandem.Asterisk.Listeners;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;

namespace Tandem.Asterisk.Tests.Listeners;

public sealed class AmiListenerTests : IAsyncLifetime
{
    private readonly FakeAsterisk _fake = FakeAsterisk.Start();
    private AmiClient _ami = null!;

    public async Task InitializeAsync() => _ami = await _fake.ConnectAsync();

    public async Task DisposeAsync()
    {
        await _ami.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task Several_may_listen_to_one_name_and_others_to_all()
    {
        var seen = new ConcurrentQueue<string>();
        using var one = _ami.On("Hangup", e => seen.Enqueue($"one {e.EventName}"));
        using var two = _ami.On("HANGUP", e => seen.Enqueue($"two {e.EventName}"));
        using var other = _ami.On("Newchannel", e => seen.Enqueue("never"));
        var all = _ami.EventsAsync();
        await _fake.SendEventAsync("Hangup");
        await _fake.SendEventAsync("Newstate");
        Assert.Equal(["Hangup", "Newstate"], await all.Where(e => e.EventName != "FullyBooted").Take(2).Select(e => e.EventName).ToListAsync());
        await Eventually(() => seen.Count == 2);
        Assert.Equal(["one Hangup", "two Hangup"], seen.Order());
    }

    [Fact]
    public async Task Events_come_in_order_and_none_is_lost_in_one_piece_or_many()
    {
        foreach (var piece in new[] { 0, 1, 7, 100 })
        {
            _fake.PieceSize = piece;
            _fake.HasEmptyBlocks = !_fake.HasEmptyBlocks;
            var events = _ami.EventsAsync("N");
            await _fake.SendEventAsync(Enumerable.Range(0, 200).Select(i => new AmiMessage(new("Event", "N"), new("I", $"{i}"))));
            Assert.Equal(Enumerable.Range(0, 200), await events.Take(200).Select(e => e.GetInt32("I")).ToListAsync());
        }
    }

    [Fact]
    public async Task A_handler_may_send_and_await_the_answer()
    {
        var answered = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = _ami.On("N", async _ =>
        {
            var list = await _ami.SendListAsync("CoreShowChannels");
            answered.SetResult((await _ami.SendAsync("Ping")).IsSuccess && list.Count == 0);
        });
        await _fake.SendEventAsync("N");
        Assert.True(await answered.Task.WaitAsync(TestClient.Patience));
    }

    [Fact]
    public async Task A_handler_that_throws_is_reported_and_harms_nothing()
    {
        var reported = new ConcurrentQueue<string>();
        _ami.ListenerFailed += (_, exception) => reported.Enqueue(exception.Message);
        _ami.ListenerFailed += (_, _) => throw new InvalidOperationException("even this");
        using var bad = _ami.On("N", e => throw new InvalidOperationException($"no {e["I"]}"));
        var good = _ami.EventsAsync("N");
        await _fake.SendEventAsync("N", new AmiHeader("I", "1"));
        await _fake.SendEventAsync("N", new AmiHeader("I", "2"));
        Assert.Equal(2, await good.Take(2).CountAsync());
        await Eventually(() => reported.Count == 2);
        Assert.Equal(["no 1", "no 2"], reported);
        Assert.Equal(2, bad.Faults);
        await _ami.PingAsync();
        Assert.Equal(AmiConnectionState.Connected, _ami.State);
    }

    [Theory]
    [InlineData(AmiOverflow.DropOldest, "0 4 5 6")]
    [InlineData(AmiOverflow.DropNewest, "0 1 2 3")]
    public async Task A_slow_listener_loses_events_visibly_and_the_others_none(AmiOverflow overflow, string kept)
    {
        var release = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        var seen = new ConcurrentQueue<string>();
        var told = 0;
        _ami.ListenerOverflowed += _ => told++;
        using var slow = _ami.On(
            "N",
            async e =>
            {
                seen.Enqueue(e["I"]!);
                entered.TrySetResult();
                await release.Task;
            },
            new AmiListenerOptions { Capacity = 3, Overflow = overflow });
        var quick = _ami.EventsAsync("N");
        await _fake.SendEventAsync("N", new AmiHeader("I", "0"));
        await entered.Task.WaitAsync(TestClient.Patience);
        await _fake.SendEventAsync(Enumerable.Range(1, 6).Select(i => new AmiMessage(new("Event", "N"), new("I", $"{i}"))));
        Assert.Equal(7, await quick.Take(7).CountAsync());
        Assert.Equal((7, 3, 3, 2), (slow.Received, slow.Dropped, slow.Waiting, told));
        release.SetResult();
        await Eventually(() => seen.Count == 4);
        Assert.Equal(kept, string.Join(' ', seen));
    }

    [Fact]
    public async Task A_listener_that_cannot_live_with_a_gap_is_ended_instead()
    {
        var events = _ami.EventsAsync(new AmiListenerOptions { Capacity = 2, Overflow = AmiOverflow.End }, "N");
        await _fake.SendEventAsync(Enumerable.Range(0, 5).Select(_ => new AmiMessage(new AmiHeader("Event", "N"))));
        await _ami.PingAsync();
        await Assert.ThrowsAsync<AmiSlowListenerException>(async () => await events.CountAsync());
    }

    [Fact]
    public async Task A_listener_that_is_disposed_is_not_called_again()
    {
        var count = 0;
        var listener = _ami.On("N", _ => count++);
        await _fake.SendEventAsync("N");
        await Eventually(() => count == 1);
        listener.Dispose();
        var others = _ami.EventsAsync("N");
        await _fake.SendEventAsync("N");
        await others.FirstAsync();
        await listener.Completion.WaitAsync(TestClient.Patience);
        Assert.Equal(1, count);
    }

    [Fact]
    public async Task Listeners_end_with_the_client()
    {
        var events = _ami.EventsAsync("N");
        using var listener = _ami.On("N", _ => { });
        await _ami.DisposeAsync();
        Assert.Equal(0, await events.CountAsync());
        await listener.Completion.WaitAsync(TestClient.Patience);
        Assert.Throws<ObjectDisposedException>(() => _ami.On("N", _ => { }));
    }

    [Fact]
    public async Task A_handler_may_dispose_the_client()
    {
        using var listener = _ami.On("N", async _ => await _ami.DisposeAsync());
        await _fake.SendEventAsync("N");
        await _ami.Closed.WaitAsync(TestClient.Patience);
    }

    [Fact]
    public async Task A_block_that_is_neither_event_nor_response_reaches_who_listens_to_all()
    {
        var all = _ami.EventsAsync();
        await _fake.SendBytesAsync("Something: else\r\n\r\n"u8.ToArray());
        Assert.Equal("else", (await all.FirstAsync(e => e.EventName is null))["Something"]);
    }

    [Fact]
    public async Task AsyncAGI_passes_through()
    {
        var events = _ami.EventsAsync("AsyncAGIStart");
        await _fake.SendEventAsync("AsyncAGIStart", new AmiHeader("Env", "agi_request%3A%20async%0A"));
        Assert.Equal("agi_request%3A%20async%0A", (await events.FirstAsync())["Env"]);
    }

    private static async Task Eventually(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TestClient.Patience);
        while (!condition())
        {
            await Task.Delay(1, patience.Token);
        }
    }
}
