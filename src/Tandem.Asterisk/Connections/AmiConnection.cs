using System.Net.Sockets;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Connections;

/// <summary>One connection, logged in: reads blocks until it ends, writes actions one after the other.</summary>
internal sealed partial class AmiConnection : IAsyncDisposable
{
    private readonly AmiClientOptions _options;
    private readonly Stream _stream;
    private readonly AmiBlockReader _reader;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _stop = new();
    private AmiException? _reason;
    private long _lastReceived;

    private AmiConnection(AmiClientOptions options, Stream stream, AmiBlockReader reader)
    {
        _options = options;
        _stream = stream;
        _reader = reader;
        _lastReceived = options.TimeProvider.GetTimestamp();
    }

    public AmiBanner Banner { get; private set; }

    public PendingActions Pending { get; } = new();

    /// <summary>For how long nothing came.</summary>
    public TimeSpan Silence => _options.TimeProvider.GetElapsedTime(Volatile.Read(ref _lastReceived));

    /// <summary>Ends, with the reason, when the connection does.</summary>
    public Task<AmiException> Ended { get; private set; } = Task.FromResult<AmiException>(new AmiDisconnectedException("The connection was never read."));

    /// <summary>Begins to read.</summary>
    public void Start(IConnectionHandler handler) => Ended = Task.Run(() => ReadAsync(handler));

    /// <summary>Sends an action, or nothing where its caller gave it up while others were written.</summary>
    public async Task SendAsync(PendingAction action, byte[] bytes)
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!action.IsOver)
            {
                action.IsSent = true;
                await WriteAsync(bytes, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Abort(new AmiDisconnectedException($"The connection broke: {exception.Message}", inner: exception));
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Ends the connection. The first reason counts.</summary>
    public void Abort(AmiException reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It is over already.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Abort(new AmiDisconnectedException("The connection was closed."));
        await Ended.ConfigureAwait(false);
        await CloseAsync(_stream).ConfigureAwait(false);
        _reader.Dispose();
        _stop.Dispose();
    }

    private static async Task CloseAsync(Stream stream)
    {
        try
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // It is closed all the same.
        }
    }

    private async Task<AmiException> ReadAsync(IConnectionHandler handler)
    {
        AmiException reason;
        try
        {
            // What came with the answer to the login.
            Handle(handler, 0);
            while (await ReceiveAsync(_stop.Token).ConfigureAwait(false) is > 0 and var length)
            {
                Handle(handler, length);
            }
            reason = new AmiDisconnectedException(_reader.Pending > 0 ? "Asterisk closed the connection within a block." : "Asterisk closed the connection.");
        }
        catch (AmiException exception)
        {
            reason = exception;
        }
        catch (Exception exception)
        {
            reason = new AmiDisconnectedException($"The connection broke: {exception.Message}", inner: exception);
        }
        reason = Interlocked.CompareExchange(ref _reason, reason, null) ?? reason;
        Pending.Close(reason);
        handler.OnEnded(reason);
        return reason;
    }

    private void Handle(IConnectionHandler handler, int length)
    {
        var events = 0;
        while (_reader.TryRead(out var block))
        {
            handler.OnBlock(block);
            events += Handle(handler, block);
        }
        handler.OnRead(length, events);
    }

    private int Handle(IConnectionHandler handler, AmiBlock block)
    {
        var kind = block.Kind;
        if (kind == AmiBlockKind.Response)
        {
            if (block.TryGet("ActionID"u8, out var id) && Pending.TryGet(id, out var action))
            {
                action.TakeResponse(block.ToMessage());
            }
            else
            {
                handler.OnUnmatched(block);
            }
            return 0;
        }
        if (!Pending.AwaitEvents || !block.TryGet("ActionID"u8, out var about) || !Pending.TryGet(about, out var list) || list.Shape == ReplyShape.Single || !list.TakeEvent(block))
        {
            handler.OnEvent(block);
        }
        return kind == AmiBlockKind.Event ? 1 : 0;
    }

    private async ValueTask<int> ReceiveAsync(CancellationToken cancellationToken)
    {
        var memory = _reader.GetMemory();
        var length = await _stream.ReadAsync(memory, cancellationToken).ConfigureAwait(false);
        if (length > 0)
        {
            _reader.Advance(length);
            Volatile.Write(ref _lastReceived, _options.TimeProvider.GetTimestamp());
            _options.Trace?.OnReceived(memory.Span[..length]);
        }
        return length;
    }

    private async Task WriteAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        _options.Trace?.OnSent(SecretMask.Apply(bytes));
    }
}
