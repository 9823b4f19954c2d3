namespace Tandem.Sipgate.Http;

/// <summary>The rules of parts of lists.</summary>
internal static class Paging
{
    /// <exception cref="ArgumentOutOfRangeException">The limit is not 1 to <paramref name="maximum"/>, or the offset is negative.</exception>
    public static void Check(int? limit, int? offset, int maximum)
    {
        if (limit is { } most)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(most, 1, nameof(limit));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(most, maximum, nameof(limit));
        }
        ArgumentOutOfRangeException.ThrowIfNegative(offset ?? 0, nameof(offset));
    }
}
