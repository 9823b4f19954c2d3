namespace Tandem.Switch.Admission;

/// <summary>
/// Counts failures of whatever has a key: too many within a minute close it for the next one. Belongs to the signalling loop.
/// </summary>
/// <param name="limit">Failures a minute that close; 0 for no limit.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class FailureWindow<TKey>(int limit, TimeProvider timeProvider)
    where TKey : notnull
{
    private const int MaxEntries = 16_384;

    /// <summary>How long failures count, and how long nobody is let in after too many.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<TKey, Entry> _entries = [];
    private long _lastSweep = timeProvider.GetTimestamp();

    /// <summary>Keys that are watched now.</summary>
    public int Count => _entries.Count;

    /// <summary>Notes a failure.</summary>
    /// <returns>True where it is the one that closes.</returns>
    public bool Add(TKey key)
    {
        if (limit == 0)
        {
            return false;
        }
        if (!_entries.TryGetValue(key, out var entry) || IsOver(entry))
        {
            if (entry is null && _entries.Count >= MaxEntries && !TrySweep())
            {
                return false;
            }
            _entries[key] = entry = new Entry { Since = timeProvider.GetTimestamp() };
        }
        if (++entry.Failures != limit)
        {
            return false;
        }
        entry.Since = timeProvider.GetTimestamp();
        return true;
    }

    /// <summary>Whether a key is closed now.</summary>
    public bool IsClosed(TKey key) => _entries.Count > 0 && _entries.TryGetValue(key, out var entry) && entry.Failures >= limit && !IsOver(entry);

    private bool IsOver(Entry entry) => timeProvider.GetElapsedTime(entry.Since) >= Window;

    // At most once a second: a flood of forged keys must not make each failure a walk through the table.
    private bool TrySweep()
    {
        if (timeProvider.GetElapsedTime(_lastSweep) < TimeSpan.FromSeconds(1))
        {
            return false;
        }
        _lastSweep = timeProvider.GetTimestamp();
        foreach (var (key, entry) in _entries)
        {
            if (IsOver(entry))
            {
                _entries.Remove(key);
            }
        }
        return _entries.Count < MaxEntries;
    }

    private sealed class Entry
    {
        public long Since { get; set; }

        public int Failures { get; set; }
    }
}
