namespace Tandem.Pbx.Model;

/// <summary>A name and value that an application has put on a channel.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
public readonly record struct Label(string Name, string Value);
