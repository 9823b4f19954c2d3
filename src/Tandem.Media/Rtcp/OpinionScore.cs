namespace Tandem.Media.Rtcp;

/// <summary>Estimates how a listener would rate a connection: the E-model of ITU-T G.107, from loss and delay.</summary>
internal static class OpinionScore
{
    private const double BestRating = 93.2;

    // Coding, one packet, and the frame that waits for playout.
    private const double OwnDelay = 40;

    // ITU-T G.113 appendix I: how well G.711 with concealment bears random loss.
    private const double LossRobustness = 25.1;

    /// <summary>The mean opinion score, 1 to 4.5.</summary>
    /// <param name="loss">The share of lost packets, 0 to 1.</param>
    /// <param name="roundTrip">The time to the remote and back; zero where it is not known.</param>
    /// <param name="jitter">The jitter, which playout waits for twice over.</param>
    public static double Estimate(double loss, TimeSpan roundTrip, TimeSpan jitter)
    {
        double percent = Math.Clamp(loss, 0, 1) * 100;
        double delay = (roundTrip.TotalMilliseconds / 2) + OwnDelay + (2 * jitter.TotalMilliseconds);
        double rating = BestRating
            - (0.024 * delay) - (delay > 177.3 ? 0.11 * (delay - 177.3) : 0)
            - (95 * percent / (percent + LossRobustness));
        if (rating <= 0)
            return 1;
        return Math.Clamp(1 + (0.035 * rating) + (7e-6 * rating * (rating - 60) * (100 - rating)), 1, 4.5);
    }
}
