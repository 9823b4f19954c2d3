using System.Buffers;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Bert;

/// <summary>
/// A BERT term as a tree: one nested record for each type, immutable, equal to another of the same content. The types that BERT adds
/// (<see cref="Nil"/>, <see cref="Boolean"/>, <see cref="Dictionary"/>, <see cref="Time"/>, <see cref="Regex"/>) are tuples on the wire; a tuple that
/// begins with <c>bert</c> and is none of them stays a tuple.
/// </summary>
public abstract partial record BertTerm
{
    private BertTerm()
    {
    }

    /// <summary>The empty list.</summary>
    public static BertTerm EmptyList { get; } = new List([], null);

    /// <summary>Reads a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="options">The limits; the defaults where null.</param>
    /// <exception cref="BertException">It is no BERT, or goes beyond a limit.</exception>
    public static BertTerm Decode(ReadOnlyMemory<byte> message, BertReaderOptions? options = null) =>
        Decode(new ReadOnlySequence<byte>(message), options);

    /// <inheritdoc cref="Decode(ReadOnlyMemory{byte}, BertReaderOptions?)"/>
    public static BertTerm Decode(ReadOnlySequence<byte> message, BertReaderOptions? options = null)
    {
        var reader = new BertReader(message, options);
        reader.Read();
        var term = BertTermBuilder.Build(ref reader);
        reader.Read();
        return term;
    }

    /// <summary>The term whose first token a reader has just read; the reader stands at its last one then.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BertException">It is no BERT, or goes beyond a limit.</exception>
    public static BertTerm Read(ref BertReader reader) => BertTermBuilder.Build(ref reader);

    /// <summary>Reads a term as Erlang writes it: <c>{chan_info,{&lt;&lt;"u1"&gt;&gt;,42,undefined}}</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="BertException">It is no term.</exception>
    public static BertTerm Parse(string text) => BertTextReader.Parse(text);

    /// <summary>An integer.</summary>
    /// <param name="value">The integer.</param>
    public static implicit operator BertTerm(long value) => new Integer(value);

    /// <summary>A text: a binary of UTF-8.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator BertTerm(string text) => Binary.Of(text);

    /// <summary>An atom.</summary>
    /// <param name="name">Its name.</param>
    public static BertTerm AtomOf(string name) => new Atom(name);

    /// <summary>A tuple, or what BERT takes it for.</summary>
    /// <param name="elements">Its elements.</param>
    public static BertTerm TupleOf(params ReadOnlySpan<BertTerm> elements) => MakeTuple(ValueList.Create(elements));

    /// <summary>A list; one of 1 to 65,535 bytes is a <see cref="ByteList"/>, as Erlang makes no difference.</summary>
    /// <param name="elements">Its elements.</param>
    public static BertTerm ListOf(params ReadOnlySpan<BertTerm> elements) => MakeList(ValueList.Create(elements));

    /// <summary>An improper list; where the tail is a list the two are one list.</summary>
    /// <param name="elements">Its elements.</param>
    /// <param name="tail">What comes after the last of them.</param>
    public static BertTerm ImproperListOf(ReadOnlySpan<BertTerm> elements, BertTerm tail)
    {
        ArgumentNullException.ThrowIfNull(tail);
        return MakeList(ValueList.Create(elements), tail);
    }

    /// <summary>The term as a message.</summary>
    /// <param name="profile">Which tags may be used.</param>
    /// <exception cref="NotSupportedException">The profile has no tag for a part of it.</exception>
    public byte[] Encode(BertProfile profile = BertProfile.Bert10)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new BertWriter(output, profile);
        writer.WriteMagic();
        WriteTo(writer);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes the term.</summary>
    /// <param name="writer">Where to.</param>
    /// <exception cref="NotSupportedException">The profile has no tag for a part of it.</exception>
    public abstract void WriteTo(BertWriter writer);

    /// <summary>The term as Erlang writes it.</summary>
    public sealed override string ToString() => BertTextWriter.Write(this);

    internal static BertTerm MakeTuple(ValueList<BertTerm> elements) => BertComplexTypes.Find(elements) ?? new Tuple(elements);

    internal static BertTerm MakeList(ValueList<BertTerm> elements, BertTerm? tail = null) => tail switch
    {
        List more => MakeList([.. elements, .. more.Elements], more.Tail),
        ByteList bytes => MakeList([.. elements, .. bytes.Bytes.ToArray().Select(value => (BertTerm)new Integer(value))]),
        not null when elements.Count == 0 => tail,
        null when IsByteList(elements) => new ByteList(elements.Select(element => (byte)((Integer)element).Value).ToArray()),
        _ => new List(elements, tail),
    };

    private static bool IsByteList(ValueList<BertTerm> elements)
    {
        if (elements.Count is 0 or > ushort.MaxValue)
        {
            return false;
        }
        foreach (var element in elements.AsSpan())
        {
            if (element is not Integer { Value: var value } || value < 0 || value > byte.MaxValue)
            {
                return false;
            }
        }
        return true;
    }
}
