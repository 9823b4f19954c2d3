namespace Tandem.Hub.Rest;

/// <summary>The answer to a new extension.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Secret">Its SIP password, which cannot be had again.</param>
internal sealed record ExtensionAdded(string Number, string? Secret)
{
    /// <inheritdoc/>
    public override string ToString() => $"ExtensionAdded {Number}";
}
