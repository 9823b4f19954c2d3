namespace Tandem.Pbx.Model;

/// <summary>A name and number, as presented in a call.</summary>
/// <param name="Name">The name, where known.</param>
/// <param name="Number">The number or address, where known.</param>
public readonly record struct Party(string? Name, string? Number);
