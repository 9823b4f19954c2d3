using System.Net;

namespace Tandem.Switch.Registrar;

/// <summary>Something that happened to a registration.</summary>
/// <param name="Kind">What.</param>
/// <param name="User">Whose it is; for <see cref="RegistrationEventKind.AuthenticationFailed"/> the user that was claimed, which need not exist.</param>
/// <param name="Domain">The user's domain.</param>
/// <param name="Source">Where the phone is.</param>
public sealed record RegistrationEvent(RegistrationEventKind Kind, string User, string Domain, IPEndPoint Source)
{
    /// <summary>The registration, for one that ended as it was before; null for <see cref="RegistrationEventKind.AuthenticationFailed"/>.</summary>
    public Registration? Registration { get; init; }

    /// <summary>Why it ended; null where it did not.</summary>
    public RegistrationEnd? End { get; init; }
}
