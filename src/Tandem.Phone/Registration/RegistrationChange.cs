namespace Tandem.Phone.Registration;

/// <summary>What has become of a phone's registration.</summary>
/// <param name="IsRegistered">Whether the phone is registered now.</param>
/// <param name="StatusCode">The final status that it became so by: the registrar's, 408 where nobody answered, 503 where the request could not be sent.</param>
public sealed record RegistrationChange(bool IsRegistered, int StatusCode);
