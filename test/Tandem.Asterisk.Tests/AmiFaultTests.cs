using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;

namespace Tandem.Asterisk.Tests;

/// <summary>Every fault, ten times in a row: each ends in a clear error for what was under way, and in a connection that works.</summary>
public sealed class AmiFaultTests
{
    private const int Times = 10;

    [Fact]
    public async Task A_connection_that_is_closed() => await SurviveAsync((fake, _) => fake.DropAsync());

    [Fact]
    public async Task A_connection_that_is_closed_within_an_event() => await SurviveAsync((fake, _) => fake.DropWithinBlockAsync());

    [Fact]
    public async Task A_connection_that_is_closed_within_an_answer() => await SurviveAsync(async (fake, ami) =>
    {
        fake.On("Half", FakeReply.CloseWithin);
        Assert.True((await Assert.ThrowsAsync<AmiDisconnectedException>(() => ami.SendAsync("Half").WaitAsync(TestClient.Patience))).OutcomeUnknown);
    });

    [Fact]
    public async Task A_connection_that_is_closed_within_a_list() => await SurviveAsync(async (fake, ami) =>
    {
        fake.On("L", FakeReply.None);
        var list = ami.StreamListAsync(new AmiAction("L") { ActionId = "7" }).CountAsync();
        await fake.ReceivedAsync("L", _ => true).WaitAsync(TestClient.Patience);
        await fake.SendBytesAsync("Response: Success\r\nActionID: 7\r\nEventList: start\r\n\r\nEvent: Item\r\nActionID: 7\r\n\r\nEvent: It"u8.ToArray());
        await fake.DropAsync();
        await Assert.ThrowsAsync<AmiDisconnectedException>(() => list.AsTask().WaitAsync(TestClient.Patience));
    });

    [Fact]
    public async Task A_list_whose_response_is_swallowed_by_a_broken_block() => await SurviveAsync(async (fake, ami) =>
    {
        fake.On("L", FakeReply.None);
        var list = ami.SendListAsync(new AmiAction("L") { ActionId = "7" });
        await fake.ReceivedAsync("L", _ => true).WaitAsync(TestClient.Patience);
        await fake.SendBytesAsync("Event: Hangup\r\nChannResponse: Success\r\nActionID: 7\r\nEventList: start\r\n\r\nEvent: LComplete\r\nActionID: 7\r\nEventList: Complete\r\n\r\n"u8.ToArray());
        var fault = await Assert.ThrowsAsync<AmiProtocolException>(() => list.WaitAsync(TestClient.Patience));
        Assert.Equal("The list of L ended without a response.", fault.Message);
        await fake.DropAsync();
    });

    [Fact]
    public async Task A_server_that_stops_listening_for_a_while() => await SurviveAsync(async (fake, ami) =>
    {
        await fake.StopListeningAsync();
        await StateAsync(ami, change => change.State == AmiConnectionState.Reconnecting && change.Reason is AmiConnectException { Failure: AmiConnectFailure.Unreachable });
        fake.StartListening();
    });

    [Fact]
    public async Task A_server_that_refuses_logins_for_a_while() => await SurviveAsync(async (fake, ami) =>
    {
        fake.RefusesLogins = true;
        var refused = StateAsync(ami, change => change.Reason is AmiConnectException { Failure: AmiConnectFailure.Closed });
        await fake.DropAsync();
        await refused;
        fake.RefusesLogins = false;
    });

    [Fact]
    public async Task A_server_that_stands_still() => await SurviveAsync(
        async (fake, ami) =>
        {
            var dead = StateAsync(ami, change => change.Reason?.Message.Contains("did not answer a ping", StringComparison.Ordinal) == true);
            fake.IsStalled = true;
            await dead;
            fake.IsStalled = false;
        },
        options => options with { KeepAliveInterval = TimeSpan.FromMilliseconds(20), KeepAliveTimeout = TimeSpan.FromMilliseconds(60), ConnectTimeout = TimeSpan.FromMilliseconds(500), ActionTimeout = TimeSpan.FromMilliseconds(150) });

    [Fact]
    public async Task A_block_that_is_too_long() => await SurviveAsync(
        async (fake, ami) =>
        {
            var ended = StateAsync(ami, change => change.Reason is AmiProtocolException);
            await fake.SendBytesAsync(System.Text.Encoding.ASCII.GetBytes("Event: A\r\nB: " + new string('x', 5000)));
            await ended;
        },
        options => options with { MaxBlockSize = 4096 });

    [Fact]
    public async Task Invalid_text_does_not_end_a_connection()
    {
        await using var fake = FakeAsterisk.Start();
        await using var ami = await fake.ConnectAsync();
        var events = ami.EventsAsync("A");
        for (var i = 0; i < Times; i++)
        {
            await fake.SendBytesAsync((byte[])[.. "Event: A\r\nName: "u8, 0xff, 0xc3, .. "\r\n\r\n"u8]);
        }
        Assert.Equal(Enumerable.Repeat("\ufffd\ufffd", Times), await events.Take(Times).Select(e => e["Name"]).ToListAsync());
        Assert.Equal(1, fake.Connections);
    }

    [Fact]
    public async Task A_million_blocks_of_garbage_do_not_end_a_connection_and_no_listener_is_left_behind()
    {
        await using var fake = FakeAsterisk.Start();
        await using var ami = await fake.ConnectAsync();
        var seen = 0;
        using var all = ami.OnAny(_ => seen++);
        var random = new Random(5038);
        var bytes = new byte[2_000_000];
        random.NextBytes(bytes);
        var blocks = 0;
        for (var at = 0; at < bytes.Length - 4; at += random.Next(5, 40), blocks++)
        {
            "\r\n\r\n"u8.CopyTo(bytes.AsSpan(at));
        }
        for (var sent = 0; sent < 1_000_000; sent += blocks)
        {
            await fake.SendBytesAsync(bytes);
        }
        await fake.SendBytesAsync("\r\n\r\nEvent: After\r\n\r\n"u8.ToArray());
        await ami.PingAsync();
        Assert.Equal((1, AmiConnectionState.Connected), (fake.Connections, ami.State));
        Assert.True(seen + all.Waiting + all.Dropped > 500_000, "The blocks reached the listener, or were counted as lost.");
    }

    [Fact]
    public async Task Empty_blocks_in_pieces_of_one_byte_do_not_end_a_connection()
    {
        await using var fake = FakeAsterisk.Start();
        fake.HasEmptyBlocks = true;
        fake.PieceSize = 1;
        await using var ami = await fake.ConnectAsync();
        for (var i = 0; i < Times; i++)
        {
            await ami.PingAsync();
        }
        Assert.Equal(1, fake.Connections);
    }

    [Fact]
    public async Task An_action_under_way_fails_at_once_and_is_not_sent_again()
    {
        await using var fake = FakeAsterisk.Start();
        await using var ami = await fake.ConnectAsync();
        fake.On("Originate", FakeReply.None);
        var call = ami.SendAsync("Originate");
        await fake.ReceivedAsync("Originate").WaitAsync(TestClient.Patience);
        await ami.ReconnectAsync(fake);
        var lost = await Assert.ThrowsAsync<AmiDisconnectedException>(() => call.WaitAsync(TestClient.Patience));
        Assert.True(lost.OutcomeUnknown);
        await ami.PingAsync();
        Assert.Single(fake.Received, action => action["Action"] == "Originate");
    }

    [Fact]
    public async Task A_client_that_is_told_so_does_not_reconnect()
    {
        await using var fake = FakeAsterisk.Start();
        await using var ami = await fake.ConnectAsync(options => options with { Reconnect = new AmiReconnectOptions { Enabled = false } });
        var events = ami.EventsAsync("Nothing");
        await fake.DropAsync();
        await ami.Closed.WaitAsync(TestClient.Patience);
        Assert.IsType<AmiDisconnectedException>(ami.Reason);
        await Assert.ThrowsAsync<AmiDisconnectedException>(async () => await events.CountAsync());
        Assert.False((await Assert.ThrowsAsync<AmiDisconnectedException>(() => ami.PingAsync())).OutcomeUnknown);
    }

    [Fact]
    public async Task A_client_in_the_background_connects_when_Asterisk_comes()
    {
        var fake = FakeAsterisk.Start();
        await fake.StopListeningAsync();
        await using var ami = AmiClient.Start(fake.Quick());
        await StateAsync(ami, change => change.State == AmiConnectionState.Reconnecting && change.Attempt >= 3);
        fake.StartListening();
        await ami.WaitUntilConnectedAsync().WaitAsync(TestClient.Patience);
        await ami.PingAsync();
        await fake.DisposeAsync();
    }

    [Fact]
    public async Task Silence_is_broken_by_pings_and_keeps_a_connection()
    {
        await using var fake = FakeAsterisk.Start();
        await using var ami = await fake.ConnectAsync(options => options with { KeepAliveInterval = TimeSpan.FromMilliseconds(10) });
        var pings = 0;
        var enough = new TaskCompletionSource();
        fake.On("Ping", _ =>
        {
            if (++pings == 5)
            {
                enough.TrySetResult();
            }
            return FakeReply.Success(null, new AmiHeader("Ping", "Pong"));
        });
        await enough.Task.WaitAsync(TestClient.Patience);
        Assert.Equal(1, fake.Connections);
    }

    [Fact]
    public async Task An_action_that_takes_long_is_no_dead_connection()
    {
        await using var fake = FakeAsterisk.Start();
        var release = new TaskCompletionSource();
        fake.On("Long", _ =>
        {
            release.Task.Wait(TestClient.Patience);
            return FakeReply.Success("done");
        });
        await using var ami = await fake.ConnectAsync(options => options with { KeepAliveInterval = TimeSpan.FromMilliseconds(10), KeepAliveTimeout = TimeSpan.FromMilliseconds(20) });
        var pings = 0;
        var waited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "tandem.asterisk.action.duration" && instrument.Meter.Tags!.Contains(new("server", $"127.0.0.1:{fake.Port}")))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            if (tags.Contains(new("outcome", "timeout")) && ++pings == 3)
            {
                waited.SetResult();
            }
        });
        meters.Start();
        var call = ami.SendAsync("Long");
        await waited.Task.WaitAsync(TestClient.Patience);
        release.SetResult();
        Assert.Equal("done", (await call.WaitAsync(TestClient.Patience))["Message"]);
        Assert.Equal(1, fake.Connections);
    }

    [Fact]
    public async Task Events_and_filters_are_asked_for_anew()
    {
        await using var fake = FakeAsterisk.Start();
        await using var ami = await fake.ConnectAsync(options => options with { Filters = [new AmiEventFilter("!Event: (VarSet|Newexten)")] });
        await ami.SetEventsAsync(AmiEventClasses.Call);
        for (var i = 0; i < 2; i++)
        {
            var events = ami.EventsAsync();
            await fake.SendEventAsync("VarSet", new AmiHeader("Privilege", "call,all"));
            await fake.SendEventAsync("QueueMemberStatus", new AmiHeader("Privilege", "agent,all"));
            await fake.SendEventAsync("Hangup", new AmiHeader("Privilege", "call,all"));
            Assert.Equal("Hangup", (await events.FirstAsync(e => e.EventName != "FullyBooted")).EventName);
            await ami.ReconnectAsync(fake);
        }
    }

    [Fact]
    public async Task A_filter_that_is_refused_is_told_when_connecting()
    {
        await using var fake = FakeAsterisk.Start();
        fake.Deny("Filter");
        var refused = await Assert.ThrowsAsync<AmiActionException>(() => fake.ConnectAsync(options => options with { Filters = [new AmiEventFilter("!Event: VarSet")] }));
        Assert.Equal(["system"], refused.Error.MissingClasses);
    }

    [Fact]
    public async Task The_handler_of_blocks_sees_everything_in_order_between_connected_and_disconnected()
    {
        await using var fake = FakeAsterisk.Start();
        var seen = new BlockLog();
        await using var ami = await fake.ConnectAsync(options => options with { BlockHandler = seen });
        await fake.SendEventAsync("One");
        await ami.PingAsync();
        await fake.SendEventAsync("Throw");
        await fake.SendEventAsync("Two");
        await ami.PingAsync();
        await ami.ReconnectAsync(fake);
        Assert.Equal(
            ["connected Asterisk Call Manager/9.0.0", "FullyBooted", "One", "Success", "Throw", "Two", "Success", "disconnected AmiDisconnectedException", "connected Asterisk Call Manager/9.0.0"],
            seen.Entries.Take(9));
    }

    [Fact]
    public async Task The_handler_of_blocks_may_send_as_soon_as_it_is_told_of_a_connection()
    {
        await using var fake = FakeAsterisk.Start();
        var eager = new Eager();
        await using var ami = AmiClient.Start(fake.Quick() with { BlockHandler = eager });
        eager.Client.SetResult(ami);
        Assert.True((await (await eager.Answer.Task.WaitAsync(TestClient.Patience)).WaitAsync(TestClient.Patience)).IsSuccess);
    }

    [Fact]
    public async Task A_client_that_is_disposed_while_it_connects_ends()
    {
        await using var fake = FakeAsterisk.Start();
        for (var i = 0; i < 50; i++)
        {
            var ami = AmiClient.Start(fake.Quick());
            for (var spin = 0; spin < i * 20 && ami.State != AmiConnectionState.Connected; spin++)
            {
                await Task.Yield();
            }
            await ami.DisposeAsync().AsTask().WaitAsync(TestClient.Patience);
        }
    }

    [Fact]
    public async Task Nothing_is_left_behind_by_a_hundred_connections()
    {
        await using var fake = FakeAsterisk.Start();
        var clients = await ClientsAsync(fake, 100);
        for (var i = 0; i < 50 && clients.Any(client => client.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }
        Assert.True(clients.Count(client => client.IsAlive) <= 1, "Clients that were disposed are still held.");
        await fake.WaitForSessionsAsync(0).WaitAsync(TestClient.Patience);
    }

    [Fact]
    public void Waits_grow_up_to_their_limit_and_vary()
    {
        var options = new AmiReconnectOptions { FirstDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(10), Jitter = 0.5 };
        Assert.Equal([1, 2, 4, 8, 10, 10], new[] { 1, 2, 3, 4, 5, 1000 }.Select(attempt => (int)options.DelayBefore(attempt, 0.5).TotalSeconds));
        Assert.Equal((0.5, 1.5), (options.DelayBefore(1, 0).TotalSeconds, options.DelayBefore(1, 1).TotalSeconds));
    }

    private static async Task<List<WeakReference>> ClientsAsync(FakeAsterisk fake, int count)
    {
        var clients = new List<WeakReference>();
        for (var i = 0; i < count; i++)
        {
            await using var ami = await fake.ConnectAsync();
            _ = ami.On("A", _ => { });
            _ = ami.EventsAsync("B");
            await ami.PingAsync();
            clients.Add(new WeakReference(ami));
        }
        return clients;
    }

    private static async Task SurviveAsync(Func<FakeAsterisk, AmiClient, Task> fault, Func<AmiClientOptions, AmiClientOptions>? with = null)
    {
        await using var fake = FakeAsterisk.Start();
        await using var ami = await fake.ConnectAsync(with);
        var events = ami.EventsAsync("After");
        await using var after = events.GetAsyncEnumerator();
        for (var i = 0; i < Times; i++)
        {
            var connections = fake.Connections;
            await fault(fake, ami).WaitAsync(TestClient.Patience);
            using var patience = new CancellationTokenSource(TestClient.Patience);
            while (fake.Connections == connections || !await WorksAsync(ami))
            {
                await Task.Delay(1, patience.Token);
            }
            await fake.WaitForSessionsAsync(1).WaitAsync(TestClient.Patience);
            await fake.SendEventAsync("After", new AmiHeader("I", $"{i}"));
            Assert.True(await after.MoveNextAsync().AsTask().WaitAsync(TestClient.Patience));
            Assert.Equal($"{i}", after.Current["I"]);
        }
        Assert.Equal((0, 0L), (ami.PendingActions, events.Listener.Dropped));
    }

    private static async Task<bool> WorksAsync(AmiClient ami)
    {
        try
        {
            await ami.WaitUntilConnectedAsync().WaitAsync(TestClient.Patience);
            await ami.PingAsync();
            return true;
        }
        catch (Exception exception) when (exception is AmiDisconnectedException or AmiTimeoutException)
        {
            return false;
        }
    }

    private static async Task StateAsync(AmiClient ami, Func<AmiStateChange, bool> wanted)
    {
        var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(AmiStateChange change)
        {
            if (wanted(change))
            {
                found.TrySetResult();
            }
        }
        ami.StateChanged += Look;
        await found.Task.WaitAsync(TestClient.Patience);
        ami.StateChanged -= Look;
    }

    private sealed class Eager : IAmiBlockHandler
    {
        public TaskCompletionSource<AmiClient> Client { get; } = new();

        public TaskCompletionSource<Task<AmiResponse>> Answer { get; } = new();

        public void OnConnected(AmiBanner banner) => Answer.TrySetResult(Client.Task.GetAwaiter().GetResult().SendAsync("Ping"));

        public void OnBlock(AmiBlock block)
        {
        }
    }

    private sealed class BlockLog : IAmiBlockHandler
    {
        public ConcurrentQueue<string> Entries { get; } = new();

        public void OnConnected(AmiBanner banner) => Entries.Enqueue($"connected {banner}");

        public void OnBlock(AmiBlock block)
        {
            Entries.Enqueue((block.GetString("Event"u8) ?? block.GetString("Response"u8))!);
            if (block.IsEvent("Throw"u8))
            {
                throw new InvalidOperationException("A handler fails.");
            }
        }

        public void OnDisconnected(AmiException reason) => Entries.Enqueue($"disconnected {reason.GetType().Name}");
    }
}
