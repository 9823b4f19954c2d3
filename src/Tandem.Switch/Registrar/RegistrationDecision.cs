namespace Tandem.Switch.Registrar;

/// <summary>What a <see cref="RegistrationHook"/> decides. What it leaves open is as <see cref="RegistrarOptions"/> has it.</summary>
public sealed record RegistrationDecision
{
    private RegistrationDecision()
    {
    }

    /// <summary>Grants the registration as the options say.</summary>
    public static RegistrationDecision Grant { get; } = new();

    /// <summary>The status that refuses it, 400 to 699; null where it is granted.</summary>
    public int? StatusCode { get; private init; }

    /// <summary>The reason phrase of a refusal; null for the usual one.</summary>
    public string? Reason { get; private init; }

    /// <summary>The validity of the phone's contacts in seconds, 1 or more, whatever it asked for; null leaves it to the phone.</summary>
    public uint? Expires { get; init; }

    /// <summary>In place of <see cref="RegistrarOptions.RegPing"/>; 0 tells the phone the true validity.</summary>
    public uint? RegPing { get; init; }

    /// <summary>In place of <see cref="RegistrarOptions.OptionsPing"/>, 0 for none; kept until the phone registers again.</summary>
    public uint? OptionsPing { get; init; }

    /// <summary>Refuses the registration. What was registered before stays.</summary>
    /// <param name="statusCode">400 to 699.</param>
    /// <param name="reason">The reason phrase; null for the usual one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is none of a refusal.</exception>
    public static RegistrationDecision Refuse(int statusCode, string? reason = null) => statusCode is >= 400 and <= 699
        ? new RegistrationDecision { StatusCode = statusCode, Reason = reason }
        : throw new ArgumentOutOfRangeException(nameof(statusCode), statusCode, "A refusal is 400 to 699.");
}
