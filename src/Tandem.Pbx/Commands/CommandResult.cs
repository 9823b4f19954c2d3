using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Commands;

/// <summary>How a command came out, and why.</summary>
public sealed record CommandResult
{
    private CommandResult(CommandOutcome outcome) => Outcome = outcome;

    /// <summary>How it came out.</summary>
    public CommandOutcome Outcome { get; }

    /// <summary>Why, in words for people; set when the outcome is not <see cref="CommandOutcome.Done"/>.</summary>
    public string? Reason { get; private init; }

    /// <summary>The object that the command made or acted on: for a call its conversation.</summary>
    public ObjectId? Id { get; private init; }

    /// <summary>The position of the feed at which the effect is seen, where the source knows it.</summary>
    public Position? Position { get; init; }

    /// <summary>The objects that an ambiguous id fits.</summary>
    public ValueList<ObjectId> Candidates { get; private init; } = [];

    /// <summary>The capability that is missing when the outcome is <see cref="CommandOutcome.NotSupported"/>.</summary>
    public Capability? MissingCapability { get; private init; }

    /// <summary>It was done.</summary>
    public bool IsDone => Outcome == CommandOutcome.Done;

    /// <summary>Done.</summary>
    /// <param name="id">The object made or acted on.</param>
    /// <param name="position">The position at which the effect is seen.</param>
    public static CommandResult Done(ObjectId? id = null, Position? position = null) =>
        new(CommandOutcome.Done) { Id = id, Position = position };

    /// <summary>No such object.</summary>
    /// <param name="kind">The kind of object that was looked for.</param>
    /// <param name="reference">How it was named.</param>
    public static CommandResult NotFound(EntityKind kind, ObjectReference reference) =>
        new(CommandOutcome.NotFound) { Reason = $"There is no {kind} '{reference}'." };

    /// <summary>A bare id fits several objects.</summary>
    /// <param name="reference">How the object was named.</param>
    /// <param name="candidates">The objects that it fits.</param>
    public static CommandResult Ambiguous(ObjectReference reference, ValueList<ObjectId> candidates) =>
        new(CommandOutcome.Ambiguous) { Reason = $"'{reference}' fits {candidates.Count} objects.", Candidates = candidates };

    /// <summary>The source or channel cannot do this.</summary>
    /// <param name="missing">The capability that is missing.</param>
    /// <param name="because">Why it is missing, in a sentence; <see langword="null"/> when there is nothing to say.</param>
    public static CommandResult NotSupported(Capability missing, string? because = null) => new(CommandOutcome.NotSupported)
    {
        Reason = because is null ? $"The capability '{missing}' is missing." : $"The capability '{missing}' is missing: {because}",
        MissingCapability = missing,
    };

    /// <summary>The state does not allow it, or the source refused.</summary>
    /// <param name="reason">Why.</param>
    public static CommandResult Refused(string reason) => new(CommandOutcome.Refused) { Reason = reason };

    /// <summary>The party is busy.</summary>
    /// <param name="reason">Who, and why.</param>
    public static CommandResult Busy(string reason) => new(CommandOutcome.Busy) { Reason = reason };

    /// <summary>The source or the party cannot be reached now.</summary>
    /// <param name="reason">Why.</param>
    public static CommandResult Unavailable(string reason) => new(CommandOutcome.Unavailable) { Reason = reason };

    /// <summary>No answer in time.</summary>
    /// <param name="reason">What was waited for.</param>
    public static CommandResult TimedOut(string reason) => new(CommandOutcome.TimedOut) { Reason = reason };

    /// <summary>The source tried and failed.</summary>
    /// <param name="reason">Why.</param>
    public static CommandResult Failed(string reason) => new(CommandOutcome.Failed) { Reason = reason };
}
