using Tandem.Pbx.Model;

namespace Tandem.Pbx.State;

/// <summary>What a change did to one object.</summary>
public readonly struct EntityChange
{
    internal EntityChange(Entity? original, Entity? before, Entity? after)
    {
        Original = original;
        Before = before;
        After = after;
    }

    /// <summary>
    /// The object before the change; <see langword="null"/> when it is new. Of a removed object this is the last image, with what the same
    /// change wrote before it removed it: the channel with its hang-up cause.
    /// </summary>
    public Entity? Before { get; }

    /// <summary>The object after the change; <see langword="null"/> when it was removed.</summary>
    public Entity? After { get; }

    /// <summary>The object as the readers of the revision before have it: what they may see of it decides whether they learn that it
    /// went.</summary>
    internal Entity? Original { get; }

    /// <summary>The kind of the object.</summary>
    public EntityKind Kind => (After ?? Before)!.Kind;

    /// <summary>The id of the object.</summary>
    public ObjectId Id => (After ?? Before)!.Id;

    /// <summary>The object was removed.</summary>
    public bool IsRemoval => After is null;
}
