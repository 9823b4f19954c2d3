using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Tandem.Cti.Bert;

namespace Tandem.Cti.Tests.Bert;

/// <summary>Terms of every type.</summary>
internal static class TermGenerator
{
    private static readonly string[] Names = ["a", "undefined", "true", "nil", "bert", "dict", "chan_info", "Übung", "it's", "", "with space"];

    /// <summary>Terms that BERT 1.0 can say.</summary>
    public static Arbitrary<BertTerm> Bert10 { get; } = Gen.Sized(size => Of(Math.Min(size, 40), isErlang: false)).ToArbitrary();

    /// <summary>Terms that a present Erlang can say.</summary>
    public static Arbitrary<BertTerm> Erlang { get; } = Gen.Sized(size => Of(Math.Min(size, 40), isErlang: true)).ToArbitrary();

    private static Gen<BertTerm> Of(int size, bool isErlang)
    {
        if (size < 2)
        {
            return Leaf(isErlang);
        }
        var element = Of(size / 3, isErlang);
        var pair = from key in element from value in element select KeyValuePair.Create(key, value);
        Gen<BertTerm>[] nested =
        [
            element.ArrayOf(3).Select(elements => BertTerm.TupleOf(elements)),
            element.ArrayOf(2).Select(elements => BertTerm.TupleOf([BertTerm.AtomOf("bert"), .. elements])),
            element.ArrayOf(4).Select(elements => BertTerm.ListOf(elements)),
            from elements in element.ArrayOf(2) from tail in element select BertTerm.ImproperListOf(elements, tail),
            pair.ArrayOf(3).Select(pairs => (BertTerm)new BertTerm.Dictionary([.. pairs])),
            .. isErlang ? [pair.ArrayOf(3).Select(pairs => (BertTerm)new BertTerm.Map([.. pairs.DistinctBy(item => item.Key)]))] : Array.Empty<Gen<BertTerm>>(),
        ];
        return Gen.OneOf([Leaf(isErlang), .. nested]);
    }

    private static Gen<BertTerm> Leaf(bool isErlang)
    {
        var bytes = ArbMap.Default.GeneratorFor<byte[]>();
        Gen<BertTerm>[] leaves =
        [
            ArbMap.Default.GeneratorFor<long>().Select(value => (BertTerm)value),
            Gen.Choose(0, 300).Select(value => (BertTerm)value),
            ArbMap.Default.GeneratorFor<BigInteger>().Select(value => (BertTerm)new BertTerm.Integer(BigInteger.Pow(value, 9))),
            ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite).Select(value => (BertTerm)new BertTerm.Float(value)),
            Gen.Elements(Names).Select(BertTerm.AtomOf),
            bytes.Select(value => (BertTerm)new BertTerm.Binary(value)),
            bytes.Select(value => BertTerm.ListOf([.. value.Select(item => (BertTerm)(long)item)])),
            ArbMap.Default.GeneratorFor<string>().Where(text => text is not null && !text.Any(char.IsSurrogate)).Select(text => (BertTerm)text),
            ArbMap.Default.GeneratorFor<DateTimeOffset>().Select(value => (BertTerm)new BertTerm.Time(value)),
            Gen.Elements<BertTerm>(new BertTerm.Nil(), new BertTerm.Boolean(true), new BertTerm.Regex("a", []), new BertTerm.Regex("ü+", ["caseless", "extended"])),
            .. isErlang
                ? new[] { Gen.Elements<BertTerm>(new BertTerm.BitBinary([0xFF, 0xA0], 11), BertTerm.AtomOf("ユニコード")) }
                : [],
        ];
        return Gen.OneOf(leaves);
    }
}
