namespace Tandem.Asterisk;

/// <summary>What a client does when its connection ends.</summary>
public sealed record AmiReconnectOptions
{
    /// <summary>Whether it connects again; default yes. Wrong credentials end it in any case.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The wait before the first attempt; zero or more, default 0.25 s.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>By how much each wait is longer than the one before; 1 or more, default 2.</summary>
    public double Factor { get; init; } = 2;

    /// <summary>The longest wait; default 30 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>By what part of it a wait is longer or shorter by chance, so that many clients do not come at once; 0 to 1, default 0.2.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>The wait before an attempt.</summary>
    /// <param name="attempt">1 for the first after a connection ended.</param>
    /// <param name="chance">0 to 1.</param>
    internal TimeSpan DelayBefore(int attempt, double chance)
    {
        var delay = Math.Min(FirstDelay.TotalSeconds * Math.Pow(Factor, Math.Min(attempt - 1, 100)), MaxDelay.TotalSeconds);
        return TimeSpan.FromSeconds(delay * (1 + (Jitter * ((2 * chance) - 1))));
    }

    internal void Validate()
    {
        AmiClientOptions.Check(FirstDelay >= TimeSpan.Zero, "Reconnect.FirstDelay", "is negative");
        AmiClientOptions.Check(MaxDelay >= FirstDelay && MaxDelay <= TimeSpan.FromDays(1), "Reconnect.MaxDelay", "is shorter than FirstDelay or longer than a day");
        AmiClientOptions.Check(Factor is >= 1 and <= 100, "Reconnect.Factor", "is not 1 to 100");
        AmiClientOptions.Check(Jitter is >= 0 and <= 1, "Reconnect.Jitter", "is not 0 to 1");
    }
}
