namespace Tandem.Hub.Rest;

/// <summary>The answer to a new token.</summary>
/// <param name="Id">Its integer in the domain.</param>
/// <param name="Secret">The token itself, which cannot be had again.</param>
internal sealed record TokenAdded(int Id, string Secret)
{
    /// <inheritdoc/>
    public override string ToString() => $"TokenAdded {Id}";
}
