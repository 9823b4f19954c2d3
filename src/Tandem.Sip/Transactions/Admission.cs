namespace Tandem.Sip.Transactions;

/// <summary>What an <see cref="AdmissionPolicy"/> decides; the default value grants.</summary>
public readonly record struct Admission
{
    /// <summary>The request is taken.</summary>
    public static Admission Granted => default;

    /// <summary>The request is not answered.</summary>
    public static Admission Ignored { get; } = new() { IsIgnored = true };

    /// <summary>The request is refused with 503 and forgotten (RFC 3261 21.5.4).</summary>
    /// <param name="retryAfter">When the peer may try again: whole seconds, 1 to 3600.</param>
    public static Admission Refused(int retryAfter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retryAfter, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(retryAfter, 3600);
        return new Admission { RetryAfter = retryAfter };
    }

    /// <summary>Whether the request gets no answer at all.</summary>
    public bool IsIgnored { get; private init; }

    /// <summary>Seconds after which the refused peer may try again; 0 where it is not refused.</summary>
    public int RetryAfter { get; private init; }
}
