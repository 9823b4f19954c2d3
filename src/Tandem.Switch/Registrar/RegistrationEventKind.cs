namespace Tandem.Switch.Registrar;

/// <summary>What happened to a registration.</summary>
public enum RegistrationEventKind
{
    /// <summary>A phone registered that was not registered before.</summary>
    Registered,

    /// <summary>A phone registered again, after more than half of the time that it had at its last <see cref="Registered"/> or <see cref="Refreshed"/>. Earlier refreshes are no events.</summary>
    Refreshed,

    /// <summary>A registration ended; <see cref="RegistrationEvent.End"/> says why.</summary>
    Unregistered,

    /// <summary>A REGISTER had wrong credentials, or those of another user. What is registered is not touched by it.</summary>
    AuthenticationFailed,
}
