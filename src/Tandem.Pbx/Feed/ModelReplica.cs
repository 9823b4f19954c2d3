using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Feed;

/// <summary>A copy of a model, or of what may be seen of it, kept from the frames of a feed. For one thread.</summary>
public sealed class ModelReplica
{
    private EntityTables _tables = new();

    /// <summary>The position of the last frame applied; <see langword="null"/> before the first.</summary>
    public Position? Position { get; private set; }

    /// <summary>Applies the next frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>
    /// <see langword="false"/> when the frame does not follow the last one: something is missing, and nothing was applied. A snapshot
    /// always applies. After a restart the copy is empty until its snapshot comes.
    /// </returns>
    public bool TryApply(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame is Frame.Changed changed)
        {
            if (Position != frame.Previous)
                return false;
            foreach (EntityChange entity in changed.Change.Entities)
            {
                if (entity.After is { } after)
                    _tables.Set(after);
                else
                    _tables.Remove(entity.Kind, entity.Id);
            }
        }
        else
        {
            _tables = new EntityTables();
            if (frame is Frame.Snapshot snapshot)
            {
                foreach (Entity entity in snapshot.State.Entities)
                    _tables.Set(entity);
            }
        }

        Position = frame.Position;
        return true;
    }

    /// <summary>The state as this copy has it.</summary>
    /// <exception cref="InvalidOperationException">No frame has been applied yet.</exception>
    public PbxSnapshot Snapshot() =>
        new(Position ?? throw new InvalidOperationException("No frame has been applied yet."), _tables.Copy());
}
