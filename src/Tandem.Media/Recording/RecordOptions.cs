namespace Tandem.Media.Recording;

/// <summary>How to record a channel to a WAV file (16-bit linear PCM, 8 kHz, or 16 kHz where the codec is wide-band).</summary>
public sealed record RecordOptions
{
    /// <summary>The file; one of that name is replaced. Its directory must exist.</summary>
    public required string Path { get; init; }

    /// <summary>1, or 2, the default: left what the remote says, right what it hears.</summary>
    public int Channels { get; init; } = 2;

    /// <summary>What is recorded; default both. With one channel, both are added up.</summary>
    public RecordDirection Direction { get; init; } = RecordDirection.Both;

    /// <summary>The most that is recorded, 20 ms or more; <see langword="null"/> for no limit but that of the file, about 18 hours.</summary>
    public TimeSpan? MaxDuration { get; init; }

    /// <summary>How much is recorded before <see cref="FinishBelow"/> may end it; default none.</summary>
    public TimeSpan MinDuration { get; init; }

    /// <summary>
    /// The level of what is recorded above which it begins, in dB of full scale, -60 to 0; what was heard twice the window before, up to 2 s,
    /// is recorded too. <see langword="null"/>, the default: at once.
    /// </summary>
    public double? StartAbove { get; init; }

    /// <summary>The level below which it ends, in dB of full scale, -60 to 0, once it was above; <see langword="null"/>, the default, for none.</summary>
    public double? FinishBelow { get; init; }

    /// <summary>The time over which the level is averaged, 20 ms to 5 s; default 500 ms.</summary>
    public TimeSpan LevelWindow { get; init; } = TimeSpan.FromMilliseconds(500);

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Path);
        Require(Channels is 1 or 2, nameof(Channels), Channels, "1 or 2");
        Require(MaxDuration is null || MaxDuration >= TimeSpan.FromMilliseconds(20), nameof(MaxDuration), MaxDuration, "20 ms or more");
        Require(MinDuration >= TimeSpan.Zero, nameof(MinDuration), MinDuration, "not negative");
        Require(StartAbove is null or (>= -60 and <= 0), nameof(StartAbove), StartAbove, "between -60 and 0 dB");
        Require(FinishBelow is null or (>= -60 and <= 0), nameof(FinishBelow), FinishBelow, "between -60 and 0 dB");
        Require(LevelWindow >= TimeSpan.FromMilliseconds(20) && LevelWindow <= TimeSpan.FromSeconds(5), nameof(LevelWindow), LevelWindow, "20 ms to 5 s");
    }

    private static void Require(bool valid, string key, object? value, string range)
    {
        if (!valid)
            throw new ArgumentOutOfRangeException(key, value, $"{key} must be {range}.");
    }
}
