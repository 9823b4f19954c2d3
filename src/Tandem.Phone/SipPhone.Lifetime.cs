using System.Net;
using Tandem.Sip.Transport;

namespace Tandem.Phone;

/// <content>How the phone ends, and what its members do then.</content>
public sealed partial class SipPhone
{
    private static readonly TimeSpan DisposePatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DisposeInterval = TimeSpan.FromMilliseconds(10);

    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _closing;

    /// <summary>
    /// Hangs up, removes the registration where there is one, and releases the ports. Waits until the other side knows, but for one that is gone
    /// no longer than 2 s. What still waits for a call or an answer ends, see there.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closing, 1) != 0)
        {
            await _closed.Task.ConfigureAwait(false);
            return;
        }
        // The network's time, not that of the phone's clock: a test may have stopped that.
        var begun = TimeProvider.System.GetTimestamp();
        await _loop.InvokeAsync(Close).ConfigureAwait(false);
        while (TimeProvider.System.GetElapsedTime(begun) < DisposePatience && !await _loop.InvokeAsync(IsAtRest).ConfigureAwait(false))
        {
            await Task.Delay(DisposeInterval, TimeProvider.System).ConfigureAwait(false);
        }
        _stack.Dispose();
        _loop.Dispose();
        _closed.TrySetResult();
        if (_ownsMedia)
        {
            await _media.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Runs work on the loop; gives what <paramref name="closed"/> gives where the phone is disposed before it is done.</summary>
    internal async Task<T> OnLoopAsync<T>(Func<Task<T>> work, Func<T> closed)
    {
        if (_closed.Task.IsCompleted)
        {
            return closed();
        }
        var result = _loop.RunAsync(work);
        await Task.WhenAny(result, _closed.Task).ConfigureAwait(false);
        return result.IsCompleted ? await result.ConfigureAwait(false) : closed();
    }

    private static ISipTransport Bind(PhoneOptions options, TimeProvider? timeProvider)
    {
        var local = new IPEndPoint(options.Address, options.Port);
        return options.Protocol == SipProtocol.Tcp ? new TcpTransport(local, timeProvider: timeProvider) : new UdpTransport(local);
    }

    private void Close()
    {
        foreach (var call in _calls.ToArray())
        {
            call.Hangup();
        }
        if (_registration.MayBeBound)
        {
            _ = _registration.UnregisterAsync();
        }
        _incoming.Writer.TryComplete();
    }

    // Our BYE, CANCEL and REGISTER are answered, and no BYE waits for the ACK that must come before it.
    private bool IsAtRest() => _stack.UnansweredRequests == 0 && _agent.ActiveSessions == 0;

    private bool IsClosing => Volatile.Read(ref _closing) != 0;

    private ObjectDisposedException Disposed() => new(nameof(SipPhone), $"Phone {User} is disposed.");
}
