namespace Tandem.Switch.Registrar;

/// <summary>Settings of the registrar. Times are in seconds, as SIP has them.</summary>
public sealed record RegistrarOptions
{
    private const uint LongestPing = 86_400;
    private const uint LongestAuthTimeout = 300;

    /// <summary>Validity of a registration that asks for none; with <see cref="RegPing"/> that of every registration. 1 or more, default 3600.</summary>
    public uint DefaultExpires { get; init; } = 3600;

    /// <summary>
    /// Shortest validity; a shorter wish is answered with 423 (RFC 3261 10.3). Null, the default, for 60, or none with <see cref="RegPing"/>, which
    /// lets no phone choose.
    /// </summary>
    public uint? MinExpires { get; init; }

    /// <summary>Longest validity; a longer wish is shortened to it; default 7200.</summary>
    public uint MaxExpires { get; init; } = 7200;

    /// <summary>Most contacts a user, 1 or more; a further one is answered with 403; default 10.</summary>
    public int MaxContacts { get; init; } = 10;

    /// <summary>
    /// The validity that phones are told, so that they register often and keep their way through an address translator open, while the true one
    /// is <see cref="DefaultExpires"/>: a few lost refreshes harm nothing. 0, the default, tells the true one; up to 86,400.
    /// </summary>
    public uint RegPing { get; init; }

    /// <summary>
    /// How often each phone is asked by OPTIONS whether it is there; whatever it answers, it is. 0, the default, asks none; 5 to 86,400. It never
    /// unregisters a phone: one that does not answer becomes stale.
    /// </summary>
    public uint OptionsPing { get; init; }

    /// <summary>
    /// A phone that was not heard, by REGISTER or by an answer to OPTIONS, for so long is stale. Null, the default, for three times
    /// <see cref="OptionsPing"/> or <see cref="RegPing"/>, whichever is shorter, and without either never.
    /// </summary>
    public uint? StaleTime { get; init; }

    /// <summary>
    /// Whether every phone is taken to be behind an address translator, as if it had said <c>rport</c>: responses and calls go where its requests
    /// come from, whatever its Via and its Contact say (RFC 3581). Default false: only where the two differ and the phone says <c>rport</c>.
    /// </summary>
    public bool ForceRPort { get; init; }

    /// <summary>How long a challenge may wait for its answer, 1 to 300; what comes later is challenged again with <c>stale=true</c>, which phones answer by themselves. Default 32.</summary>
    public uint AuthTimeout { get; init; } = 32;

    /// <summary>Is asked about each registration with right credentials before it is granted; null, the default, grants all.</summary>
    public RegistrationHook? BeforeRegistration { get; init; }

    /// <summary>The shortest validity that holds.</summary>
    internal uint LeastExpires => MinExpires ?? (RegPing > 0 ? 0 : Math.Min(60, DefaultExpires));

    /// <summary>Finds options that are out of range, or that contradict each other.</summary>
    /// <returns>Null where all is well.</returns>
    public RegistrarFault? FindFault()
    {
        if (DefaultExpires == 0)
        {
            return new(nameof(DefaultExpires), null, "is 0; allowed: 1 or more");
        }
        if (MaxContacts < 1)
        {
            return new(nameof(MaxContacts), null, $"is {MaxContacts}; allowed: 1 or more");
        }
        if (OptionsPing is (> 0 and < 5) or > LongestPing)
        {
            return new(nameof(OptionsPing), null, $"is {OptionsPing}; allowed: 0 for none, or 5 to {LongestPing}");
        }
        if (AuthTimeout is < 1 or > LongestAuthTimeout)
        {
            return new(nameof(AuthTimeout), null, $"is {AuthTimeout}; allowed: 1 to {LongestAuthTimeout}");
        }
        if (MinExpires > DefaultExpires)
        {
            return new(nameof(MinExpires), nameof(DefaultExpires), $"{MinExpires} is longer than {DefaultExpires}, what a registration lasts that asks for nothing");
        }
        if (MaxExpires < DefaultExpires)
        {
            return new(nameof(MaxExpires), nameof(DefaultExpires), $"{MaxExpires} is shorter than {DefaultExpires}, what a registration lasts that asks for nothing");
        }
        if (RegPing > 0 && MinExpires is not null)
        {
            return new(nameof(RegPing), nameof(MinExpires), "where phones are told how often to register, no wish of theirs is too short");
        }
        if (RegPing > 0 && RegPing >= DefaultExpires)
        {
            return new(nameof(RegPing), nameof(DefaultExpires), $"{RegPing} is not shorter than {DefaultExpires}, what a registration then lasts");
        }
        if (StaleTime is { } stale && OptionsPing == 0 && RegPing == 0 && stale < DefaultExpires)
        {
            return new(nameof(StaleTime), nameof(DefaultExpires), $"a phone that registers once in {DefaultExpires} would be stale after {stale}, as neither OptionsPing nor RegPing is set");
        }
        if (StaleTime < OptionsPing)
        {
            return new(nameof(StaleTime), nameof(OptionsPing), $"a phone would be stale after {StaleTime}, before it is asked after {OptionsPing}");
        }
        return StaleTime < RegPing && OptionsPing == 0
            ? new(nameof(StaleTime), nameof(RegPing), $"a phone would be stale after {StaleTime}, before it registers again after {RegPing}")
            : null;
    }
}
