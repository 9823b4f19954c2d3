using Tandem.Asterisk.Connections;
using Tandem.Asterisk.Events;
using Tandem.Asterisk.Listeners;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk;

public sealed partial class AmiClient : IConnectionHandler, IListenerOwner
{
    private volatile ListenerTable _listeners = ListenerTable.Empty;

    /// <summary>A listener's handler threw; the listener gets the next event all the same. Called where the handler ran.</summary>
    public event Action<AmiListener, Exception>? ListenerFailed;

    /// <summary>
    /// A listener lost events by being slow: at the first one, and each time the number has doubled. Called on the thread that reads, so return at once.
    /// </summary>
    public event Action<AmiListener>? ListenerOverflowed;

    /// <summary>Calls a handler for every event of a name, in order, one after the other. Several may listen to one name.</summary>
    /// <param name="eventName">The event; upper and lower case are the same.</param>
    /// <param name="handler">What to do. It may send actions and await their answers.</param>
    /// <param name="options">How much may wait for it; null for the default.</param>
    /// <returns>The listener, by which it ends.</returns>
    public AmiListener On(string eventName, Func<AmiMessage, Task> handler, AmiListenerOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(eventName);
        return Listen([eventName], handler, options);
    }

    /// <inheritdoc cref="On(string, Func{AmiMessage, Task}, AmiListenerOptions?)"/>
    public AmiListener On(string eventName, Action<AmiMessage> handler, AmiListenerOptions? options = null) => On(eventName, Awaited(handler), options);

    /// <summary>Calls a handler for every event of a kind, as a record.</summary>
    /// <typeparam name="TEvent">The event, such as <see cref="HangupEvent"/>.</typeparam>
    /// <param name="handler">What to do. It may send actions and await their answers.</param>
    /// <param name="options">How much may wait for it; null for the default.</param>
    /// <returns>The listener, by which it ends.</returns>
    public AmiListener On<TEvent>(Func<TEvent, Task> handler, AmiListenerOptions? options = null)
        where TEvent : IAmiEvent<TEvent>
    {
        ArgumentNullException.ThrowIfNull(handler);
        return On(TEvent.EventName, message => handler(TEvent.From(message)), options);
    }

    /// <inheritdoc cref="On{TEvent}(Func{TEvent, Task}, AmiListenerOptions?)"/>
    public AmiListener On<TEvent>(Action<TEvent> handler, AmiListenerOptions? options = null)
        where TEvent : IAmiEvent<TEvent>
    {
        ArgumentNullException.ThrowIfNull(handler);
        return On(TEvent.EventName, message => handler(TEvent.From(message)), options);
    }

    /// <summary>Events of a kind as records for <c>await foreach</c>, gathered from now on, in order.</summary>
    /// <typeparam name="TEvent">The event, such as <see cref="HangupEvent"/>.</typeparam>
    /// <param name="options">How much may wait; null for the default.</param>
    public IAsyncEnumerable<TEvent> EventsAsync<TEvent>(AmiListenerOptions? options = null)
        where TEvent : IAmiEvent<TEvent> => EventsAsync(options ?? AmiListenerOptions.Default, TEvent.EventName).Select(TEvent.From);

    /// <summary>Calls a handler for every event, and for every block that is neither event nor response.</summary>
    /// <param name="handler">What to do. It may send actions and await their answers.</param>
    /// <param name="options">How much may wait for it; null for the default.</param>
    /// <returns>The listener, by which it ends.</returns>
    public AmiListener OnAny(Func<AmiMessage, Task> handler, AmiListenerOptions? options = null) => Listen([], handler, options);

    /// <inheritdoc cref="OnAny(Func{AmiMessage, Task}, AmiListenerOptions?)"/>
    public AmiListener OnAny(Action<AmiMessage> handler, AmiListenerOptions? options = null) => OnAny(Awaited(handler), options);

    /// <summary>Events for <c>await foreach</c>, gathered from now on, in order.</summary>
    /// <param name="names">The events; none for all.</param>
    public AmiEventStream EventsAsync(params ReadOnlySpan<string> names) => EventsAsync(AmiListenerOptions.Default, names);

    /// <summary>Events for <c>await foreach</c>, gathered from now on, in order.</summary>
    /// <param name="options">How much may wait.</param>
    /// <param name="names">The events; none for all.</param>
    public AmiEventStream EventsAsync(AmiListenerOptions options, params ReadOnlySpan<string> names)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new AmiEventStream(Listen([.. names], null, options));
    }

    void IConnectionHandler.OnBlock(AmiBlock block)
    {
        if (_isTracing)
        {
            LogReceived(SecretMask.Apply(block.ToString()).TrimEnd());
        }
        if (_options.BlockHandler is { } handler)
        {
            try
            {
                handler.OnBlock(block);
            }
            catch (Exception exception)
            {
                LogBlockHandlerFailed(exception);
            }
        }
    }

    void IConnectionHandler.OnEvent(AmiBlock block)
    {
        var listeners = _listeners.Of(block);
        if (listeners.IsEmpty)
        {
            return;
        }
        var message = block.ToMessage();
        foreach (var listener in listeners)
        {
            listener.Post(message);
        }
    }

    void IConnectionHandler.OnUnmatched(AmiBlock block) => LogUnmatched(block.GetString("ActionID"u8), block.GetString("Message"u8));

    void IConnectionHandler.OnRead(int bytes, int events) => _metrics.Read(bytes, events);

    void IConnectionHandler.OnEnded(AmiException reason) => Notify(static (handler, why) => handler.OnDisconnected(why), reason);

    void IListenerOwner.Remove(AmiListener listener)
    {
        lock (_lock)
        {
            _listeners = _listeners.Without(listener);
        }
    }

    void IListenerOwner.OnDropped(AmiListener listener, long dropped)
    {
        _metrics.Dropped();
        if (!long.IsPow2(dropped))
        {
            return;
        }
        LogOverflow(listener.Names.Count == 0 ? "every event" : string.Join(", ", listener.Names), dropped);
        foreach (var handler in Delegate.EnumerateInvocationList(ListenerOverflowed))
        {
            try
            {
                handler(listener);
            }
            catch (Exception exception)
            {
                LogStateHandlerFailed(exception);
            }
        }
    }

    void IListenerOwner.OnFault(AmiListener listener, AmiMessage message, Exception exception)
    {
        _metrics.Faulted();
        LogListenerFailed(exception, message.EventName);
        foreach (var handler in Delegate.EnumerateInvocationList(ListenerFailed))
        {
            try
            {
                handler(listener, exception);
            }
            catch (Exception inner)
            {
                LogStateHandlerFailed(inner);
            }
        }
    }

    private static Func<AmiMessage, Task> Awaited(Action<AmiMessage> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return message =>
        {
            handler(message);
            return Task.CompletedTask;
        };
    }

    private AmiListener Listen(IReadOnlyList<string> names, Func<AmiMessage, Task>? handler, AmiListenerOptions? options)
    {
        var listener = new AmiListener(this, names, options ?? AmiListenerOptions.Default);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
            _listeners = _listeners.With(listener);
        }
        if (handler is not null)
        {
            listener.Start(handler);
        }
        if (_closed.Task.IsCompleted)
        {
            listener.End(Reason);
        }
        return listener;
    }
}
