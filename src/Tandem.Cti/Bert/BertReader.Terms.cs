using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Tandem.Cti.Bert;

public ref partial struct BertReader
{
    // An atom has up to 255 characters, and UTF-8 up to four bytes a character.
    private const int MaxAtomBytes = BertTag.MaxAtomLength * 4;

    private void ReadTerm(byte tag)
    {
        switch (tag)
        {
            case BertTag.SmallInteger:
                SetInteger(ReadByte());
                break;
            case BertTag.Integer:
                SetInteger((int)ReadUInt32());
                break;
            case BertTag.SmallBig:
                ReadBig(ReadByte());
                break;
            case BertTag.LargeBig:
                ReadBig(ReadUInt32());
                break;
            case BertTag.Float:
                ReadOldFloat();
                break;
            case BertTag.NewFloat:
                ReadNewFloat();
                break;
            case BertTag.Atom:
                ReadAtom(ReadUInt16(), isUtf8: false);
                break;
            case BertTag.SmallAtom:
                ReadAtom(ReadByte(), isUtf8: false);
                break;
            case BertTag.AtomUtf8:
                ReadAtom(ReadUInt16(), isUtf8: true);
                break;
            case BertTag.SmallAtomUtf8:
                ReadAtom(ReadByte(), isUtf8: true);
                break;
            case BertTag.SmallTuple:
                Open(BertTokenType.Tuple, _children = ReadByte(), _children);
                break;
            case BertTag.LargeTuple:
                var arity = ReadUInt32();
                Open(BertTokenType.Tuple, arity, arity);
                break;
            case BertTag.List:
                var count = ReadUInt32();
                Open(BertTokenType.List, count, count + 1L);
                break;
            case BertTag.Map:
                var pairs = ReadUInt32();
                Open(BertTokenType.Map, pairs, pairs * 2L);
                break;
            case BertTag.Nil:
                TokenType = BertTokenType.Nil;
                break;
            case BertTag.String:
                ReadBytes(BertTokenType.ByteList, ReadUInt16());
                break;
            case BertTag.Binary:
                ReadBytes(BertTokenType.Binary, ReadUInt32());
                break;
            case BertTag.BitBinary:
                ReadBitBinary();
                break;
            default:
                throw Fault(tag == BertTag.Compressed ? "Only a whole message can be compressed" : $"The tag {tag} is no data");
        }
    }

    private byte ReadByte() => _input.TryRead(out var value) ? value : throw Truncated();

    private ushort ReadUInt16() => _input.TryReadBigEndian(out short value) ? (ushort)value : throw Truncated();

    private uint ReadUInt32() => _input.TryReadBigEndian(out int value) ? (uint)value : throw Truncated();

    private readonly BertException Truncated() => Fault("The message ends within a term");

    private void SetInteger(long value)
    {
        TokenType = BertTokenType.Integer;
        _number = value;
        _isBig = false;
    }

    private void ReadBig(long length)
    {
        var sign = ReadByte();
        if (sign > 1)
        {
            throw Fault($"The sign of an integer is {sign}");
        }
        if (length > _options.MaxIntegerSize)
        {
            throw Fault($"An integer has {length} bytes, of {_options.MaxIntegerSize} allowed");
        }
        ReadBytes(BertTokenType.Integer, length);
        Count = 0;
        _isNegative = sign == 1;
        _isBig = true;
        if (length <= sizeof(long))
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            CopyValue(bytes);
            var magnitude = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            if (magnitude <= long.MaxValue)
            {
                SetInteger(_isNegative ? -(long)magnitude : (long)magnitude);
            }
            else if (_isNegative && magnitude == 1UL << 63)
            {
                SetInteger(long.MinValue);
            }
        }
    }

    private void ReadOldFloat()
    {
        Span<byte> text = stackalloc byte[BertTag.FloatLength];
        if (!_input.TryCopyTo(text))
        {
            throw Truncated();
        }
        _input.Advance(BertTag.FloatLength);
        var end = text.IndexOf((byte)0);
        var digits = end < 0 ? text : text[..end];
        if (!Utf8Parser.TryParse(digits.TrimStart((byte)' '), out double value, out var used) || used != digits.TrimStart((byte)' ').Length || !double.IsFinite(value))
        {
            throw Fault("A float is no number");
        }
        TokenType = BertTokenType.Float;
        _float = value;
    }

    private void ReadNewFloat()
    {
        if (!_input.TryReadBigEndian(out long bits))
        {
            throw Truncated();
        }
        _float = BitConverter.Int64BitsToDouble(bits);
        TokenType = BertTokenType.Float;
        if (!double.IsFinite(_float))
        {
            throw Fault("A float is no number");
        }
    }

    private void ReadAtom(int length, bool isUtf8)
    {
        if (length > (isUtf8 ? MaxAtomBytes : BertTag.MaxAtomLength))
        {
            throw Fault($"An atom has more than {BertTag.MaxAtomLength} characters");
        }
        ReadBytes(BertTokenType.Atom, length);
        Count = 0;
        _isUtf8 = isUtf8;
        if (isUtf8)
        {
            CheckAtom();
        }
    }

    private readonly void CheckAtom()
    {
        Span<byte> copy = stackalloc byte[MaxAtomBytes];
        var bytes = HasValueSequence ? copy[..CopyValue(copy)] : ValueSpan;
        if (!Utf8.IsValid(bytes))
        {
            throw Fault("An atom is no UTF-8");
        }
        var characters = 0;
        foreach (var value in bytes)
        {
            characters += (value & 0xC0) == 0x80 ? 0 : 1;
        }
        if (characters > BertTag.MaxAtomLength)
        {
            throw Fault($"An atom has more than {BertTag.MaxAtomLength} characters");
        }
    }

    private void ReadBitBinary()
    {
        var length = ReadUInt32();
        var bits = ReadByte();
        if (bits > 8 || (bits == 0) != (length == 0))
        {
            throw Fault($"The last byte of a bit binary has {bits} bits");
        }
        ReadBytes(BertTokenType.BitBinary, length);
        Count = length == 0 ? 0 : ((length - 1L) * 8) + bits;
    }

    private void ReadBytes(BertTokenType type, long length)
    {
        if (length > _input.Remaining)
        {
            throw Truncated();
        }
        TokenType = type;
        Count = length;
        if (length <= _input.UnreadSpan.Length)
        {
            ValueSpan = _input.UnreadSpan[..(int)length];
        }
        else
        {
            ValueSequence = _input.UnreadSequence.Slice(0, length);
            HasValueSequence = true;
        }
        _input.Advance(length);
    }

    private readonly int CopyValue(Span<byte> copy)
    {
        if (HasValueSequence)
        {
            ValueSequence.CopyTo(copy);
            return (int)ValueSequence.Length;
        }
        ValueSpan.CopyTo(copy);
        return ValueSpan.Length;
    }

    private readonly byte[] CopyValue() => HasValueSequence ? ValueSequence.ToArray() : ValueSpan.ToArray();

    private readonly string Decode(Encoding encoding) => HasValueSequence ? encoding.GetString(ValueSequence) : encoding.GetString(ValueSpan);
}
