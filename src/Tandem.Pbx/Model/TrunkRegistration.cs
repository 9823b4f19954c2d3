namespace Tandem.Pbx.Model;

/// <summary>How a trunk's registration with the other side stands.</summary>
public enum TrunkRegistration
{
    /// <summary>The trunk does not register, or nobody watches it.</summary>
    Unmonitored,

    /// <summary>Not registered.</summary>
    Unregistered,

    /// <summary>A request is under way.</summary>
    Sent,

    /// <summary>Registered.</summary>
    Registered,

    /// <summary>The other side refused.</summary>
    Rejected,

    /// <summary>The other side did not accept our credentials.</summary>
    NoAuth,

    /// <summary>Given up.</summary>
    Failed,
}
