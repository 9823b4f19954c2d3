using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Tandem.Media.Tests.Testing;

namespace Tandem.Media.Tests;

public class MediaEngineTests
{
    private static readonly byte[] Frame = new byte[160];

    [Fact]
    public async Task RtpPortsAreEvenAndTheNextOneIsTaken()
    {
        await using var engine = new TestEngine();
        for (int i = 0; i < 20; i++)
        {
            MediaChannel channel = engine.Open();
            Assert.Equal(0, channel.LocalEndPoint.Port % 2);
            using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            Assert.Throws<SocketException>(() => other.Bind(new IPEndPoint(IPAddress.Loopback, channel.LocalEndPoint.Port + 1)));
        }
    }

    [Fact]
    public async Task AnExhaustedRangeRefusesUntilAPortHasRested()
    {
        var time = new ManualTimeProvider();
        MediaOptions options = FreeRange(channels: 2);
        await using var engine = new MediaEngine(options, time);
        Assert.True(engine.TryOpen(new MediaChannelOptions { Id = "one" }, out MediaChannel? one));
        Assert.True(engine.TryOpen(new MediaChannelOptions(), out _));
        Assert.False(engine.TryOpen(new MediaChannelOptions(), out _));
        Assert.Equal("one", one.Id);
        Assert.Equal((2, 0, 0), (engine.Statistics.OpenChannels, engine.Statistics.FreePorts, engine.Statistics.RestingPorts));

        one.Close();
        Eventually.True(() => engine.Statistics.RestingPorts == 1);
        Assert.False(engine.TryOpen(new MediaChannelOptions(), out _));
        time.Advance(options.PortReuseDelay);
        Assert.True(engine.TryOpen(new MediaChannelOptions(), out MediaChannel? again));
        Assert.Equal(one.LocalEndPoint, again.LocalEndPoint);
    }

    [Fact]
    public async Task APortThatAnotherProgramHasIsPassedOver()
    {
        MediaOptions options = FreeRange(channels: 2);
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, options.FirstPort + 1));
        await using var engine = new MediaEngine(options);
        Assert.True(engine.TryOpen(new MediaChannelOptions(), out MediaChannel? channel));
        Assert.Equal(options.FirstPort + 2, channel.LocalEndPoint.Port);
        Assert.False(engine.TryOpen(new MediaChannelOptions(), out _));
    }

    [Fact]
    public async Task FiveThousandChannelsOpenAndCloseQuickly()
    {
        var engine = new TestEngine();
        long start = TimeProvider.System.GetTimestamp();
        for (int i = 0; i < 5000; i++)
            engine.Open();
        Assert.Equal(5000, engine.Engine.Statistics.OpenChannels);
        await engine.DisposeAsync();
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal(0, engine.Engine.Statistics.OpenChannels);
    }

    [Fact]
    public async Task ADisposedEngineOpensNothing()
    {
        var engine = new TestEngine();
        MediaChannel channel = engine.Open();
        var closed = new TaskCompletionSource();
        channel.Closed += _ => closed.TrySetResult();
        await engine.DisposeAsync();
        await engine.DisposeAsync();
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Throws<ObjectDisposedException>(() => engine.Engine.TryOpen(new MediaChannelOptions(), out _));
    }

    [Fact]
    public async Task WhatIsAskedOfAChannelAfterItsEngineWritesIntoNobodysFile()
    {
        var engine = new TestEngine();
        MediaChannel channel = engine.Open();
        await engine.DisposeAsync();

        // The descriptors of the engine are given to others by now.
        string directory = Directory.CreateTempSubdirectory("tandem-media-").FullName;
        FileStream[] files = [.. Enumerable.Range(0, 64).Select(i => new FileStream(Path.Combine(directory, $"{i}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0))];
        try
        {
            channel.Play(new Media.Tones.ToneSource(440));
            channel.SendDigits("1");
            channel.Close();
            Assert.All(files, file => Assert.Equal(0, file.Length));
        }
        finally
        {
            Array.ForEach(files, file => file.Dispose());
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task RelayingAllocatesNothing()
    {
        await using var engine = new TestEngine();
        using RtpPeer alice = new(), bob = new();
        MediaChannel a = engine.Open(alice, AudioCodec.Pcma);
        MediaChannel b = engine.Open(bob, near: a);
        a.Bridge(b);
        b.Listen(new SampleSink(TimeSpan.FromSeconds(1)));
        using var source = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

        // The second round is measured: whatever is made once has been made.
        Relay(1000);
        long before = await AllocatedByMediaThread(a);
        Relay(10_000);
        Assert.InRange(await AllocatedByMediaThread(a) - before, 0, 4096);
        Assert.Equal(11_000, b.Statistics.PacketsSent);

        void Relay(int packets)
        {
            for (int i = 0; i < packets; i++)
            {
                alice.SendAudio(a.LocalEndPoint, AudioCodec.Pcma, Frame);
                bob.Receive();
            }
        }
    }

    [Fact]
    public async Task ChannelsBridgedCrosswiseByManyThreadsStayWhole()
    {
        await using var engine = new TestEngine(options: new MediaOptions { Address = IPAddress.Loopback, FirstPort = 0, Shards = 4 });
        MediaChannel[] channels = [.. Enumerable.Range(0, 16).Select(_ => engine.Open())];
        Parallel.For(0, 8, worker =>
        {
            var random = new Random(worker);
            for (int i = 0; i < 500; i++)
            {
                MediaChannel one = channels[random.Next(16)], other = channels[random.Next(16)];
                if (one == other)
                    one.Echo();
                else if (random.Next(4) == 0)
                    one.Unbridge();
                else
                    one.Bridge(other);
            }
        });

        // Whatever came out of that: the next bridge holds.
        using RtpPeer alice = new(), bob = new();
        MediaChannel a = channels[3], b = channels[12];
        a.SetRemote(new MediaRemote { EndPoint = alice.EndPoint, Codec = AudioCodec.Pcmu });
        b.SetRemote(new MediaRemote { EndPoint = bob.EndPoint, Codec = AudioCodec.Pcmu });
        a.Bridge(b);
        for (int i = 0; !bob.HasPacket; i++)
        {
            Assert.InRange(i, 0, 200_000);
            alice.SendAudio(a.LocalEndPoint, AudioCodec.Pcmu, Frame);
            Thread.Yield();
        }

        Assert.Equal(160, bob.Receive().Payload.Length);
        Assert.Equal(16, engine.Engine.Statistics.OpenChannels);
    }

    [Fact]
    public async Task AnIdleEngineUsesNoProcessor()
    {
        await using var engine = new TestEngine();
        using RtpPeer alice = new();
        MediaChannel a = engine.Open(alice);
        a.Play(new Media.Tones.ToneSource(440, duration: TimeSpan.FromMilliseconds(60)));
        alice.Receive(3);
        Eventually.True(() => !a.Thread.Clock.IsRunning);
        long ticks = engine.Engine.Statistics.TickLateness.Sum(bucket => bucket.Ticks);
        Assert.InRange(ticks, 3, 10);
    }

    [Fact]
    public async Task TheFiguresAreOnTheMeter()
    {
        await using var engine = new TestEngine();
        using RtpPeer alice = new();
        MediaChannel a = engine.Open(alice);
        a.Echo();
        alice.SendAudio(a.LocalEndPoint, AudioCodec.Pcmu, Frame);
        alice.Receive();

        var seen = new HashSet<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "Tandem.Media")
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (value > 0)
                seen.Add(instrument.Name);
        });
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => seen.Add(instrument.Name));
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Superset(new HashSet<string> { "tandem.media.channels", "tandem.media.packets.received", "tandem.media.packets.sent" }, seen);
    }

    private static Task<long> AllocatedByMediaThread(MediaChannel channel)
    {
        var allocated = new TaskCompletionSource<long>();
        channel.Thread.Post(_ => allocated.SetResult(GC.GetAllocatedBytesForCurrentThread()));
        return allocated.Task;
    }

    /// <summary>A range of ports that nobody has now, below those that the system gives out.</summary>
    private static MediaOptions FreeRange(int channels)
    {
        for (int first = 20_000 + (2 * Random.Shared.Next(4000)); ; first += 2)
        {
            var taken = new List<Socket>();
            try
            {
                for (int port = first; port < first + (2 * channels); port++)
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                    taken.Add(socket);
                    socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                }

                return new MediaOptions { Address = IPAddress.Loopback, FirstPort = first, LastPort = first + (2 * channels) - 1, Shards = 1 };
            }
            catch (SocketException)
            {
                // One of them is taken: try the next.
            }
            finally
            {
                taken.ForEach(socket => socket.Dispose());
            }
        }
    }
}
