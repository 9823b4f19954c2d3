using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Tandem.Cti.Bert;

public readonly partial struct BertWriter
{
    /// <summary>Writes an integer.</summary>
    /// <param name="value">The integer.</param>
    public void WriteInteger(long value)
    {
        var smallLimit = profile == BertProfile.Basix2016 ? 127 : 255;
        if (value >= 0 && value <= smallLimit)
        {
            var small = output.GetSpan(2);
            small[1] = (byte)value;
            small[0] = BertTag.SmallInteger;
            output.Advance(2);
        }
        else if (value is >= int.MinValue and <= int.MaxValue)
        {
            var integer = output.GetSpan(5);
            BinaryPrimitives.WriteInt32BigEndian(integer[1..], (int)value);
            integer[0] = BertTag.Integer;
            output.Advance(5);
        }
        else
        {
            var magnitude = value < 0 ? (ulong)-(value + 1) + 1 : (ulong)value;
            var length = sizeof(ulong) - (BitOperations.LeadingZeroCount(magnitude) / 8);
            var big = output.GetSpan(3 + sizeof(ulong));
            BinaryPrimitives.WriteUInt64LittleEndian(big[3..], magnitude);
            big[2] = (byte)(value < 0 ? 1 : 0);
            big[1] = (byte)length;
            big[0] = BertTag.SmallBig;
            output.Advance(3 + length);
        }
    }

    /// <summary>Writes an integer of any size.</summary>
    /// <param name="value">The integer.</param>
    public void WriteInteger(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            WriteInteger((long)value);
            return;
        }
        var magnitude = BigInteger.Abs(value);
        var length = magnitude.GetByteCount(isUnsigned: true);
        if (length <= byte.MaxValue)
        {
            WriteHeader(BertTag.SmallBig, (byte)length);
        }
        else
        {
            WriteHeader(BertTag.LargeBig, (uint)length);
        }
        WriteTag((byte)(value.Sign < 0 ? 1 : 0));
        magnitude.TryWriteBytes(output.GetSpan(length), out _, isUnsigned: true);
        output.Advance(length);
    }

    /// <summary>Writes a float.</summary>
    /// <param name="value">The float; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    /// <exception cref="NotSupportedException">The profile has no floats.</exception>
    public void WriteFloat(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A float is a finite number.");
        }
        switch (profile)
        {
            case BertProfile.Erlang:
                var span = output.GetSpan(1 + sizeof(double));
                span[0] = BertTag.NewFloat;
                BinaryPrimitives.WriteDoubleBigEndian(span[1..], value);
                output.Advance(1 + sizeof(double));
                break;
            case BertProfile.Bert10:
                WriteOldFloat(value);
                break;
            default:
                throw new NotSupportedException("Clients of Basix read no floats.");
        }
    }

    // As C's %.20e writes it: at least two digits in the exponent, where .NET writes at least three.
    private void WriteOldFloat(double value)
    {
        Span<byte> text = stackalloc byte[BertTag.FloatLength + 1];
        value.TryFormat(text, out var length, "e20", CultureInfo.InvariantCulture);
        var hundreds = length - 3;
        if (text[hundreds] == '0')
        {
            text[(hundreds + 1)..length].CopyTo(text[hundreds..]);
            length--;
        }
        var span = output.GetSpan(1 + BertTag.FloatLength)[..(1 + BertTag.FloatLength)];
        span.Clear();
        span[0] = BertTag.Float;
        text[..length].CopyTo(span[1..]);
        output.Advance(span.Length);
    }
}
