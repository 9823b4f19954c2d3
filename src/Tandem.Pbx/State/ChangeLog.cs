namespace Tandem.Pbx.State;

/// <summary>The changes kept for watchers: a ring that grows up to its limit, in which a change is found by its revision.</summary>
internal sealed class ChangeLog
{
    private readonly int _maxCount;
    private readonly TimeSpan _maxAge;
    private (Change? Change, DateTimeOffset At)[] _ring;
    private long _first = 1;
    private int _count;

    internal ChangeLog(int maxCount, TimeSpan maxAge)
    {
        _maxCount = maxCount;
        _maxAge = maxAge;
        _ring = new (Change?, DateTimeOffset)[Math.Min(1024, maxCount)];
    }

    /// <summary>The revision of the oldest change kept; one after the last when none is.</summary>
    internal long First => _first;

    internal Change this[long revision] => _ring[revision % _ring.Length].Change!;

    internal void Add(Change change, DateTimeOffset now)
    {
        Trim(now);
        if (_count == _maxCount)
            DropOldest();
        else if (_count == _ring.Length)
            Grow();
        _ring[change.Position.Revision % _ring.Length] = (change, now);
        _count++;
    }

    /// <summary>Drops what is older than it may be.</summary>
    internal void Trim(DateTimeOffset now)
    {
        while (_count > 0 && now - _ring[_first % _ring.Length].At > _maxAge)
            DropOldest();
    }

    private void DropOldest()
    {
        _ring[_first % _ring.Length] = default;
        _first++;
        _count--;
    }

    private void Grow()
    {
        var ring = new (Change?, DateTimeOffset)[Math.Min(_ring.Length * 2, _maxCount)];
        for (long revision = _first; revision < _first + _count; revision++)
            ring[revision % ring.Length] = _ring[revision % _ring.Length];
        _ring = ring;
    }
}
