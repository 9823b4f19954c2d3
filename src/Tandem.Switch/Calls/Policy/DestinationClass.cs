using Tandem.Switch.Routing;

namespace Tandem.Switch.Calls.Policy;

/// <summary>A class of numbers, such as local, mobile, international, premium.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Numbers">Its numbers, without regard to the blanks, dots, hyphens, slashes and brackets that people write into them.</param>
public sealed record DestinationClass(string Name, IReadOnlyList<NumberPattern> Numbers)
{
    /// <summary>The class of numbers that no other class has.</summary>
    public const string Internal = "internal";

    /// <summary>The class of <see cref="DialPolicyOptions.Emergency"/>.</summary>
    public const string Emergency = "emergency";

    /// <summary>The class of SIP addresses at <see cref="DialPolicyOptions.ForeignHosts"/>.</summary>
    public const string Foreign = "foreign";

    /// <summary>The class of numbers of another domain of the exchange.</summary>
    internal const string OtherDomain = "other_domain";

    /// <summary>Calls at a time that a user may have to such numbers, beyond which a further one ends with 503; 0, the default, for no limit.</summary>
    public int MaxCalls { get; init; }

    /// <summary>Calls a second that a user may begin to such numbers, beyond which a further one ends with 503; 0, the default, for no limit.</summary>
    public int MaxCallsPerSecond { get; init; }
}
