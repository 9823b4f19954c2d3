using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Listeners;

/// <summary>Who listens to what; changed by making another one, so that reading takes no lock.</summary>
internal sealed class ListenerTable
{
    private readonly AmiListener[] _all;
    private readonly AmiListener[] _toEverything;
    private readonly Dictionary<string, AmiListener[]> _byName;

    private ListenerTable(AmiListener[] all)
    {
        _all = all;
        _toEverything = [.. all.Where(listener => listener.Names.Count == 0)];
        _byName = all
            .SelectMany(listener => listener.Names.Distinct(StringComparer.OrdinalIgnoreCase).Select(name => (Name: name, Listener: listener)))
            .GroupBy(entry => entry.Name, entry => entry.Listener, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Concat(_toEverything).ToArray(), AsciiComparer.OrdinalIgnoreCase);
    }

    public static ListenerTable Empty { get; } = new([]);

    public IReadOnlyList<AmiListener> All => _all;

    public ListenerTable With(AmiListener listener) => new([.. _all, listener]);

    public ListenerTable Without(AmiListener listener) => new([.. _all.Where(other => other != listener)]);

    /// <summary>Those who listen to an event.</summary>
    public ReadOnlySpan<AmiListener> Of(AmiBlock block)
    {
        if (_all.Length == 0)
        {
            return [];
        }
        return _byName.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(block.EventName, out var named) ? named : _toEverything;
    }
}
