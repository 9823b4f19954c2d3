using System.Text;

namespace Tandem.Asterisk.Messages;

/// <summary>Finds strings of ASCII by bytes, without making a string of them.</summary>
internal sealed class AsciiComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    private readonly bool _ignoreCase;

    private AsciiComparer(bool ignoreCase) => _ignoreCase = ignoreCase;

    public static AsciiComparer Ordinal { get; } = new(ignoreCase: false);

    public static AsciiComparer OrdinalIgnoreCase { get; } = new(ignoreCase: true);

    public bool Equals(string? x, string? y) => string.Equals(x, y, _ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    public bool Equals(ReadOnlySpan<byte> alternate, string other) => _ignoreCase ? Ascii.EqualsIgnoreCase(alternate, other) : Ascii.Equals(alternate, other);

    public int GetHashCode(string text)
    {
        var hash = text.Length;
        foreach (var character in text)
        {
            hash = Add(hash, character);
        }
        return hash;
    }

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = alternate.Length;
        foreach (var character in alternate)
        {
            hash = Add(hash, character);
        }
        return hash;
    }

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.Latin1.GetString(alternate);

    // Bit 5 is what upper and lower case differ in.
    private static int Add(int hash, int character) => (hash * 31) + (character | 0x20);
}
