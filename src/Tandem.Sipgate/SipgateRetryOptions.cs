namespace Tandem.Sipgate;

/// <summary>
/// What is repeated. GET, PUT and DELETE are after 408, 429, 500 and above, a time-out or a lost connection. POST sends messages, makes calls and contacts:
/// it is repeated only where no connection was made.
/// </summary>
public sealed record SipgateRetryOptions
{
    /// <summary>How often a request is sent in all, 1 to 20; 1 for no repetition; default 3.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>About how long to wait before the first repetition, doubled with each one; default 500 ms. <c>Retry-After</c> of the answer counts instead where it is longer.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait; an answer that asks for a longer one is the last; default 30 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);
}
