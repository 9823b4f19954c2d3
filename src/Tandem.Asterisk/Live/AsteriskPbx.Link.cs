using System.Threading.Channels;
using Tandem.Asterisk.Live.Steering;
using Tandem.Asterisk.Messages;
using Tandem.Pbx;

namespace Tandem.Asterisk.Live;

public sealed partial class AsteriskPbx
{
    /// <summary>The connection by one set of settings: a client, and the loop that reads the whole when it is time.</summary>
    private sealed class Link : IAmiBlockHandler, IAsyncDisposable
    {
        // The classes of events that the model reads; the rest is not even sent.
        private const AmiEventClasses Classes =
            AmiEventClasses.System | AmiEventClasses.Call | AmiEventClasses.Agent | AmiEventClasses.Dialplan | AmiEventClasses.Dtmf | AmiEventClasses.User;

        private readonly AsteriskPbx _pbx;
        private readonly AsteriskPbxOptions _options;
        private readonly AmiClientOptions _clientOptions;
        private readonly CancellationTokenSource _stop = new();
        private readonly Channel<Wish> _wishes = System.Threading.Channels.Channel.CreateUnbounded<Wish>(new UnboundedChannelOptions { SingleReader = true });
        private readonly Lock _reload = new();
        private AmiClient _client = null!;
        private Task _loop = Task.CompletedTask;
        private ITimer? _reloading;
        private volatile bool _wasConnected;
        private volatile bool _isAfterGap = true;

        public Link(AsteriskPbx pbx, AsteriskPbxOptions options)
        {
            _pbx = pbx;
            _options = options;
            _clientOptions = options.Connection with
            {
                Events = options.CallDetailRecords ? Classes | AmiEventClasses.Cdr : Classes,
                Filters = options.FiltersVariables ? [new AmiEventFilter(Variables.Filter)] : [],
                BlockHandler = this,
                TimeProvider = pbx._clock,
                LoggerFactory = pbx._loggers,
            };
        }

        /// <summary>The client; null before the start.</summary>
        public AmiClient? Client => _client;

        private sealed record Wish(TaskCompletionSource<bool>? Done = null, bool IsReload = false);

        public void Start()
        {
            _client = AmiClient.Start(_clientOptions, client => client.StateChanged += OnStateChanged);
            _loop = Task.Run(RunAsync);
        }

        public void OnBlock(AmiBlock block)
        {
            lock (_pbx._gate)
            {
                _pbx._model.Apply(block);
                _pbx.TellBeside(block);
            }
            if (block.IsEvent("Reload"u8))
            {
                ReadSoon();
            }
        }

        public void OnDisconnected(AmiException reason)
        {
            _isAfterGap = true;
            _pbx.SetConnection(PbxConnectionState.Stale, reason.Message);
            lock (_pbx._gate)
            {
                _pbx._model.MarkStale();
            }
            _pbx.LogStale(_options.Name, reason.Message);
        }

        public async Task<bool> ReconcileAsync()
        {
            var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            return _wishes.Writer.TryWrite(new Wish(done)) && await done.Task.ConfigureAwait(false);
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            _wishes.Writer.TryComplete();
            await _loop.ConfigureAwait(false);
            await _client.DisposeAsync().ConfigureAwait(false);
            if (_reloading is { } timer)
            {
                await timer.DisposeAsync().ConfigureAwait(false);
            }
            if (_wasConnected && _pbx.Connection.State != PbxConnectionState.Stale)
            {
                OnDisconnected(new AmiDisconnectedException("It was told to disconnect."));
            }
        }

        private void OnStateChanged(AmiStateChange change)
        {
            switch (change.State)
            {
                case AmiConnectionState.Connected:
                    _wishes.Writer.TryWrite(new Wish());
                    break;
                case AmiConnectionState.Closed when !_stop.IsCancellationRequested:
                    _pbx.SetConnection(PbxConnectionState.Closed, change.Reason?.Message);
                    _pbx.LogClosed(_options.Name, change.Reason?.Message);
                    break;
                case AmiConnectionState.Reconnecting:
                    _pbx.SetConnection(_wasConnected ? PbxConnectionState.Stale : PbxConnectionState.Connecting, change.Reason?.Message);
                    break;
            }
        }

        // A row of reloads is one.
        private void ReadSoon()
        {
            lock (_reload)
            {
                _reloading ??= _pbx._clock.CreateTimer(_ => _wishes.Writer.TryWrite(new Wish(IsReload: true)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _reloading.Change(_options.ReloadDelay, Timeout.InfiniteTimeSpan);
            }
        }

        private async Task RunAsync()
        {
            using var interval = new PeriodicTimer(_options.ReconcileInterval, _pbx._clock);
            _ = WishAtIntervalsAsync(interval);
            await foreach (var wish in _wishes.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                var isDone = false;
                if (!_stop.IsCancellationRequested && _client.State == AmiConnectionState.Connected)
                {
                    var since = _pbx._clock.GetTimestamp();
                    isDone = await ReadAsync(wish.IsReload).ConfigureAwait(false);
                    _pbx._metrics.Read(_pbx._clock.GetElapsedTime(since), isDone);
                }
                wish.Done?.TrySetResult(isDone);
            }
        }

        private async Task WishAtIntervalsAsync(PeriodicTimer interval)
        {
            while (await interval.WaitForNextTickAsync().ConfigureAwait(false))
            {
                _wishes.Writer.TryWrite(new Wish());
            }
        }

        private async Task<bool> ReadAsync(bool isReload)
        {
            _wasConnected = true;
            var isAfterGap = _isAfterGap;
            if (isAfterGap)
            {
                _pbx.SetConnection(PbxConnectionState.Reading, fault: null);
            }
            try
            {
                var reading = new SnapshotReading(_client, _pbx._model, _pbx._gate, _options);
                var startedAt = await reading.StartOfAsteriskAsync(_stop.Token).ConfigureAwait(false);
                _pbx._abilities = SteeringAbilities.Of(reading.Permissions, _options.Dialplan);
                if (startedAt is not null && _pbx._startedAt is not null && startedAt != _pbx._startedAt)
                {
                    lock (_pbx._gate)
                    {
                        _pbx._model.DropChannels();
                    }
                }
                _pbx._startedAt = startedAt ?? _pbx._startedAt;
                _isAfterGap = false;
                await reading.ReadAsync(isAfterGap, _stop.Token).ConfigureAwait(false);
                _pbx.SetLive(_client.Banner?.Text, reading, isAfterGap || isReload);
                await reading.ReadDetailsAsync(_stop.Token).ConfigureAwait(false);
                return true;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
            catch (AmiException exception)
            {
                _isAfterGap = true;
                _pbx.LogReadFailed(_options.Name, exception.Message);
                if (_client.State == AmiConnectionState.Connected && !_stop.IsCancellationRequested)
                {
                    // An answer that did not come may come the next time.
                    _pbx.SetConnection(PbxConnectionState.Reading, exception.Message);
                    ReadSoon();
                }
                return false;
            }
        }
    }
}
