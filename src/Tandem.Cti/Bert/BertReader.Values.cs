using System.Buffers;
using System.Numerics;
using System.Text;
using System.Text.Unicode;

namespace Tandem.Cti.Bert;

public ref partial struct BertReader
{
    /// <summary>The integer that was read, where it has at most 64 bits.</summary>
    /// <param name="value">The integer.</param>
    /// <returns>False when the token is no integer, or a larger one.</returns>
    public readonly bool TryGetInt64(out long value)
    {
        value = _number;
        return TokenType == BertTokenType.Integer && !_isBig;
    }

    /// <summary>The integer that was read.</summary>
    /// <exception cref="BertException">The token is no integer, or has more than 64 bits.</exception>
    public readonly long GetInt64() => TryGetInt64(out var value) ? value : throw Fault("An integer of 64 bits is wanted");

    /// <summary>The integer that was read, of any size.</summary>
    /// <exception cref="BertException">The token is no integer.</exception>
    public readonly BigInteger GetBigInteger()
    {
        if (TryGetInt64(out var value))
        {
            return value;
        }
        Want(BertTokenType.Integer);
        var magnitude = HasValueSequence ? new BigInteger(ValueSequence.ToArray(), isUnsigned: true) : new BigInteger(ValueSpan, isUnsigned: true);
        return _isNegative ? -magnitude : magnitude;
    }

    /// <summary>The float that was read.</summary>
    /// <exception cref="BertException">The token is no float.</exception>
    public readonly double GetDouble()
    {
        Want(BertTokenType.Float);
        return _float;
    }

    /// <summary>The atom that was read.</summary>
    /// <exception cref="BertException">The token is no atom.</exception>
    public readonly string GetAtom()
    {
        Want(BertTokenType.Atom);
        return Decode(_isUtf8 ? Encoding.UTF8 : Encoding.Latin1);
    }

    /// <summary>Whether the token is an atom of this name.</summary>
    /// <param name="name">The name, in ASCII.</param>
    public readonly bool IsAtom(ReadOnlySpan<byte> name) => TokenType == BertTokenType.Atom && ValueEquals(name);

    /// <summary>Whether the token is a text of this content: an atom, a binary or a list of bytes.</summary>
    /// <param name="text">The content, in ASCII.</param>
    public readonly bool IsText(ReadOnlySpan<byte> text) =>
        TokenType is BertTokenType.Atom or BertTokenType.Binary or BertTokenType.ByteList && ValueEquals(text);

    /// <summary>The text of an atom, a binary or a list of bytes. What is no UTF-8 is taken for Latin-1, and the empty list for an empty
    /// text.</summary>
    /// <exception cref="BertException">The token is none of these.</exception>
    public readonly string GetText() => TokenType switch
    {
        BertTokenType.Atom => GetAtom(),
        BertTokenType.Nil => "",
        BertTokenType.ByteList => Decode(Encoding.Latin1),
        BertTokenType.Binary when HasValueSequence => TextOf(ValueSequence.ToArray()),
        BertTokenType.Binary => TextOf(ValueSpan),
        _ => throw Fault("A text is wanted"),
    };

    /// <summary>A copy of the bytes of a binary, bit binary or list of bytes.</summary>
    /// <exception cref="BertException">The token is none of these.</exception>
    public readonly byte[] GetBytes() => TokenType is BertTokenType.Binary or BertTokenType.BitBinary or BertTokenType.ByteList
        ? CopyValue()
        : throw Fault("Bytes are wanted");

    private static string TextOf(ReadOnlySpan<byte> bytes) => (Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);

    private readonly void Want(BertTokenType type)
    {
        if (TokenType != type)
        {
            throw Fault($"{type} is wanted, and {TokenType} is there");
        }
    }

    private readonly bool ValueEquals(ReadOnlySpan<byte> expected)
    {
        if (!HasValueSequence)
        {
            return ValueSpan.SequenceEqual(expected);
        }
        if (ValueSequence.Length != expected.Length)
        {
            return false;
        }
        foreach (var segment in ValueSequence)
        {
            if (!expected.StartsWith(segment.Span))
            {
                return false;
            }
            expected = expected[segment.Length..];
        }
        return true;
    }
}
