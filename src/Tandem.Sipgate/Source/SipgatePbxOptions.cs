namespace Tandem.Sipgate.Source;

/// <summary>Settings of a <see cref="SipgatePbx"/>.</summary>
public sealed record SipgatePbxOptions
{
    /// <summary>The name of the source: the first part of the ids of all its objects. Without a colon. Default <c>sipgate</c>.</summary>
    public string Name { get; init; } = "sipgate";

    /// <summary>The domain of its objects. Default empty.</summary>
    public string Domain { get; init; } = "";

    /// <summary>The account.</summary>
    public required SipgateOptions Client { get; init; }

    /// <summary>How often the calls that are up are asked for, above zero. Default 30 s.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For how long a call that webhooks told of, and that is not among those that are up, may ring; above zero. Default 5 minutes.</summary>
    public TimeSpan MaxRinging { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often its devices and phone lines are asked for; above zero; default 10 minutes.</summary>
    public TimeSpan DirectoryInterval { get; init; } = TimeSpan.FromMinutes(10);
}
