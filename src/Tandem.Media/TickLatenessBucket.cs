namespace Tandem.Media;

/// <summary>One bucket of the tick lateness histogram.</summary>
/// <param name="UpperBound">The greatest lateness counted here; <see cref="TimeSpan.MaxValue"/> in the last bucket.</param>
/// <param name="Ticks">How many ticks fell into it.</param>
public readonly record struct TickLatenessBucket(TimeSpan UpperBound, long Ticks);
