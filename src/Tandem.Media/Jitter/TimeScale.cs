namespace Tandem.Media.Jitter;

/// <summary>Shortens audio without a change of pitch: two periods are blended into one.</summary>
internal static class TimeScale
{
    /// <summary>How many samples <see cref="Shorten"/> needs.</summary>
    public static int Needed(int rate) => 2 * Pitch.Longest(rate);

    /// <summary>Takes one period out of the start of the samples.</summary>
    /// <param name="samples">The samples; at least <see cref="Needed"/>. What follows the period moves to the front.</param>
    /// <param name="rate">Samples a second.</param>
    /// <param name="most">How many samples may go, at least the shortest period.</param>
    /// <returns>How many samples are gone.</returns>
    public static int Shorten(Span<short> samples, int rate, int most)
    {
        int longest = Pitch.Longest(rate);
        int lag = Pitch.Find(samples, longest, longest, rate, most);
        for (int i = 0; i < lag; i++)
            samples[i] = (short)(((samples[i] * (lag - i)) + (samples[i + lag] * i)) / lag);
        samples[(2 * lag)..].CopyTo(samples[lag..]);
        return lag;
    }
}
