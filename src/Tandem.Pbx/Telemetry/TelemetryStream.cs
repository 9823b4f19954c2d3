using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Tandem.Pbx.Model;

namespace Tandem.Pbx.Telemetry;

/// <summary>
/// Figures of running media, at most one a second for each channel. Lossy by design, and apart from the feed: whoever lags loses the
/// oldest. Every member may be called from any thread.
/// </summary>
public sealed class TelemetryStream
{
    private const int Capacity = 1024;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _timeProvider;
    private readonly ConcurrentDictionary<ObjectId, DateTimeOffset> _published = [];
    private readonly ConcurrentDictionary<Channel<ChannelTelemetry>, bool> _readers = [];

    internal TelemetryStream(TimeProvider timeProvider) => _timeProvider = timeProvider;

    /// <summary>Publishes figures of a channel.</summary>
    /// <param name="telemetry">The figures.</param>
    /// <returns><see langword="false"/> when they were dropped, less than a second having passed since the last ones of the
    /// channel.</returns>
    public bool Publish(ChannelTelemetry telemetry)
    {
        ArgumentNullException.ThrowIfNull(telemetry);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        if (_published.TryGetValue(telemetry.Channel, out DateTimeOffset last) && now - last < Interval)
            return false;
        _published[telemetry.Channel] = now;
        foreach (Channel<ChannelTelemetry> reader in _readers.Keys)
            reader.Writer.TryWrite(telemetry);
        return true;
    }

    /// <summary>Reads the figures published from the moment that the reading begins.</summary>
    /// <param name="cancellationToken">Stops reading, with an <see cref="OperationCanceledException"/>.</param>
    public async IAsyncEnumerable<ChannelTelemetry> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reader = System.Threading.Channels.Channel.CreateBounded<ChannelTelemetry>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        _readers[reader] = true;
        try
        {
            await foreach (ChannelTelemetry telemetry in reader.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return telemetry;
        }
        finally
        {
            _readers.TryRemove(reader, out _);
        }
    }

    internal void Forget(ObjectId channel) => _published.TryRemove(channel, out _);
}
