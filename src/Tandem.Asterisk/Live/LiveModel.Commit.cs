using Tandem.Asterisk.Live.Calls;
using Tandem.Asterisk.Live.Directory;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live;

internal sealed partial class LiveModel
{
    private const int LongestTimeline = 500;

    private readonly Action<PbxWriter> _write;
    private readonly List<AsteriskCall> _dirtyCalls = [];
    private readonly List<AsteriskExtension> _dirtyExtensions = [];
    private readonly List<AsteriskTrunk> _dirtyTrunks = [];
    private readonly Queue<(long Due, AsteriskCall Call)> _settling = new();
    private string? _detail;

    /// <summary>Shows what was held back for long enough. Called also when Asterisk is silent.</summary>
    public void SettleDue()
    {
        if (_settling.Count == 0)
        {
            return;
        }
        var now = _clock.GetTimestamp();
        while (_settling.TryPeek(out var next) && next.Due <= now)
        {
            _settling.Dequeue();
            Settle(next.Call);
        }
    }

    /// <summary>Shows everything that is held back.</summary>
    public void SettleAll()
    {
        while (_settling.TryDequeue(out var next))
        {
            Settle(next.Call);
        }
    }

    private void Settle(AsteriskCall call)
    {
        call.IsSettling = false;
        if (call.Pending is not { } kind)
        {
            return;
        }
        _now = _clock.GetUtcNow() is var now && now > _now ? now : _now;
        SettleBridges(call, ref kind);
        Publish(call, kind, call.PendingDetail);
    }

    /// <summary>Holds a change back until what follows tells what it is part of, or the settle time is over.</summary>
    private void Defer(AsteriskCall call, ChangeKind kind, string? detail = null)
    {
        if (call.Pending is null || Weight(kind) > Weight(call.Pending.Value))
        {
            call.Pending = kind;
            call.PendingDetail = detail;
        }
        if (!call.IsSettling)
        {
            call.IsSettling = true;
            _settling.Enqueue((_clock.GetTimestamp() + (long)(_options.SettleTime.TotalSeconds * _clock.TimestampFrequency), call));
        }
    }

    // What says more stands for what says less.
    private static int Weight(ChangeKind kind) => kind switch
    {
        ChangeKind.ChannelChanged => 0,
        ChangeKind.Offered => 1,
        ChangeKind.Unbridged => 2,
        _ => 3,
    };

    /// <summary>Writes a call as it is now, with all else that waits to be written, as one change.</summary>
    private void Publish(AsteriskCall call, ChangeKind kind, string? detail = null, AsteriskChannel? about = null)
    {
        if (call.Pending is { } pending)
        {
            call.Pending = null;
            if (kind == ChangeKind.Bridged && pending is ChangeKind.Retrieved or ChangeKind.PickedUp or ChangeKind.Transferred)
            {
                kind = pending;
                detail ??= call.PendingDetail;
            }
        }
        if (about is not null)
        {
            about.LastEvent = kind.ToString();
        }
        if (IsTold(kind) && call.EndedAt is null && call.Timeline.Count < LongestTimeline)
        {
            call.Timeline = call.Timeline.Add(new TimelineEntry(_now, kind, about is { IsHidden: false } ? about.Id : null, detail));
        }
        Mark(call);
        foreach (var channel in call.Channels)
        {
            var isNew = channel.Shown is null;
            if (channel.Extension is { } extension && (isNew || extension.DeviceStatus == ExtensionStatus.Online || extension.IsUnknown))
            {
                Mark(extension);
            }
            if (isNew)
            {
                Mark(channel.Trunk);
            }
        }
        Commit(kind, detail);
    }

    /// <summary>What people want to read in the history of a call.</summary>
    private static bool IsTold(ChangeKind kind) =>
        kind is not (ChangeKind.Offered or ChangeKind.Ringing or ChangeKind.ChannelChanged or ChangeKind.HungUp or ChangeKind.Digit
            or ChangeKind.Unbridged or ChangeKind.Reconciled or ChangeKind.Merged or ChangeKind.QueueChanged or ChangeKind.ConferenceChanged);

    private void Mark(AsteriskCall call)
    {
        if (!call.IsDirty)
        {
            call.IsDirty = true;
            _dirtyCalls.Add(call);
        }
    }

    private void Mark(AsteriskExtension? extension)
    {
        if (extension is { IsDirty: false })
        {
            extension.IsDirty = true;
            _dirtyExtensions.Add(extension);
        }
    }

    private void Mark(AsteriskTrunk? trunk)
    {
        if (trunk is { IsDirty: false })
        {
            trunk.IsDirty = true;
            _dirtyTrunks.Add(trunk);
        }
    }

    private void Commit(ChangeKind kind, string? detail = null)
    {
        if (_isHeldBack || _dirtyCalls.Count + _dirtyExtensions.Count + _dirtyTrunks.Count + _written.Count + _removed.Count == 0)
        {
            return;
        }
        _detail = detail;
        try
        {
            _state.Write(kind, _now, _write);
        }
        finally
        {
            Clean();
        }
    }

    private void WriteDirty(PbxWriter writer)
    {
        writer.Detail = _detail;
        foreach (var call in _dirtyCalls)
        {
            WriteCall(writer, call);
        }
        foreach (var extension in _dirtyExtensions)
        {
            writer.Upsert(extension.ToEntity());
        }
        foreach (var trunk in _dirtyTrunks)
        {
            writer.Upsert(trunk.ToEntity());
        }
        WriteObjects(writer);
    }

    private void Clean()
    {
        foreach (var call in _dirtyCalls)
        {
            call.IsDirty = false;
            call.Ended.Clear();
        }
        foreach (var extension in _dirtyExtensions)
        {
            extension.IsDirty = false;
        }
        foreach (var trunk in _dirtyTrunks)
        {
            trunk.IsDirty = false;
        }
        _dirtyCalls.Clear();
        _dirtyExtensions.Clear();
        _dirtyTrunks.Clear();
        _written.Clear();
        _removed.Clear();
    }
}
