using System.Net;

namespace Tandem.Switch.Admission;

/// <summary>
/// Sources that guess: who fails to authenticate too often within a minute is not listened to for the next one. IPv6 sources count by /64.
/// Belongs to the signalling loop.
/// </summary>
/// <param name="limit">Failures a minute that silence a source; 0 for no limit.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class FailedAuthentications(int limit, TimeProvider timeProvider)
{
    private readonly FailureWindow<IPAddress> _sources = new(limit, timeProvider);

    /// <summary>Sources that are watched now.</summary>
    public int Count => _sources.Count;

    /// <summary>Notes a failure.</summary>
    /// <returns>True where the source is silenced by it.</returns>
    public bool Add(IPAddress address) => _sources.Add(SourceKey.Of(address));

    /// <summary>Whether a source is not to be listened to now.</summary>
    public bool IsSilenced(IPAddress address) => _sources.IsClosed(SourceKey.Of(address));
}
