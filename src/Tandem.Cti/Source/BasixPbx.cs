using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Cti.Channels;
using Tandem.Cti.Client;
using Tandem.Cti.Protocol;
using Tandem.Pbx;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Cti.Source;

/// <summary>
/// A Basix as a source: its channels in a model, and commands that go out as the protocol's; or another Tandem, whose whole model this one then is.
/// While the connection is down the model is what was last known, marked as stale; afterwards it is put right by difference.
/// </summary>
public sealed partial class BasixPbx : IPbx, IAsyncDisposable
{
    private readonly CtiClient _client;
    private readonly PbxState _state;
    private readonly ChannelMapper _mapper;
    private readonly ConversationTracker _conversations;
    private readonly ModelMirror _mirror;
    private readonly CtiMetrics _metrics;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private volatile bool _isConnected;

    /// <summary>Makes a source that does not connect yet.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="timeProvider">The clock; the system's where null.</param>
    /// <param name="loggers">Where logs go; nowhere where null.</param>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public BasixPbx(BasixPbxOptions options, TimeProvider? timeProvider = null, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Name = options.Name;
        _client = new CtiClient(options.Client with { WholeModel = options.Client.Profile == CtiProfile.Tandem }, timeProvider);
        _state = new PbxState(options.Name, timeProvider);
        _mapper = new ChannelMapper(options.Name, options.Domain ?? options.Client.Domain);
        _mirror = new ModelMirror(_state);
        _metrics = new CtiMetrics(options.Name);
        _conversations = new ConversationTracker(_mapper);
        _logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("Tandem.Cti");
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IPbxModel Model => _state;

    /// <inheritdoc/>
    public CapabilitySet Capabilities { get; } =
    [
        Capability.HangUp, Capability.Park, Capability.Redirect, Capability.BlindTransfer, Capability.Spy, Capability.Whisper, Capability.Barge,
    ];

    /// <summary>Whether the connection is up.</summary>
    public bool IsConnected => _isConnected;

    /// <summary>Connects, and stays so until it is disposed of.</summary>
    /// <exception cref="InvalidOperationException">It was started already.</exception>
    public void Start()
    {
        if (_running != Task.CompletedTask)
        {
            throw new InvalidOperationException("The source was started already.");
        }
        _running = RunAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync()
    {
        await foreach (var happened in _client.ReadAllAsync(_stop.Token).ConfigureAwait(false))
        {
            try
            {
                Apply(happened);
            }
            catch (Exception exception)
            {
                // One record that cannot be shown must not end all that come after it.
                _logger.LogFailed(exception, Name);
            }
        }
    }

    private void Apply(CtiEvent happened)
    {
        switch (happened)
        {
            case CtiEvent.Connected connected:
                _logger.LogConnected(Name, connected.Profile);
                BecomeConnected();
                Begin(connected.Channels);
                break;
            case CtiEvent.ModelBegan began:
                _logger.LogConnected(Name, CtiProfile.Tandem);
                BecomeConnected();
                _mirror.Begin(began.Objects);
                break;
            case CtiEvent.ModelChanged changed:
                _mirror.Apply(changed.Change);
                break;
            case CtiEvent.ChannelChanged changed:
                Apply(changed);
                break;
            case CtiEvent.MwiChanged mwi:
                Apply(mwi.Mwi);
                break;
            case CtiEvent.Notice notice:
                _logger.LogNotice(Name, notice.Text);
                break;
            case CtiEvent.Disconnected disconnected:
                _logger.LogDisconnected(Name, disconnected.Reason, disconnected.RetryIn);
                _isConnected = false;
                _metrics.Connected(false);
                _state.Write(ChangeKind.Stale, writer => writer.MarkStale());
                break;
        }
    }

    // Before the model is written: who sees a channel in it may steer that channel.
    private void BecomeConnected()
    {
        _isConnected = true;
        _metrics.Connected(true);
    }

    private void Begin(ValueList<ChannelInfo> channels) => _state.Write(ChangeKind.Reconciled, writer =>
    {
        _conversations.Begin(writer, channels);
        foreach (var known in writer.All<Channel>())
        {
            if (!channels.Any(info => _mapper.Id(info.Uuid) == known.Id))
            {
                writer.Upsert(known with { HungUpAt = writer.Now, HangupCause = HangupCause.Reconciled, Stale = false });
                writer.Remove<Channel>(known.Id);
                _conversations.Leave(writer, known.Id, HangupCause.Reconciled);
            }
        }
        foreach (var info in channels)
        {
            Set(writer, info);
        }
        foreach (var mailbox in writer.All<Mailbox>())
        {
            writer.Upsert(mailbox with { Stale = false });
        }
    });

    private void Apply(CtiEvent.ChannelChanged changed)
    {
        var info = changed.Channel;
        _state.TryGet<Channel>(_mapper.Id(info.Uuid), out var before);
        if (changed.Kind == ChannelUpdateKind.Removed)
        {
            _state.Write(ChangeKind.HungUp, writer => Remove(writer, info));
        }
        else
        {
            _state.Write(ChangeKinds.Of(info, before), writer => Set(writer, info));
        }
    }

    private void Set(PbxWriter writer, ChannelInfo info)
    {
        var conversation = _conversations.Join(writer, info);
        writer.Upsert(_mapper.Map(info, conversation));
        _conversations.Update(writer, conversation, info);
    }

    private void Remove(PbxWriter writer, ChannelInfo info)
    {
        var id = _mapper.Id(info.Uuid);
        if (writer.Find<Channel>(id) is not { } known)
        {
            return;
        }
        var last = _mapper.Map(info, known.Conversation);
        writer.Upsert(last with { HungUpAt = last.HungUpAt ?? writer.Now, BridgedWith = [], Stale = false });
        writer.Remove<Channel>(id);
        _conversations.Leave(writer, id, last.HangupCause);
    }

    private void Apply(MwiInfo mwi)
    {
        if (mwi.TargetName is { } name)
        {
            _state.Write(ChangeKind.MailboxChanged, writer => writer.Upsert(new Mailbox
            {
                Id = _mapper.Id(name),
                Domain = _mapper.Domain,
                New = mwi.NewCount,
                Saved = mwi.SavedCount,
            }));
        }
    }
}
