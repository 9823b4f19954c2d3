using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Asterisk.Live.Steering;
using Tandem.Pbx;
using Tandem.Pbx.Commands;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live;

/// <summary>
/// An Asterisk as a source: a live model of its calls, phones, queues and rooms that never goes stale unnoticed. It connects and connects
/// again by itself, reads what is there, follows the events, and compares itself with the whole from time to time.
/// </summary>
public sealed partial class AsteriskPbx : IConnectedPbx, IAsyncDisposable
{
    // Often enough that what settles is shown in time.
    private static readonly TimeSpan SettleTick = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly PbxState _state;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ILoggerFactory _loggers;
    private readonly ITimer _ticks;
    private readonly LiveMetrics _metrics;
    private AsteriskPbxOptions _options;
    private readonly LiveModel _model;
    private readonly AsteriskSteering _steering;
    private volatile SteeringAbilities _abilities = SteeringAbilities.None;
    private Link? _link;
    private PbxConnection _connection = new(PbxConnectionState.Connecting);
    private TaskCompletionSource _live = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _startedAt;
    private bool _isDisposed;

    /// <summary>Makes a source that does not connect yet.</summary>
    /// <param name="options">Its settings.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> means the system's.</param>
    /// <param name="loggers">Where to log; <see langword="null"/> means nowhere.</param>
    /// <param name="stateOptions">Settings of the model; <see langword="null"/> means the defaults.</param>
    /// <exception cref="ArgumentException">A setting cannot be.</exception>
    public AsteriskPbx(AsteriskPbxOptions options, TimeProvider? timeProvider = null, ILoggerFactory? loggers = null, PbxStateOptions? stateOptions = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _clock = timeProvider ?? TimeProvider.System;
        _loggers = loggers ?? NullLoggerFactory.Instance;
        _logger = _loggers.CreateLogger<AsteriskPbx>();
        _state = new PbxState(options.Name, _clock, stateOptions);
        _model = new LiveModel(_state, options.Model, _clock);
        _steering = new AsteriskSteering(_state, _model, _gate, () => _link?.Client, () => _options, _clock);
        _metrics = new LiveMetrics(
            options.Name,
            () => Connection.State == PbxConnectionState.Live,
            () => Connection.SynchronizedAt is { } at ? (_clock.GetUtcNow() - at).TotalSeconds : null);
        _ticks = _clock.CreateTimer(static pbx => ((AsteriskPbx)pbx!).Settle(), this, SettleTick, SettleTick);
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public IPbxModel Model => _state;

    /// <summary>What this Asterisk does for its user, by what it knows and permits; found out with each connection, and none before the first.</summary>
    public CapabilitySet Capabilities => _abilities.Capabilities;

    /// <inheritdoc/>
    public string? WhyMissing(Capability capability) => _abilities.WhyMissing(capability);

    /// <inheritdoc/>
    public PbxConnection Connection
    {
        get
        {
            lock (_gate)
            {
                return _connection;
            }
        }
    }

    /// <summary>The settings that it runs with.</summary>
    public AsteriskPbxOptions Options => _options;

    /// <summary>Connects in the background, and again whenever the connection is lost.</summary>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public void Start()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_link is not null)
            {
                throw new InvalidOperationException($"'{Name}' has been started.");
            }
            _link = new Link(this, _options);
        }
        _link.Start();
    }

    /// <summary>Waits until the model follows its Asterisk.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AmiDisconnectedException">The connection is given up for good: wrong credentials, or it is not to reconnect, or it was
    /// disposed.</exception>
    public Task WhenLiveAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return _live.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Takes other settings while it runs: connects anew and applies the difference. The model stays, and so do its watchers.
    /// </summary>
    /// <param name="options">The settings; the name stays the same.</param>
    /// <exception cref="ArgumentException">The name is another, or a setting cannot be.</exception>
    public async Task ReconfigureAsync(AsteriskPbxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.Name != Name)
        {
            throw new ArgumentException($"The source '{Name}' cannot become '{options.Name}': its objects are named by it.", nameof(options));
        }
        await _changing.WaitAsync().ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var running = _link;
            if (running is not null)
            {
                await running.DisposeAsync().ConfigureAwait(false);
            }
            lock (_gate)
            {
                _model.Options = options.Model;
                _options = options;
                _link = running is null ? null : new Link(this, options);
            }
            _link?.Start();
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Compares the model with the whole Asterisk now.</summary>
    /// <param name="cancellationToken">Stops waiting; the comparison goes on.</param>
    /// <returns>Whether it was done: not while there is no connection.</returns>
    public async Task<bool> ReconcileAsync(CancellationToken cancellationToken = default) =>
        _link is { } link && await link.ReconcileAsync().WaitAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<CommandResult> ExecuteAsync(PbxCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var abilities = _abilities;
        return abilities.Capabilities.Contains(command.Capability)
            ? _steering.ExecuteAsync(command, cancellationToken)
            : ValueTask.FromResult(CommandResult.NotSupported(command.Capability, abilities.WhyMissing(command.Capability)));
    }

    /// <summary>Disconnects. The model stays as it was last, marked as stale.</summary>
    public async ValueTask DisposeAsync()
    {
        await _changing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isDisposed)
            {
                return;
            }
            _isDisposed = true;
            await _ticks.DisposeAsync().ConfigureAwait(false);
            if (_link is { } link)
            {
                await link.DisposeAsync().ConfigureAwait(false);
            }
            SetConnection(PbxConnectionState.Closed, fault: null);
            EndStreams();
            _metrics.Dispose();
        }
        finally
        {
            _changing.Release();
        }
    }

    private void Settle()
    {
        lock (_gate)
        {
            _model.SettleDue();
        }
    }

    private void SetLive(string? version, SnapshotReading reading, bool isAnew)
    {
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            _connection = _connection with
            {
                Version = version,
                SynchronizedAt = now,
                SettingsReadAt = reading.Scope.HasFlag(SnapshotScope.Settings) ? now : _connection.SettingsReadAt,
            };
        }
        SetConnection(PbxConnectionState.Live, reading.Missing.Count == 0 ? null : $"Not read: {string.Join(", ", reading.Missing)}.");
        TellLive(isAnew);
        LogLive(Name, reading.Missing.Count == 0 ? "everything" : $"everything but {string.Join(", ", reading.Missing)}");
    }

    private void SetConnection(PbxConnectionState state, string? fault)
    {
        lock (_gate)
        {
            _connection = _connection with { State = state, Fault = fault };
            if (_live.Task.IsCompleted && state != PbxConnectionState.Live)
            {
                _live = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            if (state == PbxConnectionState.Live)
            {
                _live.TrySetResult();
            }
            else if (state == PbxConnectionState.Closed)
            {
                _live.TrySetException(new AmiDisconnectedException($"The connection to '{Name}' is closed: {fault ?? "it was disposed."}"));

                // Nobody need wait for it.
                _ = _live.Task.Exception;
            }
        }
    }
}
