using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Sip.Bodies;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Subscriptions;

internal sealed partial class LampBoard
{
    private readonly PbxState _state;
    private readonly CallManager _calls;
    private readonly LampView _view;

    // The extension of each leg that has one.
    private readonly Dictionary<string, string> _owners = [];
    private Watcher? _watcher;

    private void Follow()
    {
        if (_watcher is null)
        {
            _watcher = _state.SnapshotAndWatch();
            ReadAsync(_watcher);
        }
    }

    private void Unfollow()
    {
        _watcher?.Dispose();
        _watcher = null;
        _owners.Clear();
    }

    // The first frame, the snapshot, is taken before this returns.
    private async void ReadAsync(Watcher watcher)
    {
        while (await watcher.ReadAsync() is { } frame && watcher == _watcher)
        {
            Take(frame);
        }
    }

    private void Take(Frame frame)
    {
        if (frame is Frame.Snapshot snapshot)
        {
            Restart(snapshot.State);
        }
        else if (frame is Frame.Changed changed)
        {
            foreach (var entity in changed.Change.Entities)
            {
                Take(entity);
            }
        }
    }

    private void Take(EntityChange entity)
    {
        switch (entity.Kind)
        {
            case EntityKind.Channel:
                TakeChannel(entity.Id.LocalId, isGone: entity.IsRemoval);
                break;
            case EntityKind.Extension when _extensions.TryGetValue(entity.Id.LocalId, out var extension):
                Change(extension, static package => package == PresenceDocument.Package);
                break;
            case EntityKind.Mailbox when _extensions.TryGetValue(entity.Id.LocalId, out var extension):
                Change(extension, static package => package == MessageSummary.Package);
                break;
            default:
                break;
        }
    }

    private void TakeChannel(string id, bool isGone)
    {
        var isKnown = _owners.TryGetValue(id, out var owner);
        if (!isKnown && !isGone && _calls.Find(id)?.Account is { } account)
        {
            _owners.Add(id, owner = _domains.KeyOf(account));
        }
        if (isGone)
        {
            _owners.Remove(id);
        }
        if (owner is null || !_extensions.TryGetValue(owner, out var extension))
        {
            return;
        }
        Change(extension, static package => package == DialogInfo.Package);
        if (isGone)
        {
            extension.End(id);
        }
        else if (!isKnown)
        {
            extension.Channels.Add(id);
        }
    }

    // Also where the board fell so far behind that changes are missing.
    private void Restart(PbxSnapshot state)
    {
        _owners.Clear();
        foreach (var channel in state.Channels)
        {
            if (_calls.Find(channel.Id.LocalId)?.Account is { } account)
            {
                _owners.Add(channel.Id.LocalId, _domains.KeyOf(account));
            }
        }
        foreach (var extension in _extensions.Values)
        {
            foreach (var gone in extension.Channels.Where(channel => !_owners.ContainsKey(channel)).ToArray())
            {
                extension.End(gone);
            }
            extension.Channels.AddRange(_owners.Where(owned => owned.Value == extension.Key && !extension.Channels.Contains(owned.Key)).Select(owned => owned.Key).ToArray());
            Change(extension, static _ => true);
        }
    }
}
