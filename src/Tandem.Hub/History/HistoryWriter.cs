using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tandem.Pbx.Outbox;

namespace Tandem.Hub.History;

/// <summary>
/// Carries the conversations of the outbox into the store: a start at once, an end within a second at most. What the store does not
/// take stays in the outbox and is tried again until it does; health is degraded meanwhile. At start it closes what an earlier run left
/// in progress.
/// </summary>
internal sealed partial class HistoryWriter : BackgroundService, IHealthCheck
{
    private readonly OutboxConsumer _outbox;
    private readonly HistoryStore _store;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<HistoryWriter> _logger;
    private readonly HistoryWriterOptions _options;
    private volatile string? _failure;

    /// <summary>Makes the writer. From now on nothing is lost to it, whenever it is started.</summary>
    /// <param name="outbox">The outbox of the exchange.</param>
    /// <param name="store">Where to write.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">The log.</param>
    /// <param name="options">Settings; <see langword="null"/> means the defaults.</param>
    public HistoryWriter(
        ConversationOutbox outbox, HistoryStore store, TimeProvider timeProvider, ILogger<HistoryWriter> logger,
        HistoryWriterOptions? options = null)
    {
        _outbox = outbox.Subscribe("history");
        _store = store;
        _timeProvider = timeProvider;
        _logger = logger;
        _options = options ?? new HistoryWriterOptions();
    }

    /// <summary>Degraded while the store does not take what is written.</summary>
    /// <param name="context">Not used.</param>
    /// <param name="cancellationToken">Not used.</param>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_failure is { } failure
            ? HealthCheckResult.Degraded($"{_outbox.Depth} entries wait to be written: {failure}")
            : HealthCheckResult.Healthy());

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);

        // Calls that ended while the program stopped.
        try
        {
            while (_outbox.Depth > 0)
                await WriteBatchAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogLost(exception, _outbox.Depth);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RetryAsync(CloseInterruptedAsync, stoppingToken).ConfigureAwait(false);
            while (true)
            {
                await _outbox.ReadAsync(1, stoppingToken).ConfigureAwait(false);
                long start = _timeProvider.GetTimestamp();
                await RetryAsync(WriteBatchAsync, stoppingToken).ConfigureAwait(false);
                TimeSpan rest = _options.BatchInterval - _timeProvider.GetElapsedTime(start);
                if (rest > TimeSpan.Zero && _outbox.Depth < _options.BatchSize)
                    await Task.Delay(rest, _timeProvider, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task CloseInterruptedAsync(CancellationToken cancellationToken)
    {
        int count = await _store.CloseInterruptedAsync(_timeProvider.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        if (count > 0)
            LogInterrupted(count);
    }

    private async Task WriteBatchAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<OutboxEntry> entries = await _outbox.ReadAsync(_options.BatchSize, cancellationToken).ConfigureAwait(false);
        await _store.WriteAsync(entries, cancellationToken).ConfigureAwait(false);
        _outbox.Acknowledge(entries[^1].Number);
    }

    private async Task RetryAsync(Func<CancellationToken, Task> attempt, CancellationToken cancellationToken)
    {
        TimeSpan delay = _options.FirstRetryDelay;
        while (true)
        {
            try
            {
                await attempt(cancellationToken).ConfigureAwait(false);
                if (_failure is not null)
                    LogRecovered();
                _failure = null;
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                if (_failure is null)
                    LogFailed(exception);
                _failure = exception.Message;
            }

            await Task.Delay(delay, _timeProvider, cancellationToken).ConfigureAwait(false);
            delay = delay * 2 < _options.MaxRetryDelay ? delay * 2 : _options.MaxRetryDelay;
        }
    }
}
