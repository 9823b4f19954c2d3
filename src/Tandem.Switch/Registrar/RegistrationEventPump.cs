using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Tandem.Switch.Registrar;

/// <summary>
/// Carries events of registrations from the signalling loop to handlers of users, in order and one after the other, off the loop. Handlers
/// that are too slow lose the oldest events rather than hold up a phone.
/// </summary>
internal sealed partial class RegistrationEventPump : IAsyncDisposable
{
    private const int Capacity = 10_000;

    private readonly Channel<RegistrationEvent> _events = Channel.CreateBounded<RegistrationEvent>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Func<Action<RegistrationEvent>?> _listeners;
    private readonly ILogger _logger;
    private readonly Task _pump;

    /// <summary>Begins to carry.</summary>
    /// <param name="listeners">Who listens, asked for each event.</param>
    /// <param name="logger">Gets what handlers throw.</param>
    public RegistrationEventPump(Func<Action<RegistrationEvent>?> listeners, ILogger logger)
    {
        _listeners = listeners;
        _logger = logger;
        _pump = Task.Run(CarryAsync);
    }

    /// <summary>Has an event carried to those who listen now.</summary>
    public void Post(RegistrationEvent happened)
    {
        if (_listeners() is not null)
        {
            _events.Writer.TryWrite(happened);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _events.Writer.TryComplete();
        await _pump.ConfigureAwait(false);
    }

    private async Task CarryAsync()
    {
        await foreach (var happened in _events.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            // One by one: a listener that throws does not cost the others their event.
            foreach (var listener in Delegate.EnumerateInvocationList(_listeners()))
            {
                try
                {
                    listener(happened);
                }
                catch (Exception exception)
                {
                    LogHandlerFailed(exception, happened.Kind);
                }
            }
        }
    }

    [LoggerMessage(2312, LogLevel.Error, "A handler of the registration event {Kind} failed")]
    private partial void LogHandlerFailed(Exception exception, RegistrationEventKind kind);
}
