using System.Diagnostics.CodeAnalysis;
using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.Outbox;
using Tandem.Pbx.State;
using Tandem.Pbx.Telemetry;

namespace Tandem.Pbx;

/// <summary>The live model of an exchange, to be read. Every member may be called from any thread.</summary>
public interface IPbxModel
{
    /// <summary>The position of the last change.</summary>
    Position Position { get; }

    /// <summary>What the consumers of conversations read: history, webhooks.</summary>
    ConversationOutbox Outbox { get; }

    /// <summary>The lossy stream of media figures.</summary>
    TelemetryStream Telemetry { get; }

    /// <summary>The whole state at one revision. Made when asked for and shared by all who ask at the same revision.</summary>
    PbxSnapshot Snapshot();

    /// <summary>One object as it is now.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="id">Its id.</param>
    /// <param name="entity">The object.</param>
    bool TryGet<T>(ObjectId id, [NotNullWhen(true)] out T? entity)
        where T : Entity;

    /// <summary>
    /// Finds what a reference names: a full id; or a bare local id, or the number of an extension, where that is unique.
    /// </summary>
    /// <param name="kind">The kind of object.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="domain">The domain to look in; <see langword="null"/> means all.</param>
    ObjectResolution Resolve(EntityKind kind, ObjectReference reference, string? domain = null);

    /// <summary>The state now and exactly the changes after it, in one step.</summary>
    /// <param name="projection">What the watcher may see; <see langword="null"/> means everything.</param>
    /// <param name="capacity">How many changes the watcher may fall behind before it is told to restart; at least 1.</param>
    Watcher SnapshotAndWatch(Projection? projection = null, int capacity = Watcher.DefaultCapacity);

    /// <summary>
    /// The changes after a position that was delivered earlier. When they are no longer kept, or the position belongs to another run,
    /// the watcher begins with a restart and a snapshot.
    /// </summary>
    /// <param name="position">The position of the last frame that was received.</param>
    /// <param name="projection">What the watcher may see; <see langword="null"/> means everything.</param>
    /// <param name="capacity">How many changes the watcher may fall behind, beyond those missed, before it is told to restart; at least
    /// 1.</param>
    Watcher WatchFrom(Position position, Projection? projection = null, int capacity = Watcher.DefaultCapacity);
}
