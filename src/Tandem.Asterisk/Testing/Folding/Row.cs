using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Testing.Folding;

/// <summary>One thing that a fake Asterisk keeps account of: its headers in order, one of a name.</summary>
internal sealed class Row
{
    private readonly OrderedDictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public Row(IEnumerable<AmiHeader> headers) => Set(headers);

    public string this[string name]
    {
        get => _values.GetValueOrDefault(name, "");
        set => _values[name] = value;
    }

    public void Set(IEnumerable<AmiHeader> headers)
    {
        foreach (var header in headers)
        {
            _values[header.Name] = header.Value;
        }
    }

    /// <summary>It as an item of a list.</summary>
    public AmiMessage ToItem(string eventName, params IEnumerable<AmiHeader> more) =>
        new(_values.Where(value => value.Key is not ("Event" or "Privilege" or "Timestamp" or "ActionID")).Select(value => new AmiHeader(value.Key, value.Value)).Concat(more).Prepend(new AmiHeader("Event", eventName)));
}
