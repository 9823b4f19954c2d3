namespace Tandem.Media.Jitter;

/// <summary>Finds the period of voiced speech: 2.5 to 15 ms, a pitch of 67 to 400 Hz.</summary>
internal static class Pitch
{
    /// <summary>The longest period, in samples.</summary>
    public static int Longest(int rate) => rate * 15 / 1000;

    /// <summary>The shortest period, in samples.</summary>
    public static int Shortest(int rate) => rate / 400;

    /// <summary>The shift at which the samples from <paramref name="start"/> on are most like those before them.</summary>
    /// <param name="samples">The samples; at least the longest period lies before <paramref name="start"/>.</param>
    /// <param name="start">Where the compared stretch begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="rate">Samples a second.</param>
    /// <param name="most">The longest period that is of use; at least the shortest.</param>
    public static int Find(ReadOnlySpan<short> samples, int start, int length, int rate, int most = int.MaxValue)
    {
        int longest = Math.Min(Longest(rate), most);

        // In steps of 8 kHz first, then to the sample.
        int step = rate / 8000;
        int best = Search(samples, start, length, Shortest(rate), longest, step, step);
        return step == 1 ? best : Search(samples, start, length, Math.Max(Shortest(rate), best - step), Math.Min(longest, best + step), 1, step);
    }

    private static int Search(ReadOnlySpan<short> samples, int start, int length, int shortest, int longest, int lagStep, int stride)
    {
        int best = shortest;
        double bestScore = double.NegativeInfinity;
        for (int lag = shortest; lag <= longest; lag += lagStep)
        {
            long product = 0;
            long energy = 1;
            for (int i = start; i < start + length; i += stride)
            {
                int before = samples[i - lag];
                product += samples[i] * before;
                energy += before * before;
            }

            double score = product * Math.Abs((double)product) / energy;
            if (score > bestScore)
                (best, bestScore) = (lag, score);
        }

        return best;
    }
}
