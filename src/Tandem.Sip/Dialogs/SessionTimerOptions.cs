namespace Tandem.Sip.Dialogs;

/// <summary>Session timers (RFC 4028): a call whose other side vanished ends although nobody hangs up.</summary>
public sealed record SessionTimerOptions
{
    /// <summary>The least that the RFC allows: 90 s (section 5).</summary>
    public static readonly TimeSpan LeastInterval = TimeSpan.FromSeconds(90);

    /// <summary>The session interval that we propose, and the longest that we grant; whole seconds, default 1,800 s (section 4).</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1800);

    /// <summary>The shortest interval that a peer may ask for; a shorter one is refused with 422. Default <see cref="LeastInterval"/>.</summary>
    public TimeSpan MinInterval { get; init; } = LeastInterval;

    /// <summary>Whether we ask for a timer ourselves; else only a peer's wish is granted. Default true.</summary>
    public bool Propose { get; init; } = true;
}
