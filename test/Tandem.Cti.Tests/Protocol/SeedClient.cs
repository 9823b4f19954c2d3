using Tandem.Cti.Bert;

namespace Tandem.Cti.Tests.Protocol;

/// <summary>
/// A double of the seed's client, by the description of what it accepts and what it drops: it knows few tags, reads bytes from 129 on as negative,
/// looks into a list or tuple of one, finds fields by their specification, and turns a list as a value into nothing.
/// </summary>
internal sealed class SeedClient
{
    private static readonly byte[] KnownTags = [97, 98, 99, 100, 104, 106, 107, 108, 109, 110, 111, 115];

    private string[] _fields = [];

    /// <summary>The last beginning, by uuid.</summary>
    public Dictionary<string, Dictionary<string, object?>>? Initial { get; private set; }

    /// <summary>The records that came, in order.</summary>
    public List<Dictionary<string, object?>> Channels { get; } = [];

    /// <summary>The waiting messages that came, in order.</summary>
    public List<object?[]> Mwi { get; } = [];

    /// <summary>How many beginnings there were.</summary>
    public int Initials { get; private set; }

    public void Handle(byte[] message)
    {
        AssertTags(message);
        var term = BertTerm.Decode(message);

        // Each message is in a list of one.
        var content = Assert.IsType<BertTerm.Tuple>(Assert.Single(Assert.IsType<BertTerm.List>(term).Elements)).Elements;
        switch (((BertTerm.Atom)content[0]).Name)
        {
            case "field_spec" when Value(content[1]) is "chan_info":
                _fields = [.. ((BertTerm.List)content[2]).Elements.Select(field => (string)Value(field)!)];
                break;
            case "initial_chan_info":
                Initials++;
                Initial = ((BertTerm.List)content[1]).Elements.Select(Record).ToDictionary(record => (string)record["uuid"]!);
                break;
            case "chan_info":
                Channels.Add(Record(content[1]));
                break;
            case "mwi_info":
                Mwi.Add((object?[])Value(content[1])!);
                break;
        }
    }

    private static void AssertTags(byte[] message)
    {
        var reader = new BertReader(message);
        while (reader.Read())
        {
            Assert.Contains(message[reader.Offset], KnownTags);
            Assert.False(message[reader.Offset] == 97 && message[reader.Offset + 1] >= 129, "Read as a negative number.");
        }
    }

    private static object? Value(BertTerm term) => term switch
    {
        BertTerm.Atom { Name: "undefined" } => null,
        BertTerm.Atom { Name: "true" or "false" } atom => atom.Name == "true",
        BertTerm.Atom atom => atom.Name,
        BertTerm.Integer integer => (long)integer.Value,
        BertTerm.Binary binary => System.Text.Encoding.Latin1.GetString(binary.Bytes.Span),
        BertTerm.Tuple tuple => tuple.Elements.Select(Value).ToArray(),
        _ => null,
    };

    private Dictionary<string, object?> Record(BertTerm record)
    {
        var values = ((BertTerm.Tuple)record).Elements;
        Assert.Equal(_fields.Length, values.Count);
        return _fields.Zip(values, (field, value) => (field, Value(value))).ToDictionary(pair => pair.field, pair => pair.Item2);
    }
}
