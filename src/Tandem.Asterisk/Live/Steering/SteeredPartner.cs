namespace Tandem.Asterisk.Live.Steering;

/// <summary>Whom a channel hears.</summary>
/// <param name="UniqueId">Asterisk's number of it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Number">The number of its party; empty when it is not known.</param>
internal sealed record SteeredPartner(string UniqueId, string Name, string Number);
