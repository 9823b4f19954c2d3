using System.Diagnostics;

namespace Tandem.Asterisk.Telemetry;

/// <summary>An action as a span of the activity source <c>Tandem.Asterisk</c>, from being sent to the end of its answer; it has no values of headers.</summary>
internal static class ActionActivity
{
    private static readonly ActivitySource Source = new("Tandem.Asterisk");

    /// <returns>Null where nobody listens.</returns>
    public static Activity? Start(string action, string actionId, string server)
    {
        var activity = Source.StartActivity($"ami {action}", ActivityKind.Client);
        activity?.SetTag("server.address", server);
        activity?.SetTag("tandem.ami.action", action);
        activity?.SetTag("tandem.ami.action_id", actionId);
        return activity;
    }

    /// <summary>Notes how it ended.</summary>
    public static void End(Activity? activity, string outcome)
    {
        activity?.SetTag("tandem.ami.outcome", outcome);
        if (outcome != "success")
        {
            activity?.SetStatus(ActivityStatusCode.Error, outcome);
        }
    }
}
