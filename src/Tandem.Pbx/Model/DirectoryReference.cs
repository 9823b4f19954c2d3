namespace Tandem.Pbx.Model;

/// <summary>A user, group or device of a domain's directory.</summary>
/// <param name="Id">Its small integer, stable within its domain and kind and never reused; <see langword="null"/> where the source has no
/// directory.</param>
/// <param name="Name">Its name.</param>
public readonly record struct DirectoryReference(int? Id, string? Name);
