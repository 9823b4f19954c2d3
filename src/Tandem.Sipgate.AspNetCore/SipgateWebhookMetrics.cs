using System.Diagnostics.Metrics;
using Tandem.Sipgate.Webhooks;

namespace Tandem.Sipgate.AspNetCore;

/// <summary>The instruments of the meter <c>Tandem.Sipgate.AspNetCore</c>.</summary>
internal static class SipgateWebhookMetrics
{
    private static readonly Meter Meter = new("Tandem.Sipgate.AspNetCore");

    private static readonly Counter<long> ReceivedCounter =
        Meter.CreateCounter<long>("tandem.sipgate.webhooks", "{request}", "Webhooks that came, by event and status; no event where one was refused.");

    private static readonly Histogram<double> DurationHistogram =
        Meter.CreateHistogram<double>("tandem.sipgate.webhook.duration", "s", "How long sipgate waited for the answer to a webhook.");

    /// <summary>The name of an event's kind.</summary>
    /// <param name="happened">The event; null where the request was refused.</param>
    public static string KindOf(WebhookEvent? happened) => happened switch
    {
        NewCallEvent => "newCall",
        AnswerEvent => "answer",
        DataEvent => "dtmf",
        HangUpEvent => "hangup",
        UnknownEvent => "unknown",
        _ => "none",
    };

    public static void Answered(WebhookEvent? happened, int status, TimeSpan duration)
    {
        var kind = new KeyValuePair<string, object?>("event", KindOf(happened));
        ReceivedCounter.Add(1, kind, new("status", status));
        DurationHistogram.Record(duration.TotalSeconds, kind);
    }
}
