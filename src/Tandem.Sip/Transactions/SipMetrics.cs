using System.Diagnostics.Metrics;

namespace Tandem.Sip.Transactions;

/// <summary>The figures of a stack as instruments of the meter <c>Tandem.Sip</c>, read from its counters when they are collected.</summary>
internal sealed class SipMetrics : IDisposable
{
    private readonly Meter _meter = new("Tandem.Sip");

    public SipMetrics(SipStack stack)
    {
        _meter.CreateObservableCounter("tandem.sip.messages.received", () => stack.Counters.Received, "{message}", "SIP messages parsed.");
        _meter.CreateObservableCounter("tandem.sip.messages.sent", () => stack.Counters.Sent, "{message}", "SIP messages sent, retransmissions included.");
        _meter.CreateObservableCounter("tandem.sip.messages.retransmitted", () => stack.Counters.Retransmitted, "{message}", "SIP messages sent again.");
        _meter.CreateObservableCounter("tandem.sip.messages.malformed", () => stack.Counters.Malformed, "{message}", "What came and was no SIP message.");
        _meter.CreateObservableCounter("tandem.sip.messages.dropped", () => stack.Counters.Dropped, "{message}", "SIP messages dropped because the loop was behind.");
        _meter.CreateObservableCounter("tandem.sip.messages.stray", () => stack.Counters.Stray, "{message}", "Responses and ACKs that belong to nothing.");
        _meter.CreateObservableUpDownCounter("tandem.sip.transactions", () => stack.ActiveTransactions, "{transaction}", "SIP transactions alive.");
        _meter.CreateObservableUpDownCounter("tandem.sip.timers", () => stack.Loop.ActiveTimers, "{timer}", "Timers of the signalling thread that run.");
        _meter.CreateObservableUpDownCounter("tandem.sip.loop.queue", () => stack.Loop.Pending, "{item}", "Work that waits for the signalling thread.");
        _meter.CreateObservableGauge("tandem.sip.loop.delay", () => stack.Loop.OldestPending.TotalSeconds, "s", "How long the oldest of that work has waited.");
    }

    public void Dispose() => _meter.Dispose();
}
