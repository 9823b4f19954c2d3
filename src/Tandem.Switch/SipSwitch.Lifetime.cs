using Tandem.Sip.Transport;

namespace Tandem.Switch;

/// <content>How the exchange starts and stops.</content>
public sealed partial class SipSwitch
{
    /// <summary>Begins to listen and takes up kept registrations.</summary>
    /// <exception cref="SwitchStartException">The address cannot be bound.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var transports = TransportBinder.Bind(_options, _loop.TimeProvider);
        _loop.Start();
        await ListenAsync(transports, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes up what is kept and begins to listen, on a loop that runs already or that its owner drives.</summary>
    internal Task ListenAsync(List<ISipTransport> transports, CancellationToken cancellationToken = default) => _loop.RunAsync(async () =>
    {
        await _registrar.LoadAsync(cancellationToken);
        _model.TakeUp(await _features.LoadAsync(cancellationToken));
        await _notifier.LoadAsync(user => _domains.Split(user).Domain.Name, cancellationToken);
        transports.ForEach(_stack.AddTransport);
        return true;
    });

    /// <summary>Takes no more calls, hangs up those that are, and waits until the phones know, at most <see cref="SwitchOptions.StopTimeout"/>.</summary>
    public async Task StopAsync()
    {
        if (_isStopped)
        {
            return;
        }
        _isStopped = true;
        await _loop.InvokeAsync(_calls.Stop).ConfigureAwait(false);
        var begun = _loop.TimeProvider.GetTimestamp();
        while (_loop.TimeProvider.GetElapsedTime(begun) < _options.StopTimeout && await _loop.InvokeAsync(() => _stack.UnansweredRequests).ConfigureAwait(false) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), _loop.TimeProvider).ConfigureAwait(false);
        }
    }

    /// <summary>Stops and releases the sockets.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _stack.Dispose();
        _loop.Dispose();
        _metrics.Dispose();
        if (_prompts.IsValueCreated)
        {
            _prompts.Value.Dispose();
        }
        await _calls.Events.DisposeAsync().ConfigureAwait(false);
        await _registrationEvents.DisposeAsync().ConfigureAwait(false);
    }
}
