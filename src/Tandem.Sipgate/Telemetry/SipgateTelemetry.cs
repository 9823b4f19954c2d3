using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Tandem.Sipgate.Telemetry;

/// <summary>The meter and the activity source <c>Tandem.Sipgate</c>. Neither has values of requests, only their kinds.</summary>
internal static class SipgateTelemetry
{
    private static readonly ActivitySource Source = new("Tandem.Sipgate");
    private static readonly Meter Meter = new("Tandem.Sipgate");
    private static readonly Histogram<double> Requests =
        Meter.CreateHistogram<double>("tandem.sipgate.request.duration", "s", "Time from a request to the end of its answer, repetitions included, by operation and outcome.");

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("tandem.sipgate.retries", "{request}", "Requests that were repeated, by operation.");

    /// <returns>Null where nobody listens.</returns>
    public static Activity? Start(string operation, string method, Uri server)
    {
        var activity = Source.StartActivity($"sipgate {operation}", ActivityKind.Client);
        activity?.SetTag("http.request.method", method);
        activity?.SetTag("server.address", server.Host);
        return activity;
    }

    public static void End(Activity? activity, string operation, string outcome, TimeSpan duration)
    {
        Requests.Record(duration.TotalSeconds, new TagList { { "operation", operation }, { "outcome", outcome } });
        activity?.SetTag("tandem.sipgate.outcome", outcome);
        if (outcome != "success")
        {
            activity?.SetStatus(ActivityStatusCode.Error, outcome);
        }
    }

    public static void Repeated(string operation) => Retries.Add(1, new KeyValuePair<string, object?>("operation", operation));

    /// <summary>The outcome's name: the status, or what kept it from coming.</summary>
    public static string NameOf(SipgateException exception) => exception switch
    {
        SipgateApiException refused => ((int)refused.StatusCode).ToString(CultureInfo.InvariantCulture),
        SipgateTimeoutException => "timeout",
        SipgateConnectException => "connection",
        _ => "invalid",
    };
}
