using System.Text;
using Tandem.Asterisk.Live;
using Tandem.Asterisk.Messages;
using Tandem.Pbx.Feed;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Tests.Live;

/// <summary>A live model that is fed transcripts, and what its watchers see.</summary>
internal sealed class Replay : IAmiBlockHandler
{
    private readonly Watcher _watcher;
    private readonly AmiBlockReader _reader = new();
    private readonly ModelReplica _replica = new();

    public Replay(AsteriskModelOptions? options = null)
    {
        State = new PbxState("pbx", Clock);
        Model = new LiveModel(State, options ?? AsteriskModelOptions.Default, Clock);
        _watcher = State.SnapshotAndWatch();
    }

    public ReplayClock Clock { get; } = new(DateTimeOffset.UnixEpoch);

    public PbxState State { get; }

    public LiveModel Model { get; }

    /// <summary>A line a change: its kind and what a board shows after it.</summary>
    public List<string> History { get; } = [];

    /// <summary>The kinds of the changes.</summary>
    public List<Change> Changes { get; } = [];

    /// <summary>One that has read the lists of a quiet Asterisk.</summary>
    public static Replay Synchronised(AsteriskModelOptions? options = null)
    {
        var replay = new Replay(options);
        replay.Model.BeginSnapshot(afterGap: false);
        replay.Play(Transcripts.Load("01").ToMessages());
        replay.Model.EndSnapshot(SnapshotScope.All, missesToEnd: 1);
        replay.Collect();
        replay.History.Clear();
        replay.Changes.Clear();
        return replay;
    }

    /// <summary>Replays a scene after the lists, up to its end, and lets it settle.</summary>
    public static Replay Scene(string name, AsteriskModelOptions? options = null)
    {
        var replay = Synchronised(options);
        replay.Play(Transcripts.Load(name).ToMessages());
        replay.Finish();
        return replay;
    }

    public void Play(IEnumerable<AmiMessage> messages)
    {
        foreach (var message in messages)
        {
            Play(message);
        }
    }

    public void Play(AmiMessage message) => Play(Encoding.UTF8.GetBytes(string.Concat(message.Select(header => $"{header}\r\n")) + "\r\n"));

    /// <summary>Takes bytes, of which the last block may be incomplete.</summary>
    public void Play(ReadOnlySpan<byte> bytes)
    {
        _reader.Write(bytes);
        while (_reader.TryRead(out var block))
        {
            OnBlock(block);
        }
    }

    public void Play(string block) => Play(AmiMessage.Parse(block));

    /// <summary>Asterisk is silent for a second.</summary>
    public void Finish()
    {
        Clock.GoTo(Clock.GetUtcNow().AddSeconds(1));
        Model.SettleDue();
        Collect();
    }

    public void OnBlock(AmiBlock block)
    {
        if (block.TryGetTimestamp(out var at))
        {
            Clock.GoTo(at);
        }
        Model.Apply(block);
        Collect();
    }

    /// <summary>Takes in the changes that were written since.</summary>
    public void Collect()
    {
        while (_watcher.TryRead(out var frame))
        {
            Assert.True(_replica.TryApply(frame));
            // Nobody acknowledges the ends of calls here, so they leave at once.
            if (frame is Frame.Changed { Change: { Kind: not ChangeKind.Archived } change })
            {
                Changes.Add(change);
                History.Add(Board.Line(change, _replica.Snapshot()));
            }
        }
    }
}
