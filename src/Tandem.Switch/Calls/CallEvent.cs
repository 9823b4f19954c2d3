namespace Tandem.Switch.Calls;

/// <summary>Something that happened on a leg.</summary>
/// <param name="Call">The leg.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Detail">More about it, as <see cref="CallEventKind"/> says; null for most.</param>
public sealed record CallEvent(Call Call, CallEventKind Kind, string? Detail = null)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Detail}".TrimEnd();
}
