using System.Net;
using System.Net.Sockets;

namespace Tandem.Switch.Admission;

/// <summary>
/// Sources that guess: who fails to authenticate too often within a minute is not listened to for the next one. IPv6 sources count by /64,
/// which is what one subscriber has. Belongs to the signalling loop.
/// </summary>
/// <param name="limit">Failures a minute that silence a source; 0 for no limit.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class FailedAuthentications(int limit, TimeProvider timeProvider)
{
    private const int MaxSources = 16_384;
    private const int PrefixBytes = 8;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<IPAddress, Source> _sources = [];
    private long _lastSweep = timeProvider.GetTimestamp();

    /// <summary>Sources that are watched now.</summary>
    public int Count => _sources.Count;

    /// <summary>Notes a failure.</summary>
    public void Add(IPAddress address)
    {
        if (limit == 0)
        {
            return;
        }
        var key = KeyOf(address);
        if (!_sources.TryGetValue(key, out var source) || IsOver(source))
        {
            if (source is null && _sources.Count >= MaxSources && !TrySweep())
            {
                return;
            }
            _sources[key] = source = new Source { Since = timeProvider.GetTimestamp() };
        }
        if (++source.Failures == limit)
        {
            source.Since = timeProvider.GetTimestamp();
        }
    }

    /// <summary>Whether a source is not to be listened to now.</summary>
    public bool IsSilenced(IPAddress address) =>
        _sources.Count > 0 && _sources.TryGetValue(KeyOf(address), out var source) && source.Failures >= limit && !IsOver(source);

    private bool IsOver(Source source) => timeProvider.GetElapsedTime(source.Since) >= Window;

    // At most once a second: a flood of forged sources must not make each failure a walk through the table.
    private bool TrySweep()
    {
        if (timeProvider.GetElapsedTime(_lastSweep) < TimeSpan.FromSeconds(1))
        {
            return false;
        }
        _lastSweep = timeProvider.GetTimestamp();
        foreach (var (key, source) in _sources)
        {
            if (IsOver(source))
            {
                _sources.Remove(key);
            }
        }
        return _sources.Count < MaxSources;
    }

    private static IPAddress KeyOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[PrefixBytes..].Clear();
        return new IPAddress(bytes);
    }

    private sealed class Source
    {
        public long Since { get; set; }

        public int Failures { get; set; }
    }
}
