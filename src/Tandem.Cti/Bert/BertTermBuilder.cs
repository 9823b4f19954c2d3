using Tandem.Pbx.Model;

namespace Tandem.Cti.Bert;

/// <summary>Makes trees of tokens.</summary>
internal static class BertTermBuilder
{
    public static BertTerm Build(ref BertReader reader) => reader.TokenType switch
    {
        BertTokenType.Integer => new BertTerm.Integer(reader.GetBigInteger()),
        BertTokenType.Float => new BertTerm.Float(reader.GetDouble()),
        BertTokenType.Atom => new BertTerm.Atom(reader.GetAtom()),
        BertTokenType.Binary => new BertTerm.Binary(reader.GetBytes()),
        BertTokenType.BitBinary when reader.Count % 8 != 0 => new BertTerm.BitBinary(reader.GetBytes(), reader.Count),
        BertTokenType.BitBinary => new BertTerm.Binary(reader.GetBytes()),
        BertTokenType.ByteList when reader.Count > 0 => new BertTerm.ByteList(reader.GetBytes()),
        BertTokenType.Tuple => BertTerm.MakeTuple(ReadElements(ref reader)),
        BertTokenType.List => ReadList(ref reader),
        BertTokenType.Map => ReadMap(ref reader),
        _ => BertTerm.EmptyList,
    };

    private static ValueList<BertTerm> ReadElements(ref BertReader reader)
    {
        var elements = new BertTerm[reader.Count];
        for (var i = 0; i < elements.Length; i++)
        {
            reader.ReadNext();
            elements[i] = Build(ref reader);
        }
        return [.. elements];
    }

    private static BertTerm ReadList(ref BertReader reader)
    {
        var elements = ReadElements(ref reader);
        return reader.ReadNext() == BertTokenType.Nil ? BertTerm.MakeList(elements) : BertTerm.MakeList(elements, Build(ref reader));
    }

    private static BertTerm.Map ReadMap(ref BertReader reader)
    {
        var start = reader.Offset;
        var pairs = new KeyValuePair<BertTerm, BertTerm>[reader.Count];
        for (var i = 0; i < pairs.Length; i++)
        {
            reader.ReadNext();
            var key = Build(ref reader);
            reader.ReadNext();
            pairs[i] = KeyValuePair.Create(key, Build(ref reader));
        }
        try
        {
            return new BertTerm.Map([.. pairs]);
        }
        catch (ArgumentException)
        {
            throw new BertException("A key is in the map twice", start);
        }
    }
}
