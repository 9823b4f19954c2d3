using Microsoft.Extensions.Logging;
using Tandem.Asterisk.Connections;
using Tandem.Asterisk.Listeners;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Telemetry;

namespace Tandem.Asterisk;

/// <summary>
/// A client of an Asterisk's manager interface: sends actions, hears events, and connects again where the connection ends. For any number
/// of threads. <code>await using var ami = await AmiClient.ConnectAsync(new() { Host = "pbx", Username = "admin", Secret = "..." });</code>
/// </summary>
public sealed partial class AmiClient : IAsyncDisposable
{
    private static readonly TimeSpan LogoffPatience = TimeSpan.FromSeconds(0.5);

    private readonly AmiClientOptions _options;
    private readonly TimeProvider _time;
    private readonly bool _isTracing;
    private readonly ILogger _logger;
    private readonly AmiMetrics _metrics;
    private readonly ActionIds _ids = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile AmiConnection? _connection;
    private TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AmiException? _reason;
    private Task _run = Task.CompletedTask;
    private int _disposed;

    private AmiClient(AmiClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _logger = options.LoggerFactory.CreateLogger<AmiClient>();
        _isTracing = _logger.IsEnabled(LogLevel.Trace);
        _options = options with { Trace = _isTracing ? new TraceLog(_logger, options.Trace) : options.Trace };
        _events = options.Events;
        _time = options.TimeProvider;
        _metrics = new AmiMetrics(
            $"{options.Host}:{options.Port}",
            () => State == AmiConnectionState.Connected,
            () => _connection?.Pending.Count ?? 0,
            () => _listeners.All.Sum(listener => listener.Waiting));
    }

    /// <summary>Every change of <see cref="State"/>, in order. A handler delays the next attempt to connect until it returns, so that it may not wait for <see cref="DisposeAsync"/>.</summary>
    public event Action<AmiStateChange>? StateChanged;

    /// <summary>The settings that it was made with.</summary>
    public AmiClientOptions Options => _options;

    /// <summary>How it stands with its Asterisk.</summary>
    public AmiConnectionState State { get; private set; }

    /// <summary>Why it is not connected; null where it is, or where it was disposed.</summary>
    public AmiException? Reason => Volatile.Read(ref _reason);

    /// <summary>What the server called itself at the last connection; null before the first.</summary>
    public AmiBanner? Banner { get; private set; }

    /// <summary>Actions that are not answered.</summary>
    public int PendingActions => _connection?.Pending.Count ?? 0;

    /// <summary>Ends when the client is closed for good; it never fails.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Connects and logs in, once; where that fails, it is not tried again.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="cancellationToken">Gives up connecting; it has no meaning once connected.</param>
    /// <exception cref="ArgumentException">A setting cannot be.</exception>
    /// <exception cref="AmiConnectException">It could not connect.</exception>
    /// <exception cref="AmiAuthenticationException">The user or the secret is wrong.</exception>
    /// <exception cref="AmiProtocolException">What answered is no Asterisk.</exception>
    /// <exception cref="AmiActionException">A filter was refused.</exception>
    public static async Task<AmiClient> ConnectAsync(AmiClientOptions options, CancellationToken cancellationToken = default)
    {
        var client = new AmiClient(options);
        try
        {
            var connection = await client.EstablishAsync(isFirst: true, cancellationToken).ConfigureAwait(false);
            client._run = Task.Run(() => client.RunAsync(connection));
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Makes a client that connects in the background, and tries again until it is connected: for a program that starts before its
    /// Asterisk.
    /// </summary>
    /// <param name="options">The settings.</param>
    /// <param name="listen">Adds listeners before it connects, so that they lose nothing; <see langword="null"/> for none.</param>
    /// <exception cref="ArgumentException">A setting cannot be.</exception>
    public static AmiClient Start(AmiClientOptions options, Action<AmiClient>? listen = null)
    {
        var client = new AmiClient(options);
        listen?.Invoke(client);
        client._run = Task.Run(() => client.RunAsync(null));
        return client;
    }

    /// <summary>Waits until it is connected.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AmiDisconnectedException">It is closed for good; the reason is the inner exception.</exception>
    public async Task WaitUntilConnectedAsync(CancellationToken cancellationToken = default)
    {
        while (State != AmiConnectionState.Connected)
        {
            if (_closed.Task.IsCompleted)
            {
                throw NotConnected();
            }
            Task connected;
            lock (_lock)
            {
                connected = _connected.Task;
            }
            await Task.WhenAny(connected, _closed.Task).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Logs off and closes. Actions that are not answered fail, listeners end; events that still wait are not handled.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            await _closed.Task.ConfigureAwait(false);
            return;
        }
        if (_connection is { } connection)
        {
            await LogOffAsync(connection).ConfigureAwait(false);
        }
        await _stop.CancelAsync().ConfigureAwait(false);
        _connection?.Abort(new AmiDisconnectedException("The client was disposed."));
        await _run.ConfigureAwait(false);
        Close(null);
        foreach (var listener in _listeners.All)
        {
            listener.Dispose();
        }
        _metrics.Dispose();
    }

    private AmiDisconnectedException NotConnected() => new(
        Volatile.Read(ref _disposed) != 0 ? "The client was disposed."
        : Reason is { } reason ? $"There is no connection to {_options.Host}:{_options.Port}: {reason.Message}"
        : $"There is no connection to {_options.Host}:{_options.Port} yet.",
        inner: Reason);

    private async Task LogOffAsync(AmiConnection connection)
    {
        try
        {
            await SendAsync(new Actions.AmiAction("Logoff") { Timeout = LogoffPatience }).ConfigureAwait(false);
        }
        catch (AmiException)
        {
            // Asterisk sees the connection close.
        }
        connection.Abort(new AmiDisconnectedException("The client was disposed."));
    }

    private void Change(AmiConnectionState state, AmiException? reason, int attempt)
    {
        lock (_lock)
        {
            if (State == AmiConnectionState.Closed)
            {
                return;
            }
            State = state;
            Volatile.Write(ref _reason, reason);
            if (state == AmiConnectionState.Connected)
            {
                _connected.TrySetResult();
            }
            else if (_connected.Task.IsCompleted)
            {
                _connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
        foreach (var handler in Delegate.EnumerateInvocationList(StateChanged))
        {
            try
            {
                handler(new AmiStateChange(state, reason, attempt));
            }
            catch (Exception exception)
            {
                LogStateHandlerFailed(exception);
            }
        }
    }

    private void Close(AmiException? reason)
    {
        Change(AmiConnectionState.Closed, reason, 0);
        if (_closed.TrySetResult())
        {
            foreach (var listener in _listeners.All)
            {
                listener.End(reason);
            }
        }
    }
}
