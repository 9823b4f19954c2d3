using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Testing.Folding;

/// <summary>Things of one kind by their key, in the order in which they came.</summary>
/// <param name="item">The event that lists one of them.</param>
/// <param name="keys">The headers that make the key.</param>
internal sealed class RowTable(string item, params string[] keys)
{
    private readonly OrderedDictionary<string, Row> _rows = new(StringComparer.OrdinalIgnoreCase);

    public string Item => item;

    public int Count => _rows.Count;

    public IEnumerable<Row> Rows => _rows.Values;

    public IEnumerable<AmiMessage> Items => _rows.Values.Select(row => row.ToItem(item));

    public Row? Find(params string[] key) => _rows.GetValueOrDefault(string.Join('\n', key));

    /// <summary>Adds one, or changes the headers of it that are given.</summary>
    public Row Put(IEnumerable<AmiHeader> headers)
    {
        var row = new Row(headers);
        var key = string.Join('\n', keys.Select(name => row[name]));
        if (_rows.TryGetValue(key, out var known))
        {
            known.Set(headers);
            return known;
        }
        _rows.Add(key, row);
        return row;
    }

    public void Remove(params string[] key) => _rows.Remove(string.Join('\n', key));

    public void RemoveWhere(Func<Row, bool> isOver)
    {
        foreach (var key in _rows.Where(entry => isOver(entry.Value)).Select(entry => entry.Key).ToArray())
        {
            _rows.Remove(key);
        }
    }

    public void Clear() => _rows.Clear();
}
