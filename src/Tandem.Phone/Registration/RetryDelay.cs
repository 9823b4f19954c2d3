using System.Globalization;
using Tandem.Sip.Messages;

namespace Tandem.Phone.Registration;

/// <summary>How long to wait before a registration is tried again.</summary>
internal static class RetryDelay
{
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    // 2^6 s is beyond the longest: a higher power would only overflow.
    private const int MaxDoublings = 6;

    /// <param name="statusCode">How the last attempt failed.</param>
    /// <param name="failures">How many have failed in a row: 1 or more.</param>
    /// <param name="response">The last refusal; null where there was none.</param>
    public static TimeSpan After(int statusCode, int failures, SipMessage? response)
    {
        // Wrong credentials become right only where somebody mends them, and guessing is what a registrar punishes.
        var isRefused = statusCode is 401 or 403 or 407;
        var backOff = isRefused ? LongestBackOff : Min(Shortest * Math.Pow(2, Math.Min(failures - 1, MaxDoublings)), LongestBackOff);
        var asked = TimeSpan.FromSeconds(Seconds(response?.Get(SipHeaderName.RetryAfter)) ?? 0);
        var isHonoured = asked > (isRefused ? backOff : TimeSpan.Zero);
        return Min(isHonoured ? asked : backOff, Longest);
    }

    /// <summary>Seconds as Retry-After and Min-Expires have them: digits, then perhaps a comment or parameters; null where there are none. A number
    /// beyond 2^32 - 1 counts as that.</summary>
    public static uint? Seconds(string? value)
    {
        var text = value.AsSpan().Trim();
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        return digits.IsEmpty ? null : uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : uint.MaxValue;
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
