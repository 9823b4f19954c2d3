namespace Tandem.Switch.Directory;

/// <summary>What an extension's user has set for its calls.</summary>
/// <param name="Number">The extension.</param>
/// <param name="DoNotDisturb">Nobody rings it.</param>
/// <param name="ForwardAlways">The number where every call goes instead; null for none.</param>
/// <param name="ForwardBusy">The number where calls go that find it busy; null for none.</param>
/// <param name="ForwardUnavailable">The number where calls go that nobody answers; null for none.</param>
public sealed record ExtensionFeatures(
    string Number, bool DoNotDisturb = false, string? ForwardAlways = null, string? ForwardBusy = null, string? ForwardUnavailable = null)
{
    /// <summary>Whether nothing is set.</summary>
    public bool IsDefault => this == new ExtensionFeatures(Number);
}
