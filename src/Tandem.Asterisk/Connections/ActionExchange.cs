using System.Diagnostics;
using Tandem.Asterisk.Telemetry;

namespace Tandem.Asterisk.Connections;

/// <summary>An action and its answer, as they are measured; disposed when the caller has what it asked for, or gives it up.</summary>
internal sealed class ActionExchange(PendingAction pending, Activity? activity, AmiMetrics metrics, TimeProvider time) : IDisposable
{
    private readonly long _since = time.GetTimestamp();

    public PendingAction Pending => pending;

    public void Dispose()
    {
        var outcome = pending.Failure switch
        {
            null when pending.Response.IsCompletedSuccessfully => pending.Response.Result.IsSuccess ? "success" : "error",
            AmiTimeoutException => "timeout",
            AmiDisconnectedException => "disconnected",
            null or OperationCanceledException => "cancelled",
            _ => "failed",
        };
        pending.Fail(new OperationCanceledException($"Nobody waits for {pending.Name} any more."));
        metrics.Answered(pending.Name, outcome, time.GetElapsedTime(_since));
        ActionActivity.End(activity, outcome);
        activity?.Dispose();
    }
}
