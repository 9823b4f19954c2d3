using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Tandem.Pbx.State;

/// <summary>
/// A place in the feed of one model: an opaque token. It names the run of the model (its epoch), so a position from before a restart is
/// recognised, and never mistaken for a place in the new run.
/// </summary>
public readonly record struct Position : IParsable<Position>
{
    internal Position(long epoch, long revision)
    {
        Epoch = epoch;
        Revision = revision;
    }

    internal long Epoch { get; }

    internal long Revision { get; }

    /// <summary>Reads a token that <see cref="ToString"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">The position.</param>
    /// <returns><see langword="false"/> when the text is not a token.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Position position)
    {
        position = default;
        if (text is not { Length: > 17 and <= 33 } || text[16] != '-')
            return false;
        if (!TryParseHex(text.AsSpan(0, 16), out long epoch) || !TryParseHex(text.AsSpan(17), out long revision) || revision < 0)
            return false;
        position = new Position(epoch, revision);
        return true;
    }

    /// <summary>Reads a token that <see cref="ToString"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is not a token.</exception>
    public static Position Parse(string text) =>
        TryParse(text, out Position position) ? position : throw new FormatException($"'{text}' is not a position.");

    static Position IParsable<Position>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Position>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Position result) =>
        TryParse(s, out result);

    /// <summary>Whether this place comes after another one of the same run of the model.</summary>
    /// <param name="other">The other place.</param>
    public bool IsAfter(Position other) => Epoch == other.Epoch && Revision > other.Revision;

    /// <summary>The token: letters, digits and hyphens only.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch:x16}-{Revision:x}");

    internal static long NewEpoch() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    private static bool TryParseHex(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
