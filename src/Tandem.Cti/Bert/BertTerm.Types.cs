using System.Numerics;
using System.Text;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Bert;

public abstract partial record BertTerm
{
    /// <summary>A whole number.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Integer(BigInteger Value) : BertTerm
    {
        /// <inheritdoc/>
        public override void WriteTo(BertWriter writer) => writer.WriteInteger(Value);
    }

    /// <summary>A floating-point number.</summary>
    /// <param name="Value">The number; finite.</param>
    public sealed record Float(double Value) : BertTerm
    {
        /// <inheritdoc/>
        public override void WriteTo(BertWriter writer) => writer.WriteFloat(Value);

        /// <inheritdoc/>
        public bool Equals(Float? other) => other is not null && BitConverter.DoubleToInt64Bits(Value) == BitConverter.DoubleToInt64Bits(other.Value);

        // Seeded, as the keys of a map may be chosen by a stranger.
        /// <inheritdoc/>
        public override int GetHashCode()
        {
            var bits = BitConverter.DoubleToInt64Bits(Value);
            return HashCode.Combine((int)bits, (int)(bits >> 32));
        }
    }

    /// <summary>An atom.</summary>
    /// <param name="Name">Its name, up to 255 characters.</param>
    public sealed record Atom(string Name) : BertTerm
    {
        /// <inheritdoc/>
        public override void WriteTo(BertWriter writer) => writer.WriteAtom(Name);
    }

    /// <summary>A binary: text or bytes.</summary>
    /// <param name="Bytes">Its bytes.</param>
    public sealed record Binary(ReadOnlyMemory<byte> Bytes) : BertTerm
    {
        /// <summary>A text.</summary>
        /// <param name="text">The text; becomes UTF-8.</param>
        public static Binary Of(string text) => new(Encoding.UTF8.GetBytes(text));

        /// <inheritdoc/>
        public override void WriteTo(BertWriter writer) => writer.WriteBinary(Bytes.Span);

        /// <inheritdoc/>
        public bool Equals(Binary? other) => other is not null && Bytes.Span.SequenceEqual(other.Bytes.Span);

        /// <inheritdoc/>
        public override int GetHashCode() => HashOf(Bytes.Span);
    }

    /// <summary>A binary whose last byte is not whole.</summary>
    public sealed record BitBinary : BertTerm
    {
        /// <summary>Makes a bit binary.</summary>
        /// <param name="bytes">Its bytes, the bits of the last one from the top; those beneath them are cleared.</param>
        /// <param name="bits">How many bits there are; no multiple of 8.</param>
        public BitBinary(ReadOnlySpan<byte> bytes, long bits)
        {
            ArgumentOutOfRangeException.ThrowIfZero(bits % 8);
            ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, (bits + 7) / 8);
            var copy = bytes.ToArray();
            copy[^1] &= (byte)(0xFF << (8 - (int)(bits % 8)));
            Bytes = copy;
            Bits = bits;
        }

        /// <summary>The bytes.</summary>
        public ReadOnlyMemory<byte> Bytes { get; }

        /// <summary>How many bits there are.</summary>
        public long Bits { get; }

        /// <inheritdoc/>
        public override void WriteTo(BertWriter writer) => writer.WriteBitBinary(Bytes.Span, Bits);

        /// <inheritdoc/>
        public bool Equals(BitBinary? other) => other is not null && Bits == other.Bits && Bytes.Span.SequenceEqual(other.Bytes.Span);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Bits, HashOf(Bytes.Span));
    }

    /// <summary>A list of 1 to 65,535 bytes, which Erlang takes for a string of Latin-1, too.</summary>
    public sealed record ByteList : BertTerm
    {
        internal ByteList(byte[] bytes) => Bytes = bytes;

        /// <summary>The bytes.</summary>
        public ReadOnlyMemory<byte> Bytes { get; }

        /// <inheritdoc/>
        public override void WriteTo(BertWriter writer) => writer.WriteByteList(Bytes.Span);

        /// <inheritdoc/>
        public bool Equals(ByteList? other) => other is not null && Bytes.Span.SequenceEqual(other.Bytes.Span);

        /// <inheritdoc/>
        public override int GetHashCode() => HashOf(Bytes.Span);
    }

    /// <summary>A list. Made by <see cref="ListOf"/> or <see cref="ImproperListOf"/>.</summary>
    public sealed record List : BertTerm
    {
        internal List(ValueList<BertTerm> elements, BertTerm? tail)
        {
            Elements = elements;
            Tail = tail;
        }

        /// <summary>The elements.</summary>
        public ValueList<BertTerm> Elements { get; }

        /// <summary>What comes after the last element of an improper list; null for a proper one.</summary>
        public BertTerm? Tail { get; }

        /// <inheritdoc/>
        public override void WriteTo(BertWriter writer)
        {
            if (Elements.Count > 0)
            {
                writer.WriteListHeader(Elements.Count);
                foreach (var element in Elements.AsSpan())
                {
                    element.WriteTo(writer);
                }
            }
            if (Tail is null)
            {
                writer.WriteNil();
            }
            else
            {
                Tail.WriteTo(writer);
            }
        }
    }

    /// <summary>A tuple. Made by <see cref="TupleOf"/>.</summary>
    public sealed record Tuple : BertTerm
    {
        internal Tuple(ValueList<BertTerm> elements) => Elements = elements;

        /// <summary>The elements.</summary>
        public ValueList<BertTerm> Elements { get; }

        /// <inheritdoc/>
        public override void WriteTo(BertWriter writer)
        {
            writer.WriteTupleHeader(Elements.Count);
            foreach (var element in Elements.AsSpan())
            {
                element.WriteTo(writer);
            }
        }
    }

    /// <summary>A map of Erlang: not part of BERT 1.0.</summary>
    public sealed record Map : BertTerm
    {
        /// <summary>Makes a map.</summary>
        /// <param name="pairs">Its pairs; no key twice.</param>
        /// <exception cref="ArgumentException">A key is there twice.</exception>
        public Map(ValueList<KeyValuePair<BertTerm, BertTerm>> pairs)
        {
            ArgumentNullException.ThrowIfNull(pairs);
            var keys = new HashSet<BertTerm>(pairs.Count);
            foreach (var pair in pairs)
            {
                if (!keys.Add(pair.Key))
                {
                    throw new ArgumentException($"The key {pair.Key} is in the map twice.", nameof(pairs));
                }
            }
            Pairs = pairs;
        }

        /// <summary>The pairs, in the order of the message.</summary>
        public ValueList<KeyValuePair<BertTerm, BertTerm>> Pairs { get; }

        /// <inheritdoc/>
        public override void WriteTo(BertWriter writer)
        {
            writer.WriteMapHeader(Pairs.Count);
            foreach (var pair in Pairs.AsSpan())
            {
                pair.Key.WriteTo(writer);
                pair.Value.WriteTo(writer);
            }
        }
    }

    /// <summary>BERT's nil.</summary>
    public sealed record Nil : BertTerm
    {
        /// <inheritdoc/>
        public override void WriteTo(BertWriter writer) => writer.WriteBertNil();
    }

    /// <summary>BERT's boolean.</summary>
    /// <param name="Value">The boolean.</param>
    public sealed record Boolean(bool Value) : BertTerm
    {
        /// <inheritdoc/>
        public override void WriteTo(BertWriter writer) => writer.WriteBoolean(Value);
    }

    /// <summary>BERT's dictionary.</summary>
    /// <param name="Pairs">The pairs, in the order of the message.</param>
    public sealed record Dictionary(ValueList<KeyValuePair<BertTerm, BertTerm>> Pairs) : BertTerm
    {
        /// <inheritdoc/>
        public override void WriteTo(BertWriter writer)
        {
            writer.WriteDictionaryHeader(Pairs.Count);
            foreach (var pair in Pairs.AsSpan())
            {
                writer.WriteTupleHeader(2);
                pair.Key.WriteTo(writer);
                pair.Value.WriteTo(writer);
            }
            if (Pairs.Count > 0)
            {
                writer.WriteNil();
            }
        }
    }

    /// <summary>BERT's instant.</summary>
    public sealed record Time : BertTerm
    {
        /// <summary>Makes an instant.</summary>
        /// <param name="value">The instant; what is finer than a microsecond is cut off.</param>
        public Time(DateTimeOffset value)
        {
            BertTime.TryFromMicroseconds(BertTime.ToMicroseconds(value), out var instant);
            Value = instant;
        }

        /// <summary>The instant, in UTC.</summary>
        public DateTimeOffset Value { get; }

        /// <inheritdoc/>
        public override void WriteTo(BertWriter writer) => writer.WriteTime(Value);
    }

    /// <summary>BERT's regular expression.</summary>
    /// <param name="Source">The expression, as PCRE reads it.</param>
    /// <param name="Options">The names of its options, such as <c>caseless</c>.</param>
    public sealed record Regex(string Source, ValueList<string> Options) : BertTerm
    {
        /// <inheritdoc/>
        public override void WriteTo(BertWriter writer) => writer.WriteRegex(Source, Options.AsSpan());
    }

    private static int HashOf(ReadOnlySpan<byte> bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }
}
