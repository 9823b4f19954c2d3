namespace Tandem.Switch.Registrar;

/// <summary>Why a registration ended.</summary>
public enum RegistrationEnd
{
    /// <summary>It was not refreshed in time.</summary>
    Expired,

    /// <summary>The phone, or another one of the same user by <c>Contact: *</c>, took it back.</summary>
    Removed,

    /// <summary>Its account was removed.</summary>
    AccountRemoved,

    /// <summary>The connection is gone that only the phone could open again (WebSocket).</summary>
    ConnectionLost,
}
