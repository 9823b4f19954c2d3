using Tandem.Pbx.Model;

namespace Tandem.Pbx.State;

public sealed partial class PbxWriter
{
    internal void Begin(DateTimeOffset now)
    {
        if (_active)
            throw new InvalidOperationException("An edit cannot write again to the state that it is editing.");
        _active = true;
        Now = now;
    }

    /// <summary>What the edit came to. Empty when it wrote nothing.</summary>
    internal EntityChange[] End()
    {
        KeepPeerDomains();

        // What came and went within the edit was never there for anybody else.
        for (int i = _entities.Count - 1; i >= 0; i--)
        {
            if (_entities[i].Original is null && _entities[i].After is null)
                _entities.RemoveAt(i);
        }

        EntityChange[] entities = [.. _entities];
        Reset();
        return entities;
    }

    internal void RollBack()
    {
        foreach (EntityChange entity in _entities)
        {
            if (entity.Original is { } original)
                _tables.Set(original);
            else if (entity.After is { } added)
                _tables.Remove(added.Kind, added.Id);
        }

        Reset();
    }

    private void Reset()
    {
        _index.Clear();
        _entities.Clear();
        Detail = null;
        _active = false;
    }

    /// <summary>A projection must know from a channel alone which domains may see it, so that it can be applied to any change by
    /// itself.</summary>
    private void KeepPeerDomains()
    {
        int count = _entities.Count;
        for (int i = 0; i < count; i++)
        {
            if (_entities[i].After is not Channel channel)
                continue;
            KeepPeerDomains(channel);
            if (_entities[i].Original is Channel original && original.Domain == channel.Domain)
                continue;
            foreach (ObjectId peer in channel.BridgedWith)
            {
                if (_tables.Find(EntityKind.Channel, peer) is Channel peerChannel)
                    KeepPeerDomains(peerChannel);
            }
        }
    }

    private void KeepPeerDomains(Channel channel)
    {
        ValueList<string> domains = [];
        foreach (ObjectId peer in channel.BridgedWith)
        {
            if (_tables.Find(EntityKind.Channel, peer) is { } found && found.Domain != channel.Domain && !domains.Contains(found.Domain))
                domains = domains.Add(found.Domain);
        }

        if (!domains.Equals(channel.PeerDomains))
            Store(channel with { PeerDomains = domains }, channel);
    }
}
