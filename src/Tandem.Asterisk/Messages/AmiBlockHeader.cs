using System.Text;

namespace Tandem.Asterisk.Messages;

/// <summary>One header of a <see cref="AmiBlock"/>, as the bytes that came.</summary>
public readonly ref struct AmiBlockHeader
{
    internal AmiBlockHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>Its name, in the case that it was sent in.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>Its value as it came: neither decoded nor unescaped.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>Whether the header has this name; upper and lower case are the same.</summary>
    public bool Is(ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(Name, name);
}
