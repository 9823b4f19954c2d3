using Tandem.Asterisk.Live;
using Tandem.Asterisk.Testing;
using Tandem.Pbx.Feed;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Tests.Live;

/// <summary>A source that is connected with a fake Asterisk, and a watcher that proves that no change is missing.</summary>
internal sealed class LivePbx : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Watcher _watcher;
    private readonly ModelReplica _replica = new();

    private LivePbx(FakeAsterisk asterisk, AsteriskPbx pbx)
    {
        Asterisk = asterisk;
        Pbx = pbx;
        _watcher = pbx.Model.SnapshotAndWatch(capacity: 1_000_000);
    }

    public FakeAsterisk Asterisk { get; }

    public AsteriskPbx Pbx { get; }

    /// <summary>The changes that the watcher was given.</summary>
    public List<Change> Changes { get; } = [];

    public PbxSnapshot State => Pbx.Model.Snapshot();

    public static AsteriskPbxOptions OptionsFor(FakeAsterisk asterisk) => new()
    {
        Name = "pbx",
        Connection = asterisk.ClientOptions with { Reconnect = new AmiReconnectOptions { FirstDelay = TimeSpan.FromMilliseconds(5), MaxDelay = TimeSpan.FromMilliseconds(20) } },
        Model = AsteriskModelOptions.Default with { SettleTime = TimeSpan.FromMilliseconds(20) },
    };

    /// <summary>Starts an Asterisk that has lived through some scenes, and a source that follows it.</summary>
    public static Task<LivePbx> StartAsync(params string[] scenes) => StartAsync(options => options, clock: null, scenes);

    /// <summary>The same, with other settings and another clock.</summary>
    public static async Task<LivePbx> StartAsync(Func<AsteriskPbxOptions, AsteriskPbxOptions> with, TimeProvider? clock, params string[] scenes)
    {
        var asterisk = FakeAsterisk.Start();
        foreach (var scene in scenes)
        {
            asterisk.Remember(Transcripts.Load(scene));
        }
        var live = new LivePbx(asterisk, new AsteriskPbx(with(OptionsFor(asterisk)), clock));
        live.Pbx.Start();
        await live.Pbx.WhenLiveAsync().WaitAsync(Patience);
        return live;
    }

    /// <summary>Waits until the model is as wanted.</summary>
    public async Task UntilAsync(Func<PbxSnapshot, bool> wanted)
    {
        using var watcher = Pbx.Model.SnapshotAndWatch();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (!wanted(State))
            {
                await watcher.ReadAsync(patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The model did not become as wanted:{Board.Calls(State)} ({Pbx.Connection})");
        }
    }

    /// <summary>Compares a replica made from the changes alone with the model; and takes note of the changes.</summary>
    public void AssertNothingMissing()
    {
        var wanted = State;
        while (_replica.Position != wanted.Position && _watcher.TryRead(out var frame))
        {
            Assert.True(_replica.TryApply(frame), "A change is missing on the feed.");
            if (frame is Frame.Changed changed)
            {
                Changes.Add(changed.Change);
            }
        }
        var there = wanted.Entities.ToDictionary(entity => (entity.Kind, entity.Id));
        var copy = _replica.Snapshot().Entities.ToDictionary(entity => (entity.Kind, entity.Id));
        Assert.Equal(there.Count, copy.Count);
        Assert.All(there, item => Assert.Equal(item.Value, copy[item.Key]));
    }

    public async ValueTask DisposeAsync()
    {
        await Pbx.DisposeAsync().AsTask().WaitAsync(Patience);
        await Asterisk.DisposeAsync().AsTask().WaitAsync(Patience);
    }
}
