namespace Tandem.Sipgate.Sms;

/// <summary>A text message to send.</summary>
public sealed record ShortMessage
{
    /// <summary>The phone number that gets it.</summary>
    public required string To { get; init; }

    /// <summary>Its text, not empty.</summary>
    public required string Message { get; init; }

    /// <summary>The SMS extension that sends it, such as <c>s0</c>; null where <see cref="From"/> is given.</summary>
    public string? SmsId { get; init; }

    /// <summary>
    /// The phone number that is shown as its sender, one of the user's verified ones; it is made the default of the user's first SMS extension for the time of
    /// sending. Null where <see cref="SmsId"/> is given, which is quicker and does not disturb others who send at the same time.
    /// </summary>
    public string? From { get; init; }

    /// <summary>When it is sent, at most 30 days from now; null for at once.</summary>
    public DateTimeOffset? SendAt { get; init; }
}
