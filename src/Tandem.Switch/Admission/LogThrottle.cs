using System.Net;

namespace Tandem.Switch.Admission;

/// <summary>
/// Keeps lines that strangers can cause from coming at the rate of an attack: a minute has at most one line an event and source, and at
/// most ten an event. Belongs to the signalling loop.
/// </summary>
internal sealed class LogThrottle(TimeProvider timeProvider)
{
    private const int MaxLines = 10;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // Holds only sources that had their line, so the limit of lines bounds it.
    private readonly HashSet<(int Event, IPAddress Source)> _written = [];
    private readonly Dictionary<int, int> _lines = [];
    private readonly Dictionary<int, long> _suppressed = [];
    private long _windowStart = timeProvider.GetTimestamp();

    /// <summary>Asks for a line.</summary>
    /// <param name="eventId">Which kind of line.</param>
    /// <param name="source">Who caused it.</param>
    /// <param name="suppressed">Lines of the kind that were left out since the last one.</param>
    /// <returns>False where it is left out, and counted.</returns>
    public bool TryWrite(int eventId, IPAddress source, out long suppressed)
    {
        if (timeProvider.GetElapsedTime(_windowStart) >= Window)
        {
            _windowStart = timeProvider.GetTimestamp();
            _written.Clear();
            _lines.Clear();
        }
        suppressed = _suppressed.GetValueOrDefault(eventId);
        if (_lines.GetValueOrDefault(eventId) >= MaxLines || !_written.Add((eventId, source)))
        {
            _suppressed[eventId] = suppressed + 1;
            return false;
        }
        _lines[eventId] = _lines.GetValueOrDefault(eventId) + 1;
        _suppressed.Remove(eventId);
        return true;
    }
}
