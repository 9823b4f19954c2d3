using System.Text;
using System.Text.Unicode;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Bert;

/// <summary>Knows the tuples that are BERT's own types.</summary>
internal static class BertComplexTypes
{
    private const int MicrosecondsPerSecond = 1_000_000;

    /// <summary>What BERT takes a tuple for; null where it is just a tuple.</summary>
    /// <param name="tuple">The elements of the tuple.</param>
    public static BertTerm? Find(ValueList<BertTerm> tuple)
    {
        if (tuple.Count < 2 || tuple[0] is not BertTerm.Atom { Name: BertWriter.Bert } || tuple[1] is not BertTerm.Atom type)
        {
            return null;
        }
        return (type.Name, tuple.Count) switch
        {
            ("nil", 2) => new BertTerm.Nil(),
            ("true", 2) => new BertTerm.Boolean(true),
            ("false", 2) => new BertTerm.Boolean(false),
            ("dict", 3) => FindDictionary(tuple[2]),
            ("time", 5) => FindTime(tuple),
            ("regex", 4) => FindRegex(tuple),
            _ => null,
        };
    }

    private static BertTerm.Dictionary? FindDictionary(BertTerm list)
    {
        if (list is not BertTerm.List { Tail: null } pairs)
        {
            return null;
        }
        var found = new KeyValuePair<BertTerm, BertTerm>[pairs.Elements.Count];
        for (var i = 0; i < found.Length; i++)
        {
            if (FindPair(pairs.Elements[i]) is not { } pair)
            {
                return null;
            }
            found[i] = pair;
        }
        return new BertTerm.Dictionary([.. found]);
    }

    /// <summary>A pair of a dictionary, also one whose key is <c>bert</c>, which would else be something of its own.</summary>
    private static KeyValuePair<BertTerm, BertTerm>? FindPair(BertTerm term) => term switch
    {
        BertTerm.Tuple { Elements: { Count: 2 } pair } => KeyValuePair.Create(pair[0], pair[1]),
        BertTerm.Nil => KeyValuePair.Create(BertTerm.AtomOf(BertWriter.Bert), BertTerm.AtomOf("nil")),
        BertTerm.Boolean boolean => KeyValuePair.Create(BertTerm.AtomOf(BertWriter.Bert), BertTerm.AtomOf(boolean.Value ? "true" : "false")),
        _ => null,
    };

    private static BertTerm.Time? FindTime(ValueList<BertTerm> tuple)
    {
        if (tuple[2] is not BertTerm.Integer mega || tuple[3] is not BertTerm.Integer seconds || tuple[4] is not BertTerm.Integer micro)
        {
            return null;
        }
        var microseconds = (((mega.Value * MicrosecondsPerSecond) + seconds.Value) * MicrosecondsPerSecond) + micro.Value;
        return BertTime.TryFromMicroseconds(microseconds, out var instant) ? new BertTerm.Time(instant) : null;
    }

    private static BertTerm.Regex? FindRegex(ValueList<BertTerm> tuple)
    {
        if (tuple[2] is not BertTerm.Binary source || !Utf8.IsValid(source.Bytes.Span) || tuple[3] is not BertTerm.List { Tail: null } options)
        {
            return null;
        }
        var names = options.Elements.Select(option => (option as BertTerm.Atom)?.Name).ToArray();
        return names.Contains(null) ? null : new BertTerm.Regex(Encoding.UTF8.GetString(source.Bytes.Span), [.. names!]);
    }
}
