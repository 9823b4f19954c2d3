namespace Tandem.Media.Playing;

/// <summary>The settings of a <see cref="PromptCache"/>.</summary>
public sealed record PromptCacheOptions
{
    /// <summary>The longest file, in bytes, 1 kB to 100 MB; default 10 MB.</summary>
    public int MaxFileBytes { get; init; } = 10 << 20;

    /// <summary>The memory of all prompts, in bytes of their samples; those used longest ago go first. Default 64 MB.</summary>
    public long MaxBytes { get; init; } = 64 << 20;

    /// <summary>How long a prompt is good for before it is fetched again, up to a week; default 5 minutes.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a fetch may take, 100 ms to 5 minutes; default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether prompts may come from loopback, private and link-local addresses; default false.</summary>
    public bool AllowPrivateAddresses { get; init; }

    internal void Validate()
    {
        Require(MaxFileBytes is >= 1024 and <= 100 << 20, nameof(MaxFileBytes), MaxFileBytes, "between 1 kB and 100 MB");
        Require(MaxBytes >= MaxFileBytes, nameof(MaxBytes), MaxBytes, "at least MaxFileBytes");
        Require(MaxAge >= TimeSpan.Zero && MaxAge <= TimeSpan.FromDays(7), nameof(MaxAge), MaxAge, "up to a week");
        Require(Timeout >= TimeSpan.FromMilliseconds(100) && Timeout <= TimeSpan.FromMinutes(5), nameof(Timeout), Timeout, "between 100 ms and 5 minutes");
    }

    private static void Require(bool valid, string key, object value, string range)
    {
        if (!valid)
            throw new ArgumentOutOfRangeException(key, value, $"{key} must be {range}.");
    }
}
