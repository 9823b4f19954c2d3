namespace Tandem.Switch.Registrar;

/// <summary>What is wrong with <see cref="RegistrarOptions"/>.</summary>
/// <param name="Option">The name of the option.</param>
/// <param name="Other">The name of the option that it contradicts; null where it is wrong by itself.</param>
/// <param name="Reason">Why.</param>
public sealed record RegistrarFault(string Option, string? Other, string Reason);
