using Tandem.Pbx.State;

namespace Tandem.Pbx.Feed;

/// <summary>
/// One item of a feed. Each frame names its own position and that of the frame delivered to the same subscriber before it, so that also a
/// filtered feed proves that nothing is missing: a frame whose <see cref="Previous"/> is not the position last received shows a gap.
/// </summary>
public abstract record Frame
{
    private Frame(Position position, Position? previous)
    {
        Position = position;
        Previous = previous;
    }

    /// <summary>The position that this frame leads to.</summary>
    public Position Position { get; }

    /// <summary>The position of the frame delivered before; <see langword="null"/> for the first frame of a watcher that began with a
    /// snapshot.</summary>
    public Position? Previous { get; }

    /// <summary>The whole state, as the subscriber may see it: replaces all that was known.</summary>
    public sealed record Snapshot : Frame
    {
        internal Snapshot(PbxSnapshot state, Position? previous)
            : base(state.Position, previous) => State = state;

        /// <summary>The state.</summary>
        public PbxSnapshot State { get; }
    }

    /// <summary>One change, as the subscriber may see it.</summary>
    public sealed record Changed : Frame
    {
        internal Changed(Change change, Position previous)
            : base(change.Position, previous) => Change = change;

        /// <summary>The change.</summary>
        public Change Change { get; }

        /// <summary>The same change for a subscriber who was somewhere else before it, as one is who has just begun.</summary>
        /// <param name="previous">The position of the frame delivered to that subscriber before.</param>
        public Changed WithPrevious(Position previous) => new(Change, previous);
    }

    /// <summary>Changes were missed: the subscriber fell too far behind, or asked for what is no longer kept. A snapshot follows.</summary>
    public sealed record Restart : Frame
    {
        internal Restart(Position position, Position? previous)
            : base(position, previous)
        {
        }
    }
}
