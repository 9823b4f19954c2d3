using System.Diagnostics.Metrics;

namespace Tandem.Media.Engine;

/// <summary>The engine's figures as instruments of the meter <c>Tandem.Media</c>, read from its counters when they are collected.</summary>
internal sealed class EngineMetrics : IDisposable
{
    private readonly Meter _meter = new("Tandem.Media");

    public EngineMetrics(MediaEngine engine)
    {
        _meter.CreateObservableUpDownCounter("tandem.media.channels", () => engine.OpenChannels, "{channel}", "Open channels.");
        _meter.CreateObservableCounter("tandem.media.packets.received", () => engine.Sum(static c => c.PacketsIn), "{packet}", "RTP packets accepted.");
        _meter.CreateObservableCounter("tandem.media.packets.sent", () => engine.Sum(static c => c.PacketsOut), "{packet}", "RTP packets sent.");
        _meter.CreateObservableCounter("tandem.media.bytes.received", () => engine.Sum(static c => c.BytesIn), "By", "Bytes of the RTP packets accepted.");
        _meter.CreateObservableCounter("tandem.media.bytes.sent", () => engine.Sum(static c => c.BytesOut), "By", "Bytes of the RTP packets sent.");
        _meter.CreateObservableCounter("tandem.media.packets.unsent", () => engine.Sum(static c => c.Unsent), "{packet}", "Packets that the system would not send.");
        _meter.CreateObservableCounter("tandem.media.packets.refused", () => Refused(engine), "{packet}", "Datagrams not accepted, by reason.");
        _meter.CreateObservableCounter("tandem.media.ticks", () => Ticks(engine), "{tick}", "Ticks of the 20 ms clock, by lateness in milliseconds (le: upper bound).");
        _meter.CreateObservableCounter("tandem.media.events.dropped", () => engine.EventsDropped, "{event}", "Events lost because a handler was too slow.");
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Refused(MediaEngine engine)
    {
        foreach (PacketRefusal reason in Enum.GetValues<PacketRefusal>())
            yield return new Measurement<long>(engine.Refused(reason), new KeyValuePair<string, object?>("reason", reason.ToString()));
    }

    private static IEnumerable<Measurement<long>> Ticks(MediaEngine engine)
    {
        foreach (TickLatenessBucket bucket in engine.TickLateness())
        {
            object bound = bucket.UpperBound == TimeSpan.MaxValue ? "inf" : bucket.UpperBound.TotalMilliseconds;
            yield return new Measurement<long>(bucket.Ticks, new KeyValuePair<string, object?>("le", bound));
        }
    }
}
