using System.Diagnostics;
using Tandem.Pbx.Model;

namespace Tandem.Switch.Calls;

/// <summary>A leg as a span of the activity source <c>Tandem.Switch</c>: from its INVITE to its end, the leg that caused it being its parent.</summary>
internal sealed class CallActivity
{
    private static readonly ActivitySource Source = new("Tandem.Switch");

    private readonly Activity _activity;

    private CallActivity(Activity activity) => _activity = activity;

    /// <summary>Begins the span of a leg.</summary>
    /// <param name="call">The leg.</param>
    /// <param name="parent">The first leg of its conversation; null where it is that one itself.</param>
    /// <param name="withNumbers">Whether the span names who calls whom.</param>
    /// <returns>Null where nobody listens.</returns>
    public static CallActivity? Start(Call call, CallActivity? parent, bool withNumbers)
    {
        if (!Source.HasListeners())
        {
            return null;
        }
        // The signalling thread serves all calls: none of them is its current activity.
        var current = Activity.Current;
        try
        {
            Activity.Current = null;
            var kind = call.IsOutbound ? ActivityKind.Client : ActivityKind.Server;
            if (Source.StartActivity(call.IsOutbound ? "call out" : "call in", kind, parent?._activity.Context ?? default) is not { } activity)
            {
                return null;
            }
            activity.SetTag("tandem.call.id", call.Id);
            activity.SetTag("tandem.conversation.id", call.ConversationId);
            activity.SetTag("tandem.call.direction", call.IsOutbound ? "out" : "in");
            if (withNumbers)
            {
                activity.SetTag("tandem.call.calling", call.Caller.Number);
                activity.SetTag("tandem.call.called", call.Called.Number);
            }
            return new CallActivity(activity);
        }
        finally
        {
            Activity.Current = current;
        }
    }

    /// <summary>Notes what happened on the leg.</summary>
    public void Add(CallEventKind kind)
    {
        if (NameOf(kind) is { } name)
        {
            _activity.AddEvent(new ActivityEvent(name));
        }
    }

    /// <summary>Ends the span.</summary>
    public void End(HangupCause cause)
    {
        _activity.SetTag("tandem.call.cause", cause.Name);
        if (cause.SipStatus is >= 500 and < 600)
        {
            _activity.SetStatus(ActivityStatusCode.Error, cause.Name);
        }
        var current = Activity.Current;
        _activity.Stop();
        Activity.Current = current;
    }

    private static string? NameOf(CallEventKind kind) => kind switch
    {
        CallEventKind.Ringing => "ringing",
        CallEventKind.Early => "early",
        CallEventKind.Answered => "answered",
        CallEventKind.Bridged => "bridged",
        CallEventKind.Held => "held",
        CallEventKind.Resumed => "resumed",
        _ => null,
    };
}
