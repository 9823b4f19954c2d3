namespace Tandem.Hub.Configuration;

/// <summary>An extension given in the settings: it wins over the store, and is read-only there.</summary>
/// <param name="Key">The key of its section, for example <c>Switch:Extensions:0</c>.</param>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its name; empty where there is none.</param>
/// <param name="Secret">Its SIP password.</param>
public sealed record ExtensionSetting(string Key, string Number, string Name, string Secret)
{
    /// <summary>The name of its domain; null for the exchange's own.</summary>
    public string? Domain { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Number} {Name} ({Key})";
}
