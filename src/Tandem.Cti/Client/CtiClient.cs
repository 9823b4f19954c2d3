using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Tandem.Cti.Bert;
using Tandem.Cti.Channels;
using Tandem.Cti.Protocol;

namespace Tandem.Cti.Client;

/// <summary>
/// A client of the CTI feed of a Basix, of either generation, or of a Tandem. It connects while <see cref="ReadAllAsync"/> is read, and again when the
/// connection is lost; it keeps what channels there are.
/// </summary>
public sealed partial class CtiClient
{
    private readonly CtiClientOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ConcurrentDictionary<string, ChannelInfo> _channels = new(StringComparer.Ordinal);
    private volatile ClientWebSocket? _socket;
    private int _isRead;
    private int _failures;
    private bool _wasReplaced;

    /// <summary>Makes a client that does not connect yet.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="timeProvider">The clock; the system's where null.</param>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public CtiClient(CtiClientOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _address = CtiAddress.Of(options);
        _certificates = CertificateTrust.Of(options);
    }

    /// <summary>The generation of the protocol that the server speaks; null while there is no connection.</summary>
    public CtiProfile? Profile { get; private set; }

    /// <summary>The channels there are, in no particular order; none while there is no connection. May be read from any thread.</summary>
    public IReadOnlyCollection<ChannelInfo> Channels => (IReadOnlyCollection<ChannelInfo>)_channels.Values;

    /// <summary>Finds a channel.</summary>
    /// <param name="uuid">Its id.</param>
    /// <param name="channel">The channel.</param>
    public bool TryGet(string uuid, [NotNullWhen(true)] out ChannelInfo? channel) => _channels.TryGetValue(uuid, out channel);

    /// <summary>Connects, and tells what happens. For one reader; who reads too slowly is left by the server, and connected again.</summary>
    /// <param name="cancellationToken">Ends it, with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">It is being read already.</exception>
    public async IAsyncEnumerable<CtiEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isRead, 1) != 0)
        {
            throw new InvalidOperationException("A client is read once at a time.");
        }
        try
        {
            while (true)
            {
                using var connection = new CtiConnection(_address, _options, _certificates);
                var reason = await connection.OpenAsync(_timeProvider, cancellationToken).ConfigureAwait(false);
                _socket = reason is null ? connection.Socket : null;
                while (reason is null)
                {
                    (var message, reason) = await connection.ReceiveAsync(cancellationToken).ConfigureAwait(false);
                    if (message is not null && Apply(message, connection.Profile) is { } happened)
                    {
                        yield return happened;
                    }
                    foreach (var mailbox in (message as CtiMessage.InitialMwi)?.Mailboxes ?? [])
                    {
                        yield return new CtiEvent.MwiChanged(mailbox);
                    }
                }
                Drop();
                var delay = NextDelay();
                yield return new CtiEvent.Disconnected(reason, delay);
                await Task.Delay(delay, _timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Drop();
            Volatile.Write(ref _isRead, 0);
        }
    }

    private CtiEvent? Apply(CtiMessage message, CtiProfile? profile)
    {
        switch (message)
        {
            case CtiMessage.Initial initial:
                _failures = 0;
                Profile = profile;
                _channels.Clear();
                foreach (var channel in initial.Channels)
                {
                    _channels[channel.Uuid] = channel;
                }
                return new CtiEvent.Connected(profile ?? CtiProfile.Basix2016, initial.Channels);
            case CtiMessage.Channel changed:
                return Apply(changed);
            case CtiMessage.InitialObjects objects:
                _failures = 0;
                Profile = CtiProfile.Tandem;
                return new CtiEvent.ModelBegan(objects.Objects);
            case CtiMessage.ModelChanged changed:
                return new CtiEvent.ModelChanged(changed.Change);
            case CtiMessage.Mwi mwi:
                return new CtiEvent.MwiChanged(mwi.Info);
            case CtiMessage.CommandResult result:
                Complete(result);
                return null;
            case CtiMessage.System system:
                _wasReplaced = system.Text == "connection_replaced";
                return new CtiEvent.Notice(system.Text);
            default:
                return null;
        }
    }

    private CtiEvent.ChannelChanged Apply(CtiMessage.Channel changed)
    {
        var kind = changed.Kind;
        if (kind == ChannelUpdateKind.Removed)
        {
            _channels.TryRemove(changed.Info.Uuid, out _);
        }
        else
        {
            // Before 2019 only the one who keeps them knows which are new.
            kind = _channels.ContainsKey(changed.Info.Uuid) ? ChannelUpdateKind.Updated : ChannelUpdateKind.Added;
            _channels[changed.Info.Uuid] = changed.Info;
        }
        Notice(changed.Info.Uuid);
        return new CtiEvent.ChannelChanged(changed.Info, kind);
    }

    private void Drop()
    {
        _socket = null;
        Profile = null;
        _channels.Clear();
        Abandon();
    }

    // Who was replaced would only replace the other in turn.
    private TimeSpan NextDelay()
    {
        var doubled = _wasReplaced ? _options.MaxReconnectDelay : _options.ReconnectDelay * Math.Pow(2, Math.Min(_failures++, 20));
        _wasReplaced = false;
        var longest = doubled < _options.MaxReconnectDelay ? doubled : _options.MaxReconnectDelay;
        return longest * (0.5 + (Random.Shared.NextDouble() / 2));
    }
}
