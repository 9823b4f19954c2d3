namespace Tandem.Sipgate.Contacts.VCards;

/// <summary>A property of a vCard (RFC 6350, 3.3), unfolded, without its group.</summary>
/// <param name="Name">Its name in upper case.</param>
/// <param name="Types">The values of its TYPE parameters.</param>
/// <param name="Value">Its value as it stands, with escapes.</param>
/// <param name="Line">The line where it begins, from 1.</param>
/// <param name="ValueColumn">The column where its value begins, from 1.</param>
internal sealed record ContentLine(string Name, IReadOnlyList<string> Types, string Value, int Line, int ValueColumn);
