using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Feed;

/// <summary>
/// What one reader may see of a model, the same in every face. A domain sees its own objects whole. Of other domains it sees only what it
/// speaks with: a channel bridged with one of its own, and a conversation or participant of one with one of its own, all without names,
/// numbers, addresses or labels. A user sees, of its domain, only its own channels and conversations and no waiting callers or parked
/// calls.
/// </summary>
public sealed partial record Projection
{
    private Projection(string? domain, int? user)
    {
        Domain = domain;
        User = user;
    }

    /// <summary>Everything of every domain, for the operator.</summary>
    public static Projection Everything { get; } = new(null, null);

    /// <summary>The domain that reads; <see langword="null"/> means the operator.</summary>
    public string? Domain { get; }

    /// <summary>The user that reads, by its integer in the domain's directory; <see langword="null"/> means the whole domain.</summary>
    public int? User { get; }

    /// <summary>What a domain may see.</summary>
    /// <param name="domain">The domain.</param>
    public static Projection ForDomain(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return new Projection(domain, null);
    }

    /// <summary>What one user of a domain may see.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="user">The user's integer in the domain's directory.</param>
    public static Projection ForUser(string domain, int user)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return new Projection(domain, user);
    }

    /// <summary>The object as the reader may see it; <see langword="null"/> when it may not see it at all.</summary>
    /// <param name="entity">The object.</param>
    public Entity? Apply(Entity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        if (Domain is null)
            return entity;
        if (entity.Domain == Domain)
            return User is null || IsSeenByUser(entity) ? Own(entity) : null;
        return entity switch
        {
            Channel channel when User is null && channel.PeerDomains.Contains(Domain) => Masked(channel),
            Conversation conversation when IsIn(conversation) => Masked(conversation),
            _ => null,
        };
    }

    /// <summary>The snapshot as the reader may see it.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public PbxSnapshot Apply(PbxSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (Domain is null)
            return snapshot;
        ILookup<EntityKind, Entity> seen = snapshot.Entities.Select(Apply).OfType<Entity>().ToLookup(entity => entity.Kind);
        return new PbxSnapshot(snapshot.Position, [.. Enum.GetValues<EntityKind>().Select(kind => seen[kind].ToArray())]);
    }

    /// <summary>The change as the reader may see it; <see langword="null"/> when nothing of it may be seen.</summary>
    /// <param name="change">The change.</param>
    public Change? Apply(Change change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (Domain is null)
            return change;
        var seen = new List<EntityChange>(change.Entities.Count);
        bool concernsOwn = false;
        foreach (EntityChange entity in change.Entities)
        {
            Entity? before = LastSeen(entity);
            Entity? after = entity.After is null ? null : Apply(entity.After);
            bool isOwn = (after ?? before)?.Domain == Domain;
            if (!isOwn && Equals(before, after))
                continue;
            concernsOwn |= isOwn;
            seen.Add(new EntityChange(before, before, after));
        }

        return seen.Count == 0 ? null : new Change(change.Position, change.Kind, change.At, seen, concernsOwn ? change.Detail : null);
    }

    private Entity? LastSeen(EntityChange change)
    {
        if (change.Original is null || Apply(change.Original) is not { } original)
            return null;
        return change.IsRemoval ? Apply(change.Before!) ?? original : original;
    }
}
