namespace Tandem.Hub.Rest.Asterisk;

/// <summary>A variable or an entry of the database of an Asterisk.</summary>
/// <param name="Name">Its name; of an entry family and key.</param>
/// <param name="Value">Its value.</param>
internal sealed record AsteriskValue(string Name, string Value);
