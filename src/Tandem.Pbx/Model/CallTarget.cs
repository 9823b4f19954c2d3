namespace Tandem.Pbx.Model;

/// <summary>Where a call is sent.</summary>
/// <param name="Type">What kind of target it is.</param>
/// <param name="Id">The target's id in its directory, where it has one.</param>
/// <param name="Name">The target's name, where it has one.</param>
/// <param name="Address">The address that was dialled (a number or URI).</param>
public sealed record CallTarget(CallTargetType Type, string? Id = null, string? Name = null, string? Address = null);
