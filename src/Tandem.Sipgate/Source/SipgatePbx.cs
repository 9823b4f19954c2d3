using Microsoft.Extensions.Logging;
using Tandem.Pbx;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Sipgate.Webhooks;

namespace Tandem.Sipgate.Source;

/// <summary>
/// An account of sipgate as a source. Webhooks, which are given to <see cref="Receive(WebhookEvent)"/>, feed its model; the list of calls that are up, asked
/// for now and again, puts it right. A call's id is sipgate's call id, which is the session's id of a call that was made.
/// </summary>
public sealed partial class SipgatePbx : IPbx, IAsyncDisposable
{
    private readonly SipgatePbxOptions _options;
    private readonly SipgateClient _client;
    private readonly SipgateCalls _calls;
    private readonly SipgateDirectory _directory;
    private readonly PbxState _state;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private bool _isReached = true;

    /// <summary>Makes a source that asks nothing yet.</summary>
    /// <param name="options">Settings; clock and logs are those of the client.</param>
    /// <exception cref="ArgumentException">A setting cannot be.</exception>
    public SipgatePbx(SipgatePbxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.RefreshInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.MaxRinging, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.DirectoryInterval, TimeSpan.Zero);
        _options = options;
        _client = new SipgateClient(options.Client);
        _timeProvider = options.Client.TimeProvider;
        _logger = options.Client.LoggerFactory.CreateLogger("Tandem.Sipgate");
        _calls = new SipgateCalls(options.Name, options.Domain);
        _directory = new SipgateDirectory(_client, options.Name, options.Domain);
        _state = new PbxState(options.Name, _timeProvider);
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public IPbxModel Model => _state;

    /// <inheritdoc/>
    public CapabilitySet Capabilities { get; } =
    [
        Capability.Call, Capability.HangUp, Capability.Hold, Capability.Mute, Capability.Record, Capability.SendDtmf, Capability.Play, Capability.BlindTransfer,
    ];

    /// <summary>Begins to ask for the calls that are up, until it is disposed of.</summary>
    /// <exception cref="InvalidOperationException">It was started already.</exception>
    public void Start()
    {
        if (_running != Task.CompletedTask)
        {
            throw new InvalidOperationException("The source was started already.");
        }
        _running = RunAsync();
    }

    /// <summary>Puts into the model what a webhook told. What comes twice, or after the end, changes nothing.</summary>
    /// <param name="happened">What a webhook told, its signature being checked.</param>
    public void Receive(WebhookEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (happened.CallId.Length == 0)
        {
            return;
        }
        switch (happened)
        {
            case NewCallEvent call:
                var direction = call.Direction == WebhookCallDirection.Outgoing ? CallDirection.Outbound : CallDirection.Inbound;
                _state.Write(ChangeKind.Offered, writer => _calls.Begin(writer, call.CallId, direction, call.From, call.To));
                break;
            case AnswerEvent answer:
                _state.Write(ChangeKind.Answered, writer => _calls.Answer(writer, answer.CallId, answer.AnsweringNumber));
                break;
            case HangUpEvent hangUp:
                _state.Write(ChangeKind.HungUp, writer => _calls.End(writer, hangUp.CallId, SipgateCalls.CauseOf(hangUp.Cause)));
                break;
            case DataEvent { Dtmf.Length: > 0 } data:
                _state.Write(ChangeKind.Digit, writer =>
                {
                    writer.Detail = data.Dtmf;
                    writer.Touch<Channel>(_calls.Id(data.CallId));
                });
                break;
        }
    }

    /// <summary>Asks for the calls that are up, and puts the model right. Where sipgate cannot be reached the model is marked as stale.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task RefreshAsync(CancellationToken cancellationToken = default)
    {
        var asked = _timeProvider.GetUtcNow();
        try
        {
            var calls = await _client.Rtcm.GetCallsAsync(cancellationToken).ConfigureAwait(false);
            _isReached = true;
            _state.Write(ChangeKind.Reconciled, writer => _calls.Reconcile(writer, calls, asked, _options.MaxRinging));
        }
        catch (SipgateException exception)
        {
            if (_isReached)
            {
                LogNotReached(Name, exception.Message);
            }
            _isReached = false;
            _state.Write(ChangeKind.Stale, writer => writer.MarkStale());
        }
    }

    /// <summary>Asks for the devices and phone lines, from which calls can be made. Where the token may not ask, or sipgate cannot be reached, what is known stays.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task RefreshDirectoryAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var extensions = await _directory.ReadAsync(cancellationToken).ConfigureAwait(false);
            _state.Write(ChangeKind.ExtensionChanged, writer => _directory.Apply(writer, extensions));
        }
        catch (SipgateException exception)
        {
            LogNoDirectory(Name, exception.Message);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(_options.RefreshInterval, _timeProvider);
        DateTimeOffset? directoryAt = null;
        do
        {
            if (directoryAt is not { } at || _timeProvider.GetUtcNow() - at >= _options.DirectoryInterval)
            {
                directoryAt = _timeProvider.GetUtcNow();
                await RefreshDirectoryAsync(_stop.Token).ConfigureAwait(false);
            }
            await RefreshAsync(_stop.Token).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false));
    }

    [LoggerMessage(6103, LogLevel.Warning, "The sipgate source '{Source}' cannot ask for its devices and phone lines: {Reason}.")]
    private partial void LogNoDirectory(string source, string reason);

    [LoggerMessage(6102, LogLevel.Warning, "The sipgate source '{Source}' cannot ask for its calls: {Reason}.")]
    private partial void LogNotReached(string source, string reason);
}
