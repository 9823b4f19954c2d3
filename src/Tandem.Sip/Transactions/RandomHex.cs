using System.Security.Cryptography;

namespace Tandem.Sip.Transactions;

/// <summary>
/// Random digits for tags, branches and Call-IDs, of which a call needs a dozen. The system's generator is asked for many bytes at once, since
/// each question costs it more than a microsecond; every byte is given out once and wiped.
/// </summary>
internal static class RandomHex
{
    private const int BatchBytes = 512;

    [ThreadStatic]
    private static byte[]? _batch;

    [ThreadStatic]
    private static int _left;

    /// <summary>A text with random hexadecimal digits, in lower case.</summary>
    /// <param name="prefix">What it begins with.</param>
    /// <param name="bytes">How many random bytes follow, two digits each; at most 32.</param>
    public static string Next(string prefix, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, BatchBytes / 16);
        var batch = _batch ??= new byte[BatchBytes];
        if (_left < bytes)
        {
            RandomNumberGenerator.Fill(batch);
            _left = BatchBytes;
        }
        _left -= bytes;
        var random = batch.AsSpan(_left, bytes);
        Span<char> digits = stackalloc char[2 * bytes];
        Convert.TryToHexStringLower(random, digits, out _);
        random.Clear();
        return string.Concat(prefix, digits);
    }
}
