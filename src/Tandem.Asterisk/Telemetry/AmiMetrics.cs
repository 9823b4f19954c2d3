using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tandem.Asterisk.Telemetry;

/// <summary>The instruments of the meter <c>Tandem.Asterisk</c>, for one client.</summary>
internal sealed class AmiMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _events;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _faults;
    private readonly Counter<long> _connections;
    private readonly Histogram<double> _actions;

    /// <summary>Makes the instruments.</summary>
    /// <param name="server">The Asterisk, by which clients are told apart.</param>
    /// <param name="isConnected">Tells whether it is connected, on any thread.</param>
    /// <param name="pending">Tells the actions under way, on any thread.</param>
    /// <param name="waiting">Tells the events that wait for listeners, on any thread.</param>
    public AmiMetrics(string server, Func<bool> isConnected, Func<int> pending, Func<int> waiting)
    {
        _meter = new Meter(new MeterOptions("Tandem.Asterisk") { Tags = [new("server", server)] });
        _meter.CreateObservableUpDownCounter("tandem.asterisk.connected", () => isConnected() ? 1 : 0, "{connection}", "Whether the client is logged in.");
        _meter.CreateObservableUpDownCounter("tandem.asterisk.actions.pending", pending, "{action}", "Actions that are not answered.");
        _meter.CreateObservableUpDownCounter("tandem.asterisk.events.waiting", waiting, "{event}", "Events that wait for listeners.");
        _bytes = _meter.CreateCounter<long>("tandem.asterisk.received", "By", "Bytes received.");
        _events = _meter.CreateCounter<long>("tandem.asterisk.events", "{event}", "Events received, items of lists among them.");
        _dropped = _meter.CreateCounter<long>("tandem.asterisk.events.dropped", "{event}", "Events lost by slow listeners.");
        _faults = _meter.CreateCounter<long>("tandem.asterisk.listener.faults", "{fault}", "Exceptions thrown by listeners.");
        _connections = _meter.CreateCounter<long>("tandem.asterisk.connections", "{connection}", "Attempts to connect, by outcome.");
        _actions = _meter.CreateHistogram<double>("tandem.asterisk.action.duration", "s", "Time from an action to the end of its answer, by action and outcome.");
    }

    public void Read(int bytes, int events)
    {
        _bytes.Add(bytes);
        _events.Add(events);
    }

    public void Dropped() => _dropped.Add(1);

    public void Faulted() => _faults.Add(1);

    public void Connected(string outcome) => _connections.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Answered(string action, string outcome, TimeSpan duration) =>
        _actions.Record(duration.TotalSeconds, new TagList { { "action", action }, { "outcome", outcome } });

    public void Dispose() => _meter.Dispose();
}
