namespace Tandem.Switch;

/// <summary>What an exchange has refused since it started.</summary>
/// <param name="Overloaded">Calls and registrations refused with 503 because the exchange was behind.</param>
/// <param name="PortsShort">Calls refused with 503 because media ports were running out.</param>
/// <param name="RegistrationsRefused">Registrations refused for wrong credentials, or for another's number.</param>
/// <param name="CallsRefused">Calls refused for wrong credentials.</param>
/// <param name="GuessesIgnored">Calls and registrations left without an answer, because their source had guessed too often.</param>
/// <param name="TooManyIgnored">Requests left without an answer, because their source sent too many.</param>
/// <param name="ScannersIgnored">Requests of scanners left without an answer.</param>
/// <param name="TooManyCalls">Calls refused with 503 because their source had too many.</param>
/// <param name="AccountsLocked">How often an account was locked because it was guessed at from many sources.</param>
public readonly record struct SwitchCounters(
    long Overloaded, long PortsShort, long RegistrationsRefused, long CallsRefused, long GuessesIgnored,
    long TooManyIgnored, long ScannersIgnored, long TooManyCalls, long AccountsLocked);
