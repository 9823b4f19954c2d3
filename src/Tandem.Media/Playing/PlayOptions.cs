namespace Tandem.Media.Playing;

/// <summary>What ends a play before its source does.</summary>
public sealed record PlayOptions
{
    /// <summary>Whether a key press of the remote ends it; default false.</summary>
    public bool StopsOnDigit { get; init; }

    /// <summary>
    /// The level above which the remote's voice ends it, in dB of full scale, -60 to 0, as an average over <see cref="BargeInWindow"/>;
    /// <see langword="null"/>, the default, for none.
    /// </summary>
    public double? BargeInLevel { get; init; }

    /// <summary>How long the remote must speak to end it, 20 ms to 5 s; default 200 ms.</summary>
    public TimeSpan BargeInWindow { get; init; } = TimeSpan.FromMilliseconds(200);

    internal void Validate()
    {
        if (BargeInLevel is not (null or (>= -60 and <= 0)))
            throw new ArgumentOutOfRangeException(nameof(BargeInLevel), BargeInLevel, "The level must be between -60 and 0 dB.");
        if (BargeInWindow < TimeSpan.FromMilliseconds(20) || BargeInWindow > TimeSpan.FromSeconds(5))
            throw new ArgumentOutOfRangeException(nameof(BargeInWindow), BargeInWindow, "The window must be between 20 ms and 5 s.");
    }
}
