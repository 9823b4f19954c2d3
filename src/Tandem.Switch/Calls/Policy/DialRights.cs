namespace Tandem.Switch.Calls.Policy;

/// <summary>What a user may dial.</summary>
public sealed record DialRights
{
    /// <summary>Names of the classes that it may dial, beyond internal and emergency numbers.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Calls at a time that it may have begun, beyond which a further one ends with 503; 0, the default, for no limit.</summary>
    public int MaxCalls { get; init; }

    /// <summary>Calls a second that it may begin, beyond which a further one ends with 503; 0, the default, for no limit.</summary>
    public int MaxCallsPerSecond { get; init; }
}
