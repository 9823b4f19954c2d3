using System.Diagnostics.Metrics;

namespace Tandem.Pbx.State;

/// <summary>The instruments of the meter <c>Tandem.Pbx</c>, for one model.</summary>
internal sealed class PbxMetrics(string name)
{
    private static readonly Meter Meter = new("Tandem.Pbx");

    private static readonly Counter<long> RevisionCounter =
        Meter.CreateCounter<long>("tandem.pbx.revisions", "{revision}", "Changes written.");

    private static readonly UpDownCounter<long> WatcherCounter =
        Meter.CreateUpDownCounter<long>("tandem.pbx.watchers", "{watcher}", "Watchers of the feed.");

    private static readonly Counter<long> RestartCounter =
        Meter.CreateCounter<long>("tandem.pbx.restarts", "{restart}", "Watchers that were told to restart.");

    private static readonly UpDownCounter<long> OutboxCounter =
        Meter.CreateUpDownCounter<long>("tandem.pbx.outbox.depth", "{entry}", "Entries of the outbox not acknowledged.");

    private readonly KeyValuePair<string, object?> _tag = new("tandem.model", name);

    internal void Revisions(int count) => RevisionCounter.Add(count, _tag);

    internal void Watchers(int delta) => WatcherCounter.Add(delta, _tag);

    internal void Restarted() => RestartCounter.Add(1, _tag);

    internal void OutboxDepth(string consumer, int delta) =>
        OutboxCounter.Add(delta, _tag, new KeyValuePair<string, object?>("tandem.consumer", consumer));
}
