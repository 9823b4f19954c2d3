namespace Tandem.Sip.Messages;

/// <summary>One header line as it stands in the message.</summary>
/// <param name="Name">The name as written.</param>
/// <param name="Value">The value, unfolded; a list is not split.</param>
public readonly record struct HeaderField(string Name, string Value);
