using System.Collections.Concurrent;

namespace Tandem.Sip.Loop;

// Work from elsewhere: posted, or awaited by other threads.
public sealed partial class SignalLoop
{
    private readonly ConcurrentQueue<WorkItem> _queue = new();
    private int _pending;

    /// <summary>Work items that wait for their turn: the measure of overload.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>How long the oldest work item has waited; zero where none waits. Readable from any thread.</summary>
    public TimeSpan OldestPending => _queue.TryPeek(out var oldest) ? TimeProvider.GetElapsedTime(oldest.QueuedAt) : TimeSpan.Zero;

    /// <summary>Queues work for the loop; callable from any thread.</summary>
    public void Post(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Enqueue(static state => ((Action)state!)(), work);
    }

    /// <summary>Queues work with its argument, so that the caller needs no closure; callable from any thread.</summary>
    public void Post(Action<object?> work, object? state)
    {
        ArgumentNullException.ThrowIfNull(work);
        Enqueue(work, state);
    }

    /// <summary>Runs <paramref name="work"/> on the loop and gives its result to the caller's thread. On the loop itself it runs at once.</summary>
    public Task<T> InvokeAsync<T>(Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (IsOnLoop)
        {
            try
            {
                return Task.FromResult(work());
            }
            catch (Exception exception)
            {
                return Task.FromException<T>(exception);
            }
        }
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                completion.SetResult(work());
            }
            catch (Exception exception)
            {
                completion.SetException(exception);
            }
        });
        return completion.Task;
    }

    /// <summary>Runs <paramref name="work"/> on the loop. On the loop itself it runs at once.</summary>
    public Task InvokeAsync(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return InvokeAsync(() =>
        {
            work();
            return true;
        });
    }

    /// <summary>
    /// Runs asynchronous work on the loop: every continuation returns to the loop's thread. The result reaches the caller's own thread.
    /// </summary>
    public Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (IsOnLoop)
        {
            return work();
        }
        // A completion of its own: a continuation of the caller must not run on the loop's thread.
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => Forward(work, completion));
        return completion.Task;

        static async void Forward(Func<Task<T>> work, TaskCompletionSource<T> completion)
        {
            try
            {
                completion.SetResult(await work());
            }
            catch (Exception exception)
            {
                completion.SetException(exception);
            }
        }
    }

    private void Enqueue(Action<object?> work, object? state)
    {
        _queue.Enqueue(new WorkItem(work, state, TimeProvider.GetTimestamp()));
        Interlocked.Increment(ref _pending);
        if (Volatile.Read(ref _sleeping) == 1)
        {
            Wake();
        }
    }

    private readonly record struct WorkItem(Action<object?> Work, object? State, long QueuedAt);
}
