using Tandem.Asterisk.Live.Calls;
using Tandem.Asterisk.Live.Directory;
using Tandem.Asterisk.Messages;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live;

/// <summary>
/// Lists. A session answers in the order of its stream, so an item is taken in where it stands among the events: it is newer than those
/// before it. A snapshot is a run of lists; at its end, what none of them named is gone.
/// </summary>
internal sealed partial class LiveModel
{
    private readonly HashSet<string> _contactsRead = new(StringComparer.Ordinal);
    private readonly HashSet<AsteriskChannel> _placesSeen = [];
    private readonly HashSet<(string Family, string Key)> _settingsSeen = [];
    private readonly HashSet<string> _bridgesSeen = new(StringComparer.Ordinal);
    private int _generation;
    private bool _isReading;
    private bool _isAfterGap;
    private bool _isHeldBack;

    /// <summary>The connection is lost: all that is known is what was last known.</summary>
    public void MarkStale()
    {
        _now = _clock.GetUtcNow();
        SettleAll();
        _isReading = false;
        _state.Write(ChangeKind.Stale, writer => writer.MarkStale());
    }

    /// <summary>A snapshot begins.</summary>
    /// <param name="afterGap">Events were missed before it.</param>
    public void BeginSnapshot(bool afterGap)
    {
        _generation++;
        _isReading = true;
        _isAfterGap = afterGap;
        _contactsRead.Clear();
        _placesSeen.Clear();
        _settingsSeen.Clear();
        _bridgesSeen.Clear();
        if (!afterGap)
        {
            return;
        }
        foreach (var channel in _channels.Values)
        {
            channel.Recording = RecordingStatus.Unknown;
        }
    }

    /// <summary>Asterisk has restarted: its channels are gone, and none of them comes back.</summary>
    public void DropChannels()
    {
        _now = _clock.GetUtcNow();
        HoldBack(() =>
        {
            foreach (var channel in _channels.Values.ToArray())
            {
                HangUp(channel, HangupCause.Interrupted);
            }
            _bridges.Clear();
        });
        Commit(ChangeKind.HungUp, HangupCause.Interrupted.Name);
    }

    /// <summary>A snapshot is complete. Applies the difference as one change.</summary>
    /// <param name="scope">What was read in full.</param>
    /// <param name="missesToEnd">In how many snapshots on end a channel must be missing to be taken for gone.</param>
    public void EndSnapshot(SnapshotScope scope, int missesToEnd)
    {
        _isReading = false;
        _now = _clock.GetUtcNow();
        HoldBack(() =>
        {
            if (scope.HasFlag(SnapshotScope.Channels))
            {
                EndGhosts(missesToEnd);
            }
            EndPlaces(scope);
            DropMissing(scope);
            foreach (var call in _calls.Values)
            {
                Mark(call);
            }
            foreach (var extension in _extensions.Values)
            {
                Mark(extension);
            }
            foreach (var trunk in _trunks.Values)
            {
                Mark(trunk);
            }
            _written.Clear();
            _written.AddRange(_objects.Values.Select(known => known.Entity));
        });
        Commit(ChangeKind.Reconciled);
    }

    private void HoldBack(Action work)
    {
        _isHeldBack = true;
        try
        {
            work();
        }
        finally
        {
            _isHeldBack = false;
        }
    }

    private void EndGhosts(int missesToEnd)
    {
        foreach (var channel in _channels.Values.Where(channel => channel.Generation < _generation).ToArray())
        {
            if (++channel.Misses >= missesToEnd)
            {
                channel.Cause = null;
                HangUp(channel, HangupCause.Reconciled);
            }
        }
        foreach (var bridge in _bridges.Values.Where(bridge => bridge.Members.Count == 0 && !_bridgesSeen.Contains(bridge.Id)).ToArray())
        {
            _bridges.Remove(bridge.Id);
        }
    }

    private void EndPlaces(SnapshotScope scope)
    {
        foreach (var channel in _channels.Values.Where(channel => !_placesSeen.Contains(channel)))
        {
            if (channel.Wait is { } wait && scope.HasFlag(SnapshotScope.Queues))
            {
                LeaveQueue(channel, wait);
            }
            if (channel.Parking is not null && scope.HasFlag(SnapshotScope.Parking))
            {
                channel.Parking = null;
            }
        }
        if (!scope.HasFlag(SnapshotScope.Settings))
        {
            return;
        }
        foreach (var extension in _extensions.Values)
        {
            foreach (var family in _options.Families.All.Where(family => !_settingsSeen.Contains((family, extension.Number))))
            {
                SetDatabaseValue(family, extension.Number, value: null);
            }
        }
    }

    private void DropMissing(SnapshotScope scope)
    {
        foreach (var ((kind, id), (_, generation)) in _objects.ToArray())
        {
            if (generation < _generation && scope.HasFlag(ScopeOf(kind)))
            {
                Drop(kind, id);
            }
        }
        if (!scope.HasFlag(SnapshotScope.Endpoints))
        {
            return;
        }
        foreach (var extension in _extensions.Values.Where(extension => extension.Generation < _generation && extension.Channels.Count == 0).ToArray())
        {
            _extensions.Remove(extension.Number);
            _removed.Add(extension.ToEntity());
        }
        foreach (var extension in _extensions.Values.Where(extension => scope.HasFlag(SnapshotScope.Contacts) && !_contactsRead.Contains(extension.Number)))
        {
            extension.Contacts = [];
        }
        foreach (var trunk in _trunks.Values.Where(trunk => trunk.Generation < _generation && trunk.Channels.Count == 0).ToArray())
        {
            _trunks.Remove(trunk.Name);
            _removed.Add(trunk.ToEntity());
        }
    }

    private static SnapshotScope ScopeOf(EntityKind kind) => kind switch
    {
        EntityKind.Queue or EntityKind.QueueMember => SnapshotScope.Queues,
        EntityKind.ParkingLot => SnapshotScope.Parking,
        EntityKind.Conference => SnapshotScope.Conferences,
        _ => SnapshotScope.Mailboxes,
    };
}
