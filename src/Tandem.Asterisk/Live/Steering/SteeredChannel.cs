using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live.Steering;

/// <summary>A channel as a command finds it.</summary>
/// <param name="Id">Its id in the model.</param>
/// <param name="UniqueId">Asterisk's number of it, which stays.</param>
/// <param name="Name">Its name, by which actions name it.</param>
/// <param name="Extension">The extension that it belongs to; null for an outside line.</param>
/// <param name="Number">The number of its party; empty when it is not known.</param>
/// <param name="Room">The conference that it is in; null for none.</param>
/// <param name="Partners">Those whom it hears.</param>
internal sealed record SteeredChannel(
    ObjectId Id, string UniqueId, string Name, string? Extension, string Number, string? Room, IReadOnlyList<SteeredPartner> Partners);
