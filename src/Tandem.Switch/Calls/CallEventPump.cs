using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Tandem.Switch.Calls;

/// <summary>
/// Carries events from the signalling loop to handlers of users, in order and one after the other, off the loop. Handlers that are too
/// slow lose the oldest events rather than hold up a call.
/// </summary>
internal sealed partial class CallEventPump(ILogger logger) : IAsyncDisposable
{
    private const int Capacity = 10_000;

    private readonly Channel<CallEvent> _events = Channel.CreateBounded<CallEvent>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private Task _pump = Task.CompletedTask;
    private Func<Action<CallEvent>?> _listeners = static () => null;

    /// <summary>Begins to carry.</summary>
    /// <param name="listeners">Who listens to all legs, asked for each event.</param>
    public void Start(Func<Action<CallEvent>?> listeners)
    {
        _listeners = listeners;
        _pump = Task.Run(CarryAsync);
    }

    /// <summary>Has an event carried to those who listen now; without any it costs nothing.</summary>
    public void Post(Call call, CallEventKind kind, string? detail)
    {
        if (call.Listeners is not null || _listeners() is not null)
        {
            _events.Writer.TryWrite(new CallEvent(call, kind, detail));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _events.Writer.TryComplete();
        await _pump.ConfigureAwait(false);
    }

    private async Task CarryAsync()
    {
        await foreach (var callEvent in _events.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            Tell(callEvent.Call.Listeners, callEvent);
            Tell(_listeners(), callEvent);
        }
    }

    // One by one: a listener that throws does not cost the others their event.
    private void Tell(Action<CallEvent>? listeners, CallEvent callEvent)
    {
        foreach (var listener in Delegate.EnumerateInvocationList(listeners))
        {
            try
            {
                listener(callEvent);
            }
            catch (Exception exception)
            {
                LogHandlerFailed(exception, callEvent.Kind);
            }
        }
    }

    [LoggerMessage(2201, LogLevel.Error, "A handler of the call event {Kind} failed")]
    private partial void LogHandlerFailed(Exception exception, CallEventKind kind);
}
