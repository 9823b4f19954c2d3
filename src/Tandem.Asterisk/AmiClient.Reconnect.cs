using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Connections;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk;

public sealed partial class AmiClient
{
    // A connection that lived so long was good: after it the waits begin anew.
    private static readonly TimeSpan GoodConnection = TimeSpan.FromSeconds(30);

    private async Task RunAsync(AmiConnection? connection)
    {
        try
        {
            await ConnectAndReadAsync(connection).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
        catch (Exception exception)
        {
            var reason = exception as AmiException ?? new AmiDisconnectedException($"The client failed: {exception.Message}", inner: exception);
            LogClosed(reason, _options.Host, _options.Port);
            Close(reason);
        }
    }

    // Ends by the exception that closes the client.
    private async Task ConnectAndReadAsync(AmiConnection? connection)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (attempt > 0)
            {
                await Task.Delay(_options.Reconnect.DelayBefore(attempt, Random.Shared.NextDouble()), _time, _stop.Token).ConfigureAwait(false);
            }
            var since = _time.GetTimestamp();
            AmiException reason;
            try
            {
                connection ??= await EstablishAsync(isFirst: false, _stop.Token).ConfigureAwait(false);
                reason = await ReadToEndAsync(connection).ConfigureAwait(false);
                _stop.Token.ThrowIfCancellationRequested();
                LogDisconnected(_options.Host, _options.Port, reason.Message);
                if (!_options.Reconnect.Enabled)
                {
                    throw reason;
                }
                attempt = _time.GetElapsedTime(since) >= GoodConnection ? 0 : attempt;
            }
            catch (AmiException exception) when (exception is not AmiAuthenticationException && _options.Reconnect.Enabled)
            {
                reason = exception;
                LogConnectFailed(_options.Host, _options.Port, reason.Message);
            }
            connection = null;
            Change(AmiConnectionState.Reconnecting, reason, attempt + 1);
        }
    }

    private async Task<AmiException> ReadToEndAsync(AmiConnection connection)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        // A client that is disposed while it connects has no connection to end yet: it ends when it is there.
        using var stopped = _stop.Token.UnsafeRegister(static state => ((AmiConnection)state!).Abort(new AmiDisconnectedException("The client was disposed.")), connection);
        var keepAlive = KeepAliveAsync(connection, end.Token);
        var reason = await connection.Ended.ConfigureAwait(false);
        _connection = null;
        await end.CancelAsync().ConfigureAwait(false);
        await keepAlive.ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
        return reason;
    }

    private async Task<AmiConnection> EstablishAsync(bool isFirst, CancellationToken cancellationToken)
    {
        AmiConnection connection;
        try
        {
            connection = await AmiConnection.OpenAsync(_options with { Events = _events }, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException exception)
        {
            _metrics.Connected((exception as AmiConnectException)?.Failure.ToString().ToLowerInvariant() ?? "refused");
            throw;
        }
        _metrics.Connected("success");
        Banner = connection.Banner;
        // The handler may send at once; what is answered is read after it has returned.
        _connection = connection;
        Notify(static (handler, banner) => handler.OnConnected(banner), connection.Banner);
        connection.Start(this);
        try
        {
            await SetFiltersAsync(isFirst, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _connection = null;
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        LogConnected(_options.Host, _options.Port, connection.Banner.Text);
        Change(AmiConnectionState.Connected, null, 0);
        return connection;
    }

    private async Task SetFiltersAsync(bool isFirst, CancellationToken cancellationToken)
    {
        foreach (var filter in _options.Filters)
        {
            var action = new AmiAction("Filter") { { "Operation", "Add" }, { "Filter", filter.Filter }, { "MatchCriteria", filter.MatchCriteria } };
            var response = await SendAsync(action, cancellationToken).ConfigureAwait(false);
            if (isFirst)
            {
                response.EnsureSuccess();
            }
            else if (response.Error is { } error)
            {
                LogFilterRefused(error);
            }
        }
    }

    private async Task KeepAliveAsync(AmiConnection connection, CancellationToken cancellationToken)
    {
        if (_options.KeepAliveInterval == TimeSpan.Zero)
        {
            return;
        }
        try
        {
            while (true)
            {
                var quiet = connection.Silence;
                if (quiet < _options.KeepAliveInterval)
                {
                    await Task.Delay(_options.KeepAliveInterval - quiet, _time, cancellationToken).ConfigureAwait(false);
                }
                else if (!await IsAliveAsync(connection, cancellationToken).ConfigureAwait(false))
                {
                    connection.Abort(new AmiDisconnectedException($"Asterisk did not answer a ping within {_options.KeepAliveTimeout.TotalSeconds:0.###} s."));
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or AmiDisconnectedException)
        {
            // The connection ended otherwise.
        }
    }

    // Asterisk does one action of a connection after the other: behind one that takes long, a ping waits.
    private async Task<bool> IsAliveAsync(AmiConnection connection, CancellationToken cancellationToken)
    {
        do
        {
            try
            {
                await SendAsync(new AmiAction("Ping") { Timeout = _options.KeepAliveTimeout }, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (AmiTimeoutException)
            {
                if (connection.Silence < _options.KeepAliveTimeout)
                {
                    return true;
                }
            }
        }
        while (connection.Pending.Count > 0);
        return false;
    }

    private void Notify<T>(Action<IAmiBlockHandler, T> tell, T what)
    {
        if (_options.BlockHandler is { } handler)
        {
            try
            {
                tell(handler, what);
            }
            catch (Exception exception)
            {
                LogBlockHandlerFailed(exception);
            }
        }
    }
}
