namespace Tandem.Asterisk.Listeners;

/// <summary>Settings of a listener.</summary>
public sealed record AmiListenerOptions
{
    /// <summary>How many events may wait for it; 1 or more, default 10,000.</summary>
    public int Capacity { get; init; } = 10_000;

    /// <summary>What happens when more wait; default the oldest is lost.</summary>
    public AmiOverflow Overflow { get; init; }

    internal static AmiListenerOptions Default { get; } = new();
}
