namespace Tandem.Sipgate.Webhooks;

/// <summary>How keys are collected.</summary>
public sealed record GatherOptions
{
    /// <summary>What is played first, http or https: WAVE, PCM of 16 bits, mono, 8,000 Hz (see <see cref="AnnouncementChecker"/>). Null for nothing.</summary>
    public Uri? Announcement { get; init; }

    /// <summary>How many keys are waited for, at least 1. Default 1.</summary>
    public int MaxDigits { get; init; } = 1;

    /// <summary>How long is waited after the announcement, in whole milliseconds, at least 0. Default 2 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Where the keys are sent to; null for where this webhook came (<see cref="WebhookFollowUps.OnData"/>).</summary>
    public Uri? OnData { get; init; }
}
