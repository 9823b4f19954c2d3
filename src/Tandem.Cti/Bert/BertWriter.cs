using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Tandem.Cti.Bert;

/// <summary>
/// Writes BERT messages, each term by its shortest tag that the profile allows, and allocates nothing but what <c>output</c> does. What is
/// written is not checked: after the header of a tuple of three, three terms are to follow.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="profile">Which tags may be used.</param>
public readonly partial struct BertWriter(IBufferWriter<byte> output, BertProfile profile = BertProfile.Bert10)
{
    /// <summary>Which tags may be used.</summary>
    public BertProfile Profile => profile;

    /// <summary>Begins a message: writes the magic byte 131.</summary>
    public void WriteMagic() => WriteTag(BertTag.Magic);

    /// <summary>Writes an atom.</summary>
    /// <param name="name">Its name, up to 255 characters.</param>
    /// <exception cref="ArgumentException">The name is too long.</exception>
    /// <exception cref="NotSupportedException">The name has a character beyond Latin-1, and the profile has no UTF-8 atoms.</exception>
    public void WriteAtom(ReadOnlySpan<char> name)
    {
        if (name.Length > BertTag.MaxAtomLength && (profile != BertProfile.Erlang || Runes(name) > BertTag.MaxAtomLength))
        {
            throw new ArgumentException($"An atom has up to {BertTag.MaxAtomLength} characters.", nameof(name));
        }
        if (profile == BertProfile.Erlang)
        {
            WriteUtf8Atom(name);
            return;
        }
        var span = output.GetSpan(3 + name.Length);
        if (Ascii.FromUtf16(name, span[3..], out _) != OperationStatus.Done)
        {
            CheckLatin1(name);
            Encoding.Latin1.GetBytes(name, span[3..]);
        }
        BinaryPrimitives.WriteUInt16BigEndian(span[1..], (ushort)name.Length);
        span[0] = BertTag.Atom;
        output.Advance(3 + name.Length);
    }

    /// <summary>Writes the header of a tuple; its elements are to follow.</summary>
    /// <param name="arity">How many.</param>
    /// <exception cref="NotSupportedException">There are more than 255, and the profile has no large tuples.</exception>
    public void WriteTupleHeader(int arity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(arity);
        if (arity <= byte.MaxValue)
        {
            WriteHeader(BertTag.SmallTuple, (byte)arity);
        }
        else if (profile != BertProfile.Basix2016)
        {
            WriteHeader(BertTag.LargeTuple, (uint)arity);
        }
        else
        {
            throw new NotSupportedException("Clients of Basix read no tuples of more than 255 elements.");
        }
    }

    /// <summary>Writes the header of a list that is not empty; its elements are to follow, and then its tail: <see cref="WriteNil"/>.</summary>
    /// <param name="count">How many elements, without the tail.</param>
    public void WriteListHeader(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        WriteHeader(BertTag.List, (uint)count);
    }

    /// <summary>Writes the empty list, which is also the end of a list.</summary>
    public void WriteNil() => WriteTag(BertTag.Nil);

    /// <summary>Writes the header of a map; a key and a value in turn are to follow.</summary>
    /// <param name="pairs">How many pairs.</param>
    /// <exception cref="NotSupportedException">The profile has no maps.</exception>
    public void WriteMapHeader(int pairs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pairs);
        WantErlang("maps");
        WriteHeader(BertTag.Map, (uint)pairs);
    }

    /// <summary>Writes a binary.</summary>
    /// <param name="value">Its bytes.</param>
    public void WriteBinary(ReadOnlySpan<byte> value)
    {
        WriteHeader(BertTag.Binary, (uint)value.Length);
        output.Write(value);
    }

    /// <summary>Writes a text: a binary of UTF-8.</summary>
    /// <param name="text">The text.</param>
    public void WriteText(ReadOnlySpan<char> text)
    {
        const int headerLength = 1 + sizeof(uint);
        var span = output.GetSpan(headerLength + Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, span[headerLength..]);
        span[0] = BertTag.Binary;
        BinaryPrimitives.WriteUInt32BigEndian(span[1..], (uint)length);
        output.Advance(headerLength + length);
    }

    /// <summary>Writes a list of bytes: what Erlang takes for a string, too.</summary>
    /// <param name="value">The bytes.</param>
    public void WriteByteList(ReadOnlySpan<byte> value)
    {
        switch (value.Length)
        {
            case 0:
                WriteNil();
                break;
            case <= ushort.MaxValue:
                var span = output.GetSpan(3 + value.Length);
                span[0] = BertTag.String;
                BinaryPrimitives.WriteUInt16BigEndian(span[1..], (ushort)value.Length);
                value.CopyTo(span[3..]);
                output.Advance(3 + value.Length);
                break;
            default:
                WriteListHeader(value.Length);
                foreach (var element in value)
                {
                    WriteInteger(element);
                }
                WriteNil();
                break;
        }
    }

    /// <summary>Writes a binary whose last byte is not whole.</summary>
    /// <param name="value">Its bytes, the bits of the last one from the top.</param>
    /// <param name="bits">How many bits there are in all.</param>
    /// <exception cref="NotSupportedException">The profile has no bit binaries.</exception>
    public void WriteBitBinary(ReadOnlySpan<byte> value, long bits)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(value.Length, (bits + 7) / 8);
        if (bits % 8 == 0)
        {
            WriteBinary(value);
            return;
        }
        WantErlang("bit binaries");
        WriteHeader(BertTag.BitBinary, (uint)value.Length);
        WriteTag((byte)(bits % 8));
        output.Write(value);
    }

    private static void CheckLatin1(ReadOnlySpan<char> name)
    {
        if (name.ContainsAnyExceptInRange('\0', '\u00FF'))
        {
            throw new NotSupportedException($"BERT 1.0 has no atom '{name}': its atoms are Latin-1.");
        }
    }

    private static int Runes(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }
        return count;
    }

    private void WantErlang(string what)
    {
        if (profile != BertProfile.Erlang)
        {
            throw new NotSupportedException($"BERT 1.0 has no {what}.");
        }
    }

    private void WriteUtf8Atom(ReadOnlySpan<char> name)
    {
        var length = Encoding.UTF8.GetByteCount(name);
        if (length <= byte.MaxValue)
        {
            WriteHeader(BertTag.SmallAtomUtf8, (byte)length);
        }
        else
        {
            var header = output.GetSpan(3);
            header[0] = BertTag.AtomUtf8;
            BinaryPrimitives.WriteUInt16BigEndian(header[1..], (ushort)length);
            output.Advance(3);
        }
        Encoding.UTF8.GetBytes(name, output.GetSpan(length));
        output.Advance(length);
    }

    private void WriteTag(byte tag)
    {
        output.GetSpan(1)[0] = tag;
        output.Advance(1);
    }

    private void WriteHeader(byte tag, byte length)
    {
        var span = output.GetSpan(2);
        span[1] = length;
        span[0] = tag;
        output.Advance(2);
    }

    private void WriteHeader(byte tag, uint length)
    {
        var span = output.GetSpan(5);
        BinaryPrimitives.WriteUInt32BigEndian(span[1..], length);
        span[0] = tag;
        output.Advance(5);
    }
}
