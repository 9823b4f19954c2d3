using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Threading.Channels;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Transport;

/// <summary>
/// One connection of a <see cref="ConnectionTable"/>, accepted or opened: delivers what comes, and sends what is queued. Its time-outs are looked
/// after by <see cref="Check"/>, which the table calls once a second.
/// </summary>
internal sealed class SipConnection
{
    private const long Never = -1;
    private static readonly TimeSpan BrokenLinger = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PongPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OverloadPause = TimeSpan.FromMilliseconds(10);
    private static readonly byte[] Ping = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] Pong = "\r\n"u8.ToArray();

    private readonly ConnectionTable _table;
    private readonly IConnectionChannel _channel;
    private readonly TcpTransportOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly Channel<ReadOnlyMemory<byte>> _queue =
        Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true });
    private long _queuedBytes;
    private long _lastReceived;
    private long _lastSent;
    private long _lastPing;
    private long _messageSince;
    private long _sendingSince = Never;
    private long _pongSince = Never;
    private bool _pongs;
    private long _brokenSince = Never;
    private readonly string? _host;
    private int _opened;
    private int _closed;

    /// <param name="table">Where the connection is kept.</param>
    /// <param name="channel">What it runs over; owned.</param>
    /// <param name="remote">The peer's address.</param>
    /// <param name="host">The host that an outgoing connection is for; null where any will do.</param>
    /// <param name="isOutgoing">Whether it is ours to open.</param>
    /// <param name="options">Limits and time-outs.</param>
    /// <param name="timeProvider">The clock.</param>
    public SipConnection(
        ConnectionTable table, IConnectionChannel channel, IPEndPoint remote, string? host, bool isOutgoing, TcpTransportOptions options, TimeProvider timeProvider)
    {
        _table = table;
        _channel = channel;
        _host = host;
        Remote = remote;
        IsOutgoing = isOutgoing;
        _options = options;
        _timeProvider = timeProvider;
        _lastReceived = _lastSent = _lastPing = timeProvider.GetTimestamp();
        _messageSince = isOutgoing ? Never : _lastReceived;
    }

    public IPEndPoint Remote { get; }

    public bool IsOutgoing { get; }

    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>Whether a message for a host may take this connection: the host it was opened for, or one that its peer has proved to be.</summary>
    public bool IsFor(string? host) =>
        host is null || string.Equals(host, _host, StringComparison.OrdinalIgnoreCase) || (Volatile.Read(ref _opened) != 0 && _channel.Proves(host));

    /// <summary>Queues a message.</summary>
    /// <returns>False where the connection is closed, or more waits than the peer may leave unread.</returns>
    public bool TrySend(ReadOnlyMemory<byte> message)
    {
        if (Interlocked.Add(ref _queuedBytes, message.Length) > _options.MaxQueuedBytes)
        {
            Interlocked.Add(ref _queuedBytes, -message.Length);
            return false;
        }
        return _queue.Writer.TryWrite(message);
    }

    /// <summary>Opens the connection where it is ours to open, and serves it to its end. Never throws.</summary>
    public async Task RunAsync()
    {
        var sending = Task.CompletedTask;
        try
        {
            await OpenAsync().ConfigureAwait(false);
            sending = SendQueueAsync();
            await ReceiveAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOfNetwork(exception))
        {
            // The end, as below.
        }
        Close();
        await sending.ConfigureAwait(false);
        while (_queue.Reader.TryRead(out var message))
        {
            Report(message);
        }
        _channel.Release();
    }

    /// <summary>Closes the connection. What still waits to be sent is reported as undelivered.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _queue.Writer.TryComplete();
            _channel.Abort();
            _table.Forget(this);
        }
    }

    /// <summary>Closes the connection where a time-out is over, and sends a keep-alive where one is due.</summary>
    public void Check()
    {
        var activity = Math.Max(Volatile.Read(ref _lastReceived), Volatile.Read(ref _lastSent));
        if (IsOver(ref _messageSince, _options.MessageTimeout) || IsOver(ref _sendingSince, _options.SendTimeout)
            || IsOver(ref _brokenSince, BrokenLinger) || IsOver(ref _pongSince, PongPatience) || _timeProvider.GetElapsedTime(activity) >= _options.IdleTimeout)
        {
            Close();
        }
        else if (_channel.HasPings && _timeProvider.GetElapsedTime(Math.Max(activity, _lastPing)) >= _options.KeepAliveInterval)
        {
            _lastPing = _timeProvider.GetTimestamp();
            if (_pongs)
            {
                Volatile.Write(ref _pongSince, _lastPing);
            }
            TrySend(Ping);
        }
    }

    private bool IsOver(ref long since, TimeSpan timeout) =>
        Volatile.Read(ref since) is var start and not Never && _timeProvider.GetElapsedTime(start) >= timeout;

    // How long a peer may take with its side of the handshake is a matter of its first message.
    private async Task OpenAsync()
    {
        using var timeout = IsOutgoing ? new CancellationTokenSource(_options.ConnectTimeout, _timeProvider) : null;
        await _channel.OpenAsync(timeout?.Token ?? CancellationToken.None).ConfigureAwait(false);
        Volatile.Write(ref _opened, 1);
    }

    private async Task ReceiveAsync()
    {
        // Of a broken stream the rest is read and forgotten: closing before that would take our answer back.
        while (await _channel.ReceiveAsync(discards: _brokenSince != Never).ConfigureAwait(false))
        {
            Volatile.Write(ref _lastReceived, _timeProvider.GetTimestamp());
            Volatile.Write(ref _pongSince, Never);
            if (_brokenSince == Never)
            {
                await ReadFramesAsync().ConfigureAwait(false);
            }
        }
    }

    private async ValueTask ReadFramesAsync()
    {
        while (true)
        {
            switch (_channel.TryRead(out var bytes))
            {
                case SipStreamFrame.None:
                    WatchMessage();
                    return;
                case SipStreamFrame.Ping:
                    TrySend(Pong);
                    break;
                case SipStreamFrame.Pong:
                    // RFC 5626 4.4.1: from a peer that has answered once a missing answer means that the flow is dead.
                    _pongs = true;
                    break;
                case SipStreamFrame.Message:
                    Volatile.Write(ref _messageSince, Never);
                    await DeliverAsync(bytes.ToArray()).ConfigureAwait(false);
                    break;
                case SipStreamFrame.Broken:
                    // What can be read of it may be enough for a 400.
                    Volatile.Write(ref _messageSince, Never);
                    Volatile.Write(ref _brokenSince, _timeProvider.GetTimestamp());
                    await DeliverAsync(bytes.ToArray()).ConfigureAwait(false);
                    return;
            }
        }
    }

    // Nothing is lost where signalling is behind: the peer is read no further, so that it feels it.
    private async ValueTask DeliverAsync(byte[] message)
    {
        while (!_table.Deliver(this, message) && !IsClosed)
        {
            await Task.Delay(OverloadPause, _timeProvider).ConfigureAwait(false);
        }
    }

    // The clock of a message runs from its first byte; that of the first one has run since the connection was opened.
    private void WatchMessage()
    {
        if (_channel.IsInMessage && _messageSince == Never)
        {
            Volatile.Write(ref _messageSince, _timeProvider.GetTimestamp());
        }
    }

    private async Task SendQueueAsync()
    {
        await foreach (var message in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                Volatile.Write(ref _sendingSince, _timeProvider.GetTimestamp());
                await _channel.SendAsync(message).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsOfNetwork(exception))
            {
                Close();
                Report(message);
                return;
            }
            Interlocked.Add(ref _queuedBytes, -message.Length);
            Volatile.Write(ref _sendingSince, Never);
            if (message.Length > Ping.Length)
            {
                Volatile.Write(ref _lastSent, _timeProvider.GetTimestamp());
            }
        }
    }

    private void Report(ReadOnlyMemory<byte> message)
    {
        if (message.Length > Ping.Length)
        {
            _table.ReportUndelivered(this, message);
        }
    }

    private static bool IsOfNetwork(Exception exception) => exception
        is SocketException or IOException or ObjectDisposedException or OperationCanceledException or AuthenticationException or WebSocketException;
}
