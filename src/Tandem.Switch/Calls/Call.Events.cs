namespace Tandem.Switch.Calls;

public sealed partial class Call
{
    /// <summary>
    /// What happens on this leg, in order; raised on the thread pool. A handler that throws is logged and harms nothing; one that is slow
    /// holds up only other handlers.
    /// </summary>
    public event Action<CallEvent>? Happened;

    /// <summary>Waits for the next event of this leg that fits, from now on. Several may wait at a time.</summary>
    /// <param name="filter">Whether an event is the one; runs on the thread pool. Any where null, but for the end.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The event; or that time ran out, or the leg ended.</returns>
    public async Task<CallEventResult> WaitForEventAsync(Func<CallEvent, bool>? filter, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var found = new TaskCompletionSource<CallEventResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        Happened += OnHappened;
        try
        {
            if (IsEnded)
            {
                return new CallEventResult(CallEventOutcome.CallEnded, null);
            }
            return await found.Task.WaitAsync(timeout, _manager.Loop.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new CallEventResult(CallEventOutcome.TimedOut, null);
        }
        finally
        {
            Happened -= OnHappened;
        }

        void OnHappened(CallEvent happened)
        {
            var isEnd = happened.Kind == CallEventKind.Ended;
            try
            {
                if (filter?.Invoke(happened) ?? !isEnd)
                {
                    found.TrySetResult(new CallEventResult(CallEventOutcome.Found, happened));
                }
                else if (isEnd)
                {
                    found.TrySetResult(new CallEventResult(CallEventOutcome.CallEnded, null));
                }
            }
            catch (Exception exception)
            {
                found.TrySetException(exception);
            }
        }
    }

    /// <summary>Raises an event from another thread.</summary>
    internal void Post(CallEventKind kind, string? detail) => _manager.Loop.Post(() => Raise(kind, detail));

    internal void Raise(CallEventKind kind, string? detail = null)
    {
        Trace?.Add(kind);
        _manager.Events.Post(this, kind, detail);
    }

    internal Action<CallEvent>? Listeners => Happened;
}
