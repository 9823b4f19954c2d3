namespace Tandem.Switch.Calls;

/// <summary>What <see cref="Call.AuthenticateAsync"/> found out.</summary>
public enum AuthenticationResult
{
    /// <summary>The caller is who it says.</summary>
    Accepted,

    /// <summary>The credentials are wrong. The call has ended with 403.</summary>
    Refused,

    /// <summary>No credentials came within 5 s. The call has ended with 408.</summary>
    TimedOut,

    /// <summary>The caller hung up.</summary>
    CallEnded,
}
