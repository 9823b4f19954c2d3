using System.Threading.Channels;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Listeners;

/// <summary>
/// A listener to events: gets them in order, one after the other, from a buffer of its own, so that it may take its time and send actions. Disposing ends it.
/// </summary>
public sealed class AmiListener : IDisposable
{
    private readonly Channel<AmiMessage> _events;
    private readonly IListenerOwner _owner;
    private long _received;
    private long _dropped;
    private long _faults;
    private volatile bool _isEnded;

    internal AmiListener(IListenerOwner owner, IReadOnlyList<string> names, AmiListenerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Capacity, 1);
        _owner = owner;
        Names = names;
        Options = options;
        var channel = new BoundedChannelOptions(options.Capacity)
        {
            SingleReader = false,
            SingleWriter = false,
            FullMode = options.Overflow switch
            {
                AmiOverflow.DropOldest => BoundedChannelFullMode.DropOldest,
                AmiOverflow.DropNewest => BoundedChannelFullMode.DropWrite,
                _ => BoundedChannelFullMode.Wait,
            },
        };
        _events = Channel.CreateBounded<AmiMessage>(channel, _ => Drop());
    }

    /// <summary>The events listened to; empty for all.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Its settings.</summary>
    public AmiListenerOptions Options { get; }

    /// <summary>Events that came for it, lost ones among them.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Events that it lost by being slow.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Exceptions that its handler threw.</summary>
    public long Faults => Volatile.Read(ref _faults);

    /// <summary>Events that wait for it now.</summary>
    public int Waiting => _events.Reader.Count;

    /// <summary>
    /// Ends when the listener does: well when it or the client was disposed, with an <see cref="AmiSlowListenerException"/>, or with the reason that the client closed for good.
    /// </summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    internal ChannelReader<AmiMessage> Reader => _events.Reader;

    /// <summary>Ends the listener; its handler is not called again, but for a call that is under way.</summary>
    public void Dispose()
    {
        _isEnded = true;
        _owner.Remove(this);
        _events.Writer.TryComplete();
    }

    internal void Start(Func<AmiMessage, Task> handler) => Completion = Task.Run(() => PumpAsync(handler));

    /// <summary>Gives an event to it, never waiting.</summary>
    internal void Post(AmiMessage message)
    {
        Interlocked.Increment(ref _received);
        if (!_events.Writer.TryWrite(message) && !_isEnded)
        {
            Drop();
            End(new AmiSlowListenerException(Options.Capacity));
            _owner.Remove(this);
        }
    }

    /// <summary>Ends it once what waits is handled.</summary>
    internal void End(Exception? reason) => _events.Writer.TryComplete(reason);

    private async Task PumpAsync(Func<AmiMessage, Task> handler)
    {
        while (await _events.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (!_isEnded && _events.Reader.TryRead(out var message))
            {
                try
                {
                    await handler(message).ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    Interlocked.Increment(ref _faults);
                    _owner.OnFault(this, message, exception);
                }
            }
            if (_isEnded)
            {
                return;
            }
        }
    }

    private void Drop() => _owner.OnDropped(this, Interlocked.Increment(ref _dropped));
}
