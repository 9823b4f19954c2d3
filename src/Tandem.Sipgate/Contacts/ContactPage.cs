namespace Tandem.Sipgate.Contacts;

/// <summary>A part of the address book.</summary>
/// <param name="Items">Its contacts.</param>
/// <param name="TotalCount">How many there are in all.</param>
/// <param name="HasMore">Whether there are more after these.</param>
public sealed record ContactPage(IReadOnlyList<Contact> Items, int TotalCount, bool HasMore);
