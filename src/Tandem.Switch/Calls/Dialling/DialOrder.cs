namespace Tandem.Switch.Calls.Dialling;

/// <summary>In which order the targets of a <see cref="DialRequest"/> ring.</summary>
public enum DialOrder
{
    /// <summary>All together; the first that answers wins.</summary>
    Parallel,

    /// <summary>One after the other: the next rings when the one before has refused, or has rung for the ring time-out.</summary>
    Sequence,
}
