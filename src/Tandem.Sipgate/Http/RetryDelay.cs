using System.Net;

namespace Tandem.Sipgate.Http;

/// <summary>Decides whether a failed request is sent again, and when.</summary>
internal static class RetryDelay
{
    /// <returns>How long to wait; null where it is not sent again.</returns>
    public static TimeSpan? After(SipgateException failure, SipgateRequest request, int attempt, SipgateRetryOptions options)
    {
        if (!MayRepeat(failure, request))
        {
            return null;
        }
        var most = Math.Min(options.MaxDelay.TotalMilliseconds, options.BaseDelay.TotalMilliseconds * Math.Pow(2, attempt - 1));
        var delay = TimeSpan.FromMilliseconds(most * (0.5 + (Random.Shared.NextDouble() / 2)));
        if (failure is SipgateApiException { RetryAfter: { } asked })
        {
            return asked > options.MaxDelay ? null : asked > delay ? asked : delay;
        }
        return delay;
    }

    private static bool MayRepeat(SipgateException failure, SipgateRequest request) => failure switch
    {
        SipgateConnectException { WasSent: false } => true,
        SipgateConnectException or SipgateTimeoutException => request.IsIdempotent,
        SipgateApiException refused => request.IsIdempotent
            && (refused.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)refused.StatusCode >= 500),
        _ => false,
    };
}
