namespace Tandem.Hub.Rest.Asterisk;

/// <summary>A capability that a source has, or why it has it not.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Missing">Why it is missing; null when it is there.</param>
internal sealed record CapabilityView(string Name, string? Missing = null);
